// Who takes part, and what the tables call them.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { benches } from "./places.mjs";

/**
 * `slow` ones get one round and no pass over new text: the bars are decided between the others.
 * `sameCode` counts with the code of another, so only its start and its size are measured.
 */
export const libraries = {
  tokenfare: { title: "tokenfare", package: "tokenfare" },
  "tokenfare-tokenizer": { title: "tokenfare/tokenizer", package: "tokenfare", sameCode: true },
  "tokenfare-core": { title: "tokenfare, Rust core in wasm", crate: "tokenfare", bench: true },
  hypertok: { title: "hypertok", package: "hypertok" },
  "tiktoken-crate": { title: "tiktoken (crate, goliajp)", crate: "tiktoken" },
  "gpt-tokenizer": { title: "gpt-tokenizer", package: "gpt-tokenizer" },
  "tiktoken-rs": { title: "tiktoken-rs", crate: "tiktoken-rs", slow: true },
  "tiktoken-npm": { title: "tiktoken (npm)", package: "tiktoken", slow: true },
  "ai-tokenizer": { title: "ai-tokenizer", package: "ai-tokenizer", slow: true },
  "js-tiktoken": { title: "js-tiktoken", package: "js-tiktoken", slow: true },
};

/** "The fastest peer" of the bars: the faster of these two, text by text. */
export const fastestPeers = ["hypertok", "tiktoken-crate"];

const pkg = { "tiktoken-crate": "tiktoken_wasm", "tiktoken-rs": "tiktoken_rs_wasm", "tokenfare-core": "tokenfare_core_wasm" };

/** Whether the library is installed or built. */
export function isPresent(name) {
  if (pkg[name]) return existsSync(join(benches, "peers", "pkg", pkg[name], `${pkg[name]}_bg.wasm`));
  return existsSync(join(benches, "node_modules", libraries[name].package, "package.json"));
}

/** The exact version in use, from the lock files. */
export function versionOf(name) {
  if (libraries[name].package) {
    return JSON.parse(readFileSync(join(benches, "node_modules", libraries[name].package, "package.json"), "utf8")).version;
  }
  const lock = readFileSync(join(benches, "peers", "Cargo.lock"), "utf8").replaceAll("\r\n", "\n");
  return new RegExp(`name = "${libraries[name].crate}"\\nversion = "([^"]+)"`).exec(lock)?.[1] ?? "?";
}
