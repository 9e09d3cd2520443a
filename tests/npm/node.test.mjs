// Fresh Node processes: import and require.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { dirname } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { classicWork, expected } from "./expected.mjs";

const cwd = dirname(fileURLToPath(import.meta.url));
const run = (...parameters) => JSON.parse(execFileSync(process.execPath, parameters, { cwd, encoding: "utf8" }));

test("import", () => {
  const code = 'import { work } from "./work.mjs"; console.log(JSON.stringify(await work()));';
  assert.deepEqual(run("--input-type=module", "--eval", code), expected);
});

test("require", () => {
  const code = `
    const { init } = require("tokenfare");
    const o200k = require("tokenfare/encodings/o200k_base").default;
    ${classicWork}
    work().then((result) => console.log(JSON.stringify(result)));`;
  assert.deepEqual(run("--no-warnings", "--input-type=commonjs", "--eval", code), expected);
});

test("a process ends by itself after use", () => {
  const code = 'import { work } from "./work.mjs"; await work(); console.log("1");';
  assert.equal(run("--input-type=module", "--eval", code), 1);
});
