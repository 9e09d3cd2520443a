import { readFileSync } from "node:fs";
import { constants, deflateRawSync } from "node:zlib";
import type { Plugin } from "vite";

/**
 * A `.wasm` file as a compiled module, as edge runtimes import it; the package has a condition for
 * them (`workerd`), which the served page's build asks for.
 *
 * The page may connect to nothing, so the bytes travel in a script. As base64 alone they would be a
 * third larger on the wire than they need be: compressors find little in base64. So they are
 * deflated first, and the base64 of that costs a compressed transfer next to nothing.
 */
export function wasmPlugin(): Plugin {
  return {
    name: "tokenfare:wasm",
    enforce: "pre",
    load(id) {
      const file = id.replace(/\?.*$/, "");
      if (!file.endsWith(".wasm")) return null;
      const packed = deflateRawSync(readFileSync(file), { level: constants.Z_BEST_COMPRESSION, memLevel: 9 });
      return {
        code: `const packed = Uint8Array.from(atob(${JSON.stringify(packed.toString("base64"))}), (char) => char.charCodeAt(0));
const bytes = new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate-raw"))).arrayBuffer();
export default await WebAssembly.compile(await bytes);`,
        moduleType: "js",
      };
    },
  };
}
