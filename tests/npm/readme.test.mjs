// The README's JavaScript runs, and each value in its comments is what comes out.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { init } from "tokenfare";
import o200k from "tokenfare/encodings/o200k_base";

const readme = readFileSync(new URL("../../README.md", import.meta.url), "utf8");
const code = readme.match(/```js\n([\s\S]*?)```/)[1];

test("the README's example", async () => {
  const seen = [];
  const body = code
    .replace(/^import .*\n/gm, "")
    // `expression; // value` becomes a comparison of the two.
    .replace(/^(\S.*); \/\/ (.+)$/gm, "seen.push([$1, $2]);");
  const AsyncFunction = (async () => {}).constructor;
  await new AsyncFunction("init", "o200k", "seen", body)(init, o200k, seen);
  assert.equal(seen.length, 4);
  for (const [actual, stated] of seen) assert.equal(actual, stated);
});
