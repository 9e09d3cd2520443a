import { defaultClientConditions, defineConfig, type Plugin } from "vite";
import { licencesPlugin } from "./build/licences-plugin.js";
import { offlinePlugin } from "./build/offline-plugin.js";
import { policyPlugin } from "./build/policy-plugin.js";
import { singleFilePlugin } from "./build/single-file-plugin.js";
import { wasmPlugin } from "./build/wasm-plugin.js";

/**
 * `vite build` writes the served page to dist/. `vite build --mode single` then adds
 * dist/tokenfare.html, which has everything in one file.
 */
export default defineConfig(({ command, mode }) => {
  const single = mode === "single";
  return {
    base: "./",
    // An unknown address is an error and not another way to the page.
    appType: "mpa",
    publicDir: single ? false : "public",
    plugins: [
      policyPlugin(),
      ...(single ? [singleStart(), singleFilePlugin()] : [licencesPlugin(), offlinePlugin()]),
    ],
    // A classic script has no top-level await, and the development server passes the package's
    // modules on as they are, so both take the engine as most users of the package do.
    ...(command === "build" &&
      !single && { resolve: { conditions: ["workerd", ...defaultClientConditions] } }),
    build: {
      target: "es2023",
      cssTarget: "chrome123",
      outDir: "dist",
      emptyOutDir: !single,
      modulePreload: false,
      assetsInlineLimit: 0,
      cssCodeSplit: false,
      chunkSizeWarningLimit: 4000,
      ...(single && {
        rolldownOptions: {
          output: { format: "iife", codeSplitting: false },
          // A classic script has no address of its own. The code that asks for it is for Node and
          // never runs here.
          transform: { define: { "import.meta": "{}" } },
        },
      }),
    },
    // `cargo xtask serve` serves the built site to this machine only, on the given port or not at
    // all.
    preview: { host: "127.0.0.1", port: 8080, strictPort: true },
    worker: {
      plugins: () => (single ? [] : [wasmPlugin()]),
      format: single ? "iife" : "es",
      ...(single && { rolldownOptions: { output: { codeSplitting: false } } }),
    },
  };
});

/** Makes the single file start its workers from its own text. */
function singleStart(): Plugin {
  return {
    name: "tokenfare:single-start",
    enforce: "pre",
    resolveId(source, importer) {
      const name = /\/(start-(?:pdf-)?worker)\.js$/.exec(source)?.[1];
      return name
        ? this.resolve(source.replace(/\.js$/, ".single.ts"), importer, { skipSelf: true })
        : null;
    },
  };
}
