// Only what the place asks for: the project's root is this folder, not the repository around it.
export default { turbopack: { root: import.meta.dirname } };
