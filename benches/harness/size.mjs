// What a user downloads, gzip -9: files of the packages as they are, JavaScript bundled and minified.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { benches, root } from "./places.mjs";

const zipped = (bytes) => gzipSync(bytes, { level: 9 }).length;
const file = (path) => zipped(readFileSync(join(benches, path)));

/** The adapter of a library as a bundler would ship it. */
async function bundled(library) {
  const { outputFiles } = await build({
    entryPoints: [join(benches, "harness", "libraries", `${library}.mjs`)],
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    platform: "browser",
    target: "es2022",
    external: ["node:*", "fs", "path"],
    loader: { ".wasm": "file", ".htk": "file" },
    outdir: "out",
    logLevel: "error",
  });
  return outputFiles.filter(({ path }) => path.endsWith(".js")).reduce((sum, { contents }) => sum + zipped(contents), 0);
}

/** Bytes after gzip -9: `{ [library]: { [part]: bytes, total } }` for o200k_base. */
export async function sizes(names) {
  const found = {};
  for (const name of names) {
    const { assets } = await import(`./libraries/${name}.mjs`);
    const parts = { "JavaScript, bundled": await bundled(name) };
    for (const path of assets) parts[path.split("/").at(-1)] = file(path);
    found[name] = { ...parts, total: Object.values(parts).reduce((sum, bytes) => sum + bytes, 0) };
  }
  return found;
}

/** The parts of our package that issue bounds: engine, catalog, vocabularies. Null where it is not installed. */
export function ownSizes() {
  const dist = join("node_modules", "tokenfare", "dist");
  if (!existsSync(join(benches, dist))) return null;
  const found = {};
  for (const engine of ["engine", "tokenizer-engine"]) found[`${engine}.wasm`] = file(join(dist, engine, "tokenfare_bg.wasm"));
  const catalog = join(dist, "catalog.json");
  if (existsSync(join(benches, catalog))) found["catalog.json"] = file(catalog);
  for (const encoding of ["o200k_base", "cl100k_base", "r50k_base"]) {
    found[`${encoding}.tfv`] = zipped(readFileSync(join(root, "tokenizer/vocab", `${encoding}.tfv`)));
  }
  return found;
}
