// Deno with a package.json and node_modules, without permissions to read or fetch anything.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { expected } from "../../expected.mjs";
import { run } from "../../programs.mjs";

const cache = mkdtempSync(join(tmpdir(), "tokenfare-deno-"));
after(() => rmSync(cache, { recursive: true }));
const env = { ...process.env, DENO_DIR: cache, DENO_NO_UPDATE_CHECK: "1", NO_COLOR: "1" };
const deno = (...words) => run("deno", words, { cwd: import.meta.dirname, env });

test("deno runs it without permissions", () => {
  assert.deepEqual(JSON.parse(deno("run", "--no-prompt", "--no-remote", "main.ts")), expected);
});

test("deno finds the types", () => {
  deno("check", "--quiet", "--no-remote", "typed.ts");
});
