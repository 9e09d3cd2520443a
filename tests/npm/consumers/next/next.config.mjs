// The only setting says that this folder is the project's root, not the repository around it.
export default { turbopack: { root: import.meta.dirname } };
