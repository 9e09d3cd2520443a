// Fresh Node processes: import, and require() of an ES module (Node 20.19 and newer).
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { dirname } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { expected } from "./expected.mjs";

const cwd = dirname(fileURLToPath(import.meta.url));
const run = (...parameters) => JSON.parse(execFileSync(process.execPath, parameters, { cwd, encoding: "utf8" }));

test("import", () => {
  const code = 'import { work } from "./work.mjs"; console.log(JSON.stringify(await work()));';
  assert.deepEqual(run("--input-type=module", "--eval", code), expected);
});

test("require", () => {
  const code = `
    const { init, TokenfareError } = require("tokenfare");
    const o200k = require("tokenfare/encodings/o200k_base").default;
    init().then(async (fare) => {
      const tokenizer = await fare.loadEncoding(o200k);
      const quote = fare.catalog.quote({ model: "gpt-4o-mini-2024-07-18", quantities: { inputTokens: 50, outputTokens: 100 } });
      let refused;
      try { fare.catalog.model("gpt-4o-mni"); } catch (error) {
        if (error instanceof TokenfareError) refused = [error.name, error.code, error.suggestions[0]].join(" ");
      }
      console.log(JSON.stringify({ version: fare.version, tokens: tokenizer.count("hello world 🙂"), cost: quote.total.exact, refused }));
    });`;
  assert.deepEqual(run("--no-warnings", "--input-type=commonjs", "--eval", code), expected);
});

test("a process ends by itself after use", () => {
  const code = 'import { work } from "./work.mjs"; await work(); console.log("1");';
  assert.equal(run("--input-type=module", "--eval", code), 1);
});
