// Runs the platform's programs of npm packages.
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";

const windows = process.platform === "win32";

function program(name) {
  const path = join(import.meta.dirname, "node_modules/.bin", windows ? `${name}.cmd` : name);
  assert.ok(existsSync(path), `${name} is missing: run npm ci in tests/npm`);
  return path;
}

/** Windows starts .cmd files only through its shell, which needs spaces quoted. */
const quoted = (word) => (windows ? `"${word}"` : word);

/** Runs a command of node_modules/.bin to its end and returns what it prints. */
export function run(name, words, options) {
  return execFileSync(quoted(program(name)), words.map(quoted), { encoding: "utf8", shell: windows, ...options });
}

/** Starts a command that keeps running. */
export function start(name, words, options) {
  return spawn(quoted(program(name)), words.map(quoted), { shell: windows, ...options });
}
