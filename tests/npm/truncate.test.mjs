// What `truncate` returns has the tokens that it says, and no more than were asked for.
import assert from "node:assert/strict";
import { test } from "node:test";
import { init } from "tokenfare";
import o200k from "tokenfare/encodings/o200k_base";
import r50k from "tokenfare/encodings/r50k_base";

const fare = await init();
const tokenizers = [await fare.loadEncoding(o200k), await fare.loadEncoding(r50k)];

const texts = [
  "one two three four five six",
  "   \n\n\t 12345 don't  \r\n/",
  "日本語のテキスト 👩‍👩‍👧‍👦 e\u0301",
  // Halves of characters, which count as U+FFFD each.
  "\ud83d and then \ude00, \ud83d\ud83d and \ude00\ude00",
];
const markers = ["", "…", " [the rest was left out, because it is long]", "\ude00", "\n", "12", "ed"];

test("the result has as many tokens as it says", () => {
  for (const tokenizer of tokenizers) {
    for (const text of texts) {
      for (const marker of markers) {
        for (const keep of ["start", "end", "middle"]) {
          for (let max = 0; max < 14; max++) {
            const result = tokenizer.truncate(text, max, { keep, marker });
            const what = JSON.stringify({ text, marker, keep, max, result });
            assert.equal(tokenizer.count(result.text), result.tokens, what);
            assert.ok(result.tokens <= max, what);
            assert.equal(result.truncated, tokenizer.count(text) > max, what);
          }
        }
      }
    }
  }
});

test("a marker that does not fit is left out", () => {
  const [tokenizer] = tokenizers;
  const marker = " (the rest was left out)";
  // " (", "the", " rest", " was", " left", " out" and ")".
  assert.equal(tokenizer.count(marker), 7);
  assert.deepEqual(tokenizer.truncate("one two three four", 3, { marker }), { text: "one two three", tokens: 3, truncated: true });
  assert.deepEqual(tokenizer.truncate("one two three four", 0, { marker }), { text: "", tokens: 0, truncated: true });
});

// Half a megabyte in one piece that no rule cuts: it took minutes, because the estimate of the cut
// overflowed in WebAssembly.
test("the end of a long run of emoji", { timeout: 60_000 }, async () => {
  const { default: claude } = await import("tokenfare/encodings/claude_4_7");
  const tokenizer = await fare.loadEncoding(claude);
  const { text, tokens } = tokenizer.truncate("😀".repeat(98_615), 38, { keep: "end" });
  assert.ok(tokens <= 38 && tokens === tokenizer.count(text));
  assert.ok(tokenizer.count(`😀${text}`) > 38, text);
});
