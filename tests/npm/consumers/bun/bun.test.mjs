// Bun: TypeScript without a build, import and require of the same module, and Bun's bundler.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { expected } from "../../expected.mjs";
import { run } from "../../programs.mjs";

const bun = (...words) => run("bun", words, { cwd: import.meta.dirname });

test("bun runs it", () => {
  assert.deepEqual(JSON.parse(bun("run", "main.ts")), { ...expected, sameModule: true });
});

test("bun bundles it", () => {
  const folder = mkdtempSync(join(tmpdir(), "tokenfare-bun-"));
  try {
    const bundle = join(folder, "bundle.mjs");
    bun("build", "bundled.mjs", "--target=browser", `--outfile=${bundle}`);
    assert.deepEqual(JSON.parse(execFileSync(process.execPath, [bundle], { encoding: "utf8" })), expected);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
