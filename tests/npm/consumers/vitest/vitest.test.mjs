// A user's tests, run by Vitest 4, the last version for Node 20.
import assert from "node:assert/strict";
import { test } from "node:test";
import { run } from "../../programs.mjs";

test("vitest", () => {
  const report = run("vitest", ["run", "--reporter=json"], { cwd: import.meta.dirname, env: { ...process.env, NO_COLOR: "1" } });
  const { numPassedTests, numTotalTests } = JSON.parse(report.slice(report.indexOf("{")));
  // One test in two projects.
  assert.deepEqual({ numPassedTests, numTotalTests }, { numPassedTests: 2, numTotalTests: 2 });
});
