// Texts as long as JavaScript allows. Takes 4 GB of memory and a minute: only with TOKENFARE_EXHAUSTIVE=1.
import assert from "node:assert/strict";
import test from "node:test";
import { init } from "tokenfare";
import o200k from "tokenfare/encodings/o200k_base";

const skip = process.env.TOKENFARE_EXHAUSTIVE === "1" ? false : "TOKENFARE_EXHAUSTIVE is not set";

/** Ends with a line break and begins with a letter, so that its copies do not change each other. */
const line = "The quick brown fox jumps over the lazy dog; съешь ещё этих мягких булок, 中文。\n";
const longest = 512_000_000;

test("512 MB are counted, again and again", { skip }, async () => {
  const tokenizer = await (await init()).loadEncoding(o200k);
  const times = Math.floor(longest / new TextEncoder().encode(line).length);
  const text = line.repeat(times);
  const each = tokenizer.count(line);
  for (let round = 0; round < 3; round++) assert.equal(tokenizer.count(text), times * each);
});

test("512 MB of one character are counted or refused, and the next call works", { skip }, async () => {
  const tokenizer = await (await init()).loadEncoding(o200k);
  for (const character of ["=", "a", " "]) {
    const text = character.repeat(longest);
    try {
      assert.ok(tokenizer.count(text) > 0);
    } catch (error) {
      assert.equal(error.code, "LIMIT_EXCEEDED");
    }
    assert.equal(tokenizer.count("Hello, world!"), 4);
  }
});
