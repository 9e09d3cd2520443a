// Long texts. The longest that JavaScript allows take 4 GB of memory and a minute, and run only
// with TOKENFARE_EXHAUSTIVE=1.
import assert from "node:assert/strict";
import test from "node:test";
import { init } from "tokenfare";
import o200k from "tokenfare/encodings/o200k_base";

const skip = process.env.TOKENFARE_EXHAUSTIVE === "1" ? false : "TOKENFARE_EXHAUSTIVE is not set";

/** Ends with a line break and begins with a letter, so that its copies do not change each other. */
const line = "The quick brown fox jumps over the lazy dog; съешь ещё этих мягких булок, 中文。\n";
const longest = 512_000_000;

/** Texts that pass through the engine in several parts, named after what is hard about them. */
const parted = {
  prose: line.repeat(2000),
  "no place to cut": "a".repeat(150_000),
  "only marks and letters": "e\u0301".repeat(60_000),
  "no ASCII": "日本語の文章、ここで区切る。".repeat(5000),
  "surrogate pairs at every boundary": "😀".repeat(60_000),
  "surrogate pairs, shifted": `x${"😀".repeat(60_000)}`,
  "lone surrogates": "\ud800\udc00\ud800".repeat(40_000),
  "white space": " \n\t\u3000".repeat(40_000),
  "apostrophes": "it's they'll ".repeat(12_000),
};

for (const [name, text] of Object.entries(parted)) {
  test(`a long text gives the same tokens in parts and as a whole: ${name}`, async () => {
    const tokenizer = await (await init()).loadEncoding(o200k);
    // A list of special tokens, even an empty one, makes the engine look at the whole text.
    const whole = tokenizer.encode(text, { allowedSpecial: [], disallowedSpecial: [] });
    assert.equal(tokenizer.count(text), whole.length);
    assert.deepEqual(tokenizer.encode(text), whole);
    assert.equal(tokenizer.decode(whole), text.toWellFormed());
  });
}

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
