// jest as most projects have it: CommonJS in the environments node and jsdom, and ts-jest.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

test("jest in Node, in jsdom and with ts-jest", () => {
  const jest = fileURLToPath(new URL("bin/jest.js", new URL(".", import.meta.resolve("jest/package.json"))));
  const cwd = fileURLToPath(new URL(".", import.meta.url));
  const { status, stderr } = spawnSync(process.execPath, [jest, "--ci", "--no-cache"], { cwd, encoding: "utf8" });
  assert.equal(status, 0, stderr);
  // Three tests in each of two environments, and one in TypeScript.
  assert.match(stderr, /^Tests: +7 passed, 7 total$/m);
});
