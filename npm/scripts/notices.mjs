/**
 * The licences of what others wrote and the package contains: crates in the engines, and parts of
 * Rust's standard library. Licences of the vocabularies stand beside them (`encodings/licenses`), and
 * those of the command line's packages beside it (`cli.LICENSES.txt`).
 */
import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";

/**
 * The texts of the licences in a folder: files named LICENSE, LICENCE, COPYING, NOTICE or UNLICENSE. Of
 * a choice of licences, MIT is taken.
 */
export function licenceTexts(folder) {
  const names = readdirSync(folder)
    .filter((name) => /^(licen[cs]e|copying|notice|unlicense|copyright)/i.test(name))
    .sort();
  const mit = names.filter((name) => /mit/i.test(name));
  return (mit.length > 0 ? mit : names).map((name) => readFileSync(join(folder, name), "utf8").trim());
}

function cargo(root, words) {
  return execFileSync("cargo", [...words, "--locked"], { cwd: root, encoding: "utf8", maxBuffer: 1 << 28 });
}

/** The crates that are linked into an engine, by name. Macros run while it is compiled and stay outside. */
function cratesInEngine(root) {
  const tree = cargo(root, [
    "tree",
    "--package=tokenfare",
    "--features=wasm",
    "--target=wasm32-unknown-unknown",
    "--edges=normal,no-proc-macro",
    "--prefix=none",
    "--format={p}",
  ]);
  const linked = new Set(tree.split("\n").map((line) => line.split(" ").slice(0, 2).join(" ")));
  const { packages } = JSON.parse(cargo(root, ["metadata", "--format-version=1", "--filter-platform=wasm32-unknown-unknown"]));
  return packages
    .filter((one) => one.source !== null && linked.has(`${one.name} v${one.version}`))
    .sort((left, right) => (left.name < right.name ? -1 : 1));
}

/** The notice of the engines. `root` is the folder of the repository. */
export function engineNotice(root) {
  const crates = cratesInEngine(root).map((one) => {
    const texts = licenceTexts(dirname(one.manifest_path));
    if (texts.length === 0) throw new Error(`${one.name} ${one.version} comes without the text of its licence`);
    return [`${one.name} ${one.version} (${one.license})`, one.repository ?? "", ...texts].filter((part) => part !== "").join("\n\n");
  });
  return [
    "The engines, which are WebAssembly, contain the crates below and parts of Rust's standard library",
    "(MIT OR Apache-2.0, https://github.com/rust-lang/rust). Licences of the vocabularies stand in",
    "encodings/licenses, those of what the command line contains in cli.LICENSES.txt.",
    "",
    crates.join(`\n\n${"-".repeat(80)}\n\n`),
    "",
  ].join("\n");
}
