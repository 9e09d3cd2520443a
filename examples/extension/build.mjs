// Assembles the extension: node build.mjs [<folder of the package tokenfare> [<output folder>]]
// Without arguments: from node_modules, where `npm install tokenfare` has run, into dist/.
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

const here = import.meta.dirname;
const tokenfare = resolve(process.argv[2] ?? join(here, "node_modules/tokenfare"));
const out = resolve(process.argv[3] ?? join(here, "dist"));

rmSync(out, { recursive: true, force: true });
mkdirSync(join(out, "encodings"), { recursive: true });
cpSync(join(here, "src"), out, { recursive: true });
cpSync(join(here, "icons"), join(out, "icons"), { recursive: true });
cpSync(join(tokenfare, "dist/tokenfare.global.js"), join(out, "tokenfare.global.js"));
for (const file of readdirSync(join(tokenfare, "dist/encodings")).filter((file) => file.endsWith(".tfv"))) {
  cpSync(join(tokenfare, "dist/encodings", file), join(out, "encodings", file));
}
for (const file of ["LICENSE-MIT", "LICENSE-APACHE"]) cpSync(join(tokenfare, file), join(out, file));

const { version } = JSON.parse(readFileSync(join(tokenfare, "package.json"), "utf8"));
const manifest = JSON.parse(readFileSync(join(here, "manifest.json"), "utf8"));
writeFileSync(join(out, "manifest.json"), `${JSON.stringify({ ...manifest, version }, undefined, 2)}\n`);
console.log(`${out}: open chrome://extensions, turn on "Developer mode", and load this folder with "Load unpacked"`);
