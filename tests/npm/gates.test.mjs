// What must hold of the tarball before it is published.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { isBuiltin } from "node:module";
import { dirname, join, relative, sep } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { publint } from "publint";
import { formatMessage } from "publint/utils";

const here = dirname(fileURLToPath(import.meta.url));
const folder = dirname(dirname(fileURLToPath(import.meta.resolve("tokenfare"))));
const manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));

const files = (at) =>
  readdirSync(at, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? files(join(at, entry.name)) : [relative(folder, join(at, entry.name)).split(sep).join("/")],
  );
const zipped = (file) => gzipSync(readFileSync(join(folder, file)), { level: 9 }).length;

test("the tarball contains exactly the listed files", () => {
  const listed = readFileSync(join(here, "tarball-files.txt"), "utf8").trim().split(/\r?\n/);
  assert.deepEqual(files(folder).sort(), listed);
});

test("everything that package.json names is there", () => {
  const targets = (value) => (typeof value === "string" ? [value] : Object.values(value).flatMap(targets));
  for (const target of [...targets(manifest.exports), ...targets(manifest.imports)]) {
    if (!target.includes("*")) assert.ok(existsSync(join(folder, target)), target);
  }
});

test("no dependencies, no install scripts", () => {
  for (const key of ["dependencies", "peerDependencies", "optionalDependencies", "scripts", "bundledDependencies"]) {
    assert.equal(manifest[key], undefined, key);
  }
});

// Budgets in bytes after gzip -9, for the engines both as JavaScript and as wasm. Raise one only
// with a reason in benches/LOG.md.
const budgets = {
  "dist/engine/tokenfare_bg.wasm": 1_025_000,
  "dist/engine/base64.js": 1_415_000,
  "dist/tokenizer-engine/tokenfare_bg.wasm": 290_000,
  "dist/tokenizer-engine/base64.js": 395_000,
  "dist/prices-engine/tokenfare_bg.wasm": 425_000,
  "dist/encodings/o200k_base.js": 720_000,
  "dist/encodings/cl100k_base.js": 340_000,
  "dist/encodings/r50k_base.js": 170_000,
  "dist/catalog.json": 90_000,
};
for (const [file, budget] of Object.entries(budgets)) {
  test(`${file} keeps to its budget`, () => {
    const size = zipped(file);
    assert.ok(size <= budget, `${size} bytes, ${budget} allowed`);
    console.log(`${file}: ${size} bytes gzipped, budget ${budget}`);
  });
}

test("the README's sizes are true", () => {
  const text = readFileSync(join(folder, "README.md"), "utf8");
  const vocabulary = (name) => [`dist/encodings/${name}.tfv`, `dist/encodings/${name}.js`];
  const stated = {
    "engine with its catalog": ["dist/engine/tokenfare_bg.wasm", "dist/engine/base64.js"],
    "engine of prices alone, with the catalog": ["dist/prices-engine/tokenfare_bg.wasm", "dist/prices-engine/base64.js"],
    "engine of the tokenizer alone": ["dist/tokenizer-engine/tokenfare_bg.wasm", "dist/tokenizer-engine/base64.js"],
    "`o200k_base`": vocabulary("o200k_base"),
    "`cl100k_base`": vocabulary("cl100k_base"),
    "`r50k_base`": vocabulary("r50k_base"),
  };
  for (const [part, files] of Object.entries(stated)) {
    const row = text.split("\n").find((line) => line.startsWith(`| ${part} |`));
    const figures = row.match(/\d+(?= \|)/g);
    assert.equal(figures.length, files.length, row);
    for (const [index, file] of files.entries()) {
      const size = zipped(file);
      assert.ok(Math.abs(size / 1000 / Number(figures[index]) - 1) < 0.1, `${file} has ${size} bytes, the README says ${figures[index]} KB`);
    }
  }
});

test("the facade itself is small", () => {
  const own = files(folder).filter((file) => /^dist\/[a-z0-9-]+\.js$/.test(file) && !["dist/cli.js", "dist/tokenizer-only.js", "dist/prices-only.js", "dist/convert-only.js"].includes(file));
  const size = own.reduce((sum, file) => sum + statSync(join(folder, file)).size, 0);
  assert.ok(size <= 64_000, `${size} bytes of JavaScript beside the engine`);
});

test("the command line is one file beside the package, with the licences of what it contains", () => {
  const text = readFileSync(join(folder, "dist/cli.js"), "utf8");
  assert.ok(text.length <= 64_000, `${text.length} bytes`);
  const imported = [...text.matchAll(/\bfrom\s*"([^"]+)"/g)].map(([, name]) => name);
  assert.deepEqual([...new Set(imported.filter((name) => !isBuiltin(name)))], ["./index.js"]);
  assert.match(readFileSync(join(folder, "dist/cli.LICENSES.txt"), "utf8"), /^tinyglobby .*\(MIT\)$/m);
});

test("no code that a strict content security policy forbids", () => {
  for (const file of files(folder).filter((file) => file.endsWith(".js"))) {
    const text = readFileSync(join(folder, file), "utf8");
    assert.ok(!/\beval\s*\(|new Function\b/.test(text), file);
    if (!/^dist\/([a-z]+-)?engine\/tokenfare\.js$/.test(file) && file !== "dist/cli.js" && !file.endsWith(".global.js")) assert.ok(!/\bfetch\s*\(|\bimport\s*\(/.test(text), file);
  }
});

test("the engines contain no path of the machine that built them", () => {
  for (const engine of ["engine", "tokenizer-engine", "prices-engine", "convert-engine"]) {
    const text = readFileSync(join(folder, "dist", engine, "tokenfare_bg.wasm"), "latin1");
    assert.doesNotMatch(text, /\.cargo[\\/]registry|[\\/](home|root|Users)[\\/]/);
  }
});

test("publint", async () => {
  const { messages, pkg } = await publint({ pkgDir: folder, level: "suggestion", strict: true });
  assert.deepEqual(messages.map((message) => formatMessage(message, pkg)), []);
});

test("are the types wrong?", () => {
  const tarball = process.env.TOKENFARE_TARBALL;
  assert.ok(tarball, "run `cargo xtask test`, which packs the package");
  const cli = fileURLToPath(import.meta.resolve("@arethetypeswrong/cli/package.json"));
  // Only JavaScript files have types.
  const excluded = ["engine.wasm", "tokenfare.global.js", "tokenizer.global.js", "prices.global.js"];
  execFileSync(
    process.execPath,
    [join(dirname(cli), "dist/index.js"), tarball, "--no-emoji", "--exclude-entrypoints", ...excluded],
    { stdio: ["ignore", "inherit", "inherit"] },
  );
});
