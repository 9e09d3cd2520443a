// The package for `require`: one file for each entry, beside the ES module. It reads the engines and
// vocabularies from the files that the package has anyway, so that nothing is in it twice.
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { build } from "esbuild";

/** Modules that stay files of their own, because several entries share them. */
const SHARED = ["error.js", "tokenizer-only.js", "compat/tokenizers.js", "compat/special-tokens.js", "compat/models.js"];

/** Node's own coders, where a test environment such as jsdom hides the global ones. */
const CODERS = `
const coders = require("node:util");
export const TextDecoder = globalThis.TextDecoder ?? coders.TextDecoder;
export const TextEncoder = globalThis.TextEncoder ?? coders.TextEncoder;
`;

/** Writes `<entry>.cjs` for entries of `dist` such as `"index"`. `engines` maps import names to folders. */
export async function writeCommonJs(dist, entries, engines) {
  const shared = SHARED.filter((file) => existsSync(join(dist, file)));
  const external = new Set([...shared, ...entries.map((entry) => `${entry}.js`)]);
  writeFileSync(join(dist, "coders.tmp.js"), CODERS);
  // In a package of ES modules esbuild would take `module.exports` for the default export.
  writeFileSync(join(dist, "package.json"), '{ "type": "commonjs" }');
  for (const entry of [...entries, ...shared.map((file) => file.replace(/\.js$/, ""))]) {
    const outfile = join(dist, `${entry}.cjs`);
    await build({
      // The comments that name each file give its path from here, the same wherever dist lies.
      absWorkingDir: dist,
      entryPoints: [join(dist, `${entry}.js`)],
      outfile,
      bundle: true,
      format: "cjs",
      platform: "node",
      target: "node20",
      // Named explicitly, or esbuild would use a tsconfig.json near the output.
      tsconfigRaw: "{}",
      legalComments: "none",
      inject: [join(dist, "coders.tmp.js")],
      plugins: [
        {
          name: "files of their own",
          setup({ onResolve, onLoad }) {
            onResolve({ filter: /^#/ }, ({ path }) => ({ path: engines[path], namespace: "engine" }));
            onLoad({ filter: /./, namespace: "engine" }, ({ path }) => ({
              contents: `import { readFileSync } from "node:fs";\nexport default () => readFileSync(${relativeTo(entry, `${path}/tokenfare_bg.wasm`)});`,
            }));
            onResolve({ filter: /^\./ }, ({ path, importer }) => {
              const file = relative(dist, resolve(dirname(importer), path));
              const isShared = external.has(file) || file.startsWith("encodings/");
              if (!isShared || file === `${entry}.js`) return undefined;
              const from = relative(dirname(outfile), join(dist, file));
              return { path: `${from.startsWith(".") ? "" : "./"}${from.replace(/\.js$/, ".cjs")}`, external: true };
            });
          },
        },
      ],
    });
  }
  for (const file of ["coders.tmp.js", "package.json"]) rmSync(join(dist, file));
}

/** A path of dist in the words of a file in it, wherever the package lies. */
function relativeTo(entry, path) {
  const up = relative(dirname(entry), path).split("\\").join("/");
  return `require("node:path").join(__dirname, ${JSON.stringify(up)})`;
}

/** Writes `encodings/<name>.cjs`, which reads the packed file when it is first needed. */
export function writeCommonJsEncoding(write, name, base) {
  write(
    `encodings/${name}.cjs`,
    `"use strict";
const { readFileSync } = require("node:fs");
const { join } = require("node:path");
let packed;
Object.defineProperty(exports, "__esModule", { value: true });
exports.default = exports;
exports.name = "${name}";
Object.defineProperty(exports, "packed", { get: () => (packed ??= readFileSync(join(__dirname, "${name}.tfv"), "base64")) });
${base ? `exports.base = require("./${base}.cjs");\n` : ""}Object.freeze(exports);
`,
  );
}

/** A `.d.cts` beside the `.d.ts` of each entry and of what it imports, with the same declarations. */
export function writeCommonJsTypes(dist, entries) {
  const open = entries.map((entry) => `${entry}.d.ts`);
  const seen = new Set(open);
  for (const file of open) {
    const text = readFileSync(join(dist, file), "utf8");
    const common = text.replace(/(from "\.[^"]*|import\("\.[^"]*)\.js"/g, '$1.cjs"');
    writeFileSync(join(dist, file.replace(/\.d\.ts$/, ".d.cts")), common);
    for (const [, path] of text.matchAll(/(?:from|import\() ?"(\.[^"]*)\.js"/g)) {
      const found = join(dirname(file), `${path}.d.ts`);
      if (!seen.has(found)) open.push(found);
      seen.add(found);
    }
  }
}
