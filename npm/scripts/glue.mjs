// Changes to the glue that wasm-bindgen generates.

/**
 * The same glue without work at import. Some runtimes lack TextDecoder (jsdom, older React Native);
 * there `init` must fail, not the import, which nobody can catch.
 */
export function withoutWorkAtImport(glue) {
  const decoder = "new TextDecoder('utf-8', { ignoreBOM: true, fatal: true });";
  let changed = replaceOnce(glue, `let cachedTextDecoder = ${decoder}\ncachedTextDecoder.decode();\n`, "let cachedTextDecoder;\n");
  const use = "    return cachedTextDecoder.decode(";
  changed = replaceOnce(changed, use, `    cachedTextDecoder ??= ${decoder}\n${use}`);
  const encoder = /const cachedTextEncoder = new TextEncoder\(\);\n\nif \(!\('encodeInto' in cachedTextEncoder\)\) \{\n[\s\S]*?\n\}\n/;
  return replaceOnce(
    changed,
    encoder,
    `let madeTextEncoder;
const cachedTextEncoder = {
    encode: (text) => (madeTextEncoder ??= new TextEncoder()).encode(text),
    encodeInto: (text, view) => (madeTextEncoder ??= new TextEncoder()).encodeInto(text, view),
};
`,
  );
}

function replaceOnce(text, searched, replacement) {
  const parts = text.split(searched);
  if (parts.length !== 2) throw new Error(`the generated glue has changed: ${searched} occurs ${parts.length - 1} times`);
  return parts.join(replacement);
}
