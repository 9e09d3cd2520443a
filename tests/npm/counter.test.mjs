// A text counted in chunks has as many tokens as the whole, wherever it is cut.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { before, test } from "node:test";
import { TokenfareError, init } from "tokenfare";

let tokenizers;

before(async () => {
  const fare = await init();
  tokenizers = [];
  for (const name of fare.encodings) {
    const { default: source } = await import(`tokenfare/encodings/${name}`);
    tokenizers.push(await fare.loadEncoding(source));
  }
});

/** Mulberry32: the same numbers on every machine. */
function random(seed) {
  let state = seed;
  return (limit) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % limit;
  };
}

/** The tokens by the engine, which sees a text of a batch as a whole. */
const wholeCount = (tokenizer, text) => tokenizer.countBatch([text])[0];

function inPieces(tokenizer, text, lengths) {
  const counter = tokenizer.counter();
  let at = 0;
  for (const length of lengths) {
    counter.push(text.slice(at, at + length));
    at += length;
  }
  counter.push(text.slice(at));
  return counter.end();
}

const pieces = [
  "a", "Z", "ll", "s", "re", "The", "straße", "слово", "字", "漢字", "かな", "한국", "ไทย", "שלום", "كلمة", "हिन्दी", "é", "e\u0301", "ǅ", "ſ", "ʼ",
  "1", "22", "3333", "٣", "½", "'", "'s", "'LL", "’", ",", ".", "/", "//", "-", "_", '"', "{", "。", "，", "、", "😀", "👩‍👩‍👧", "\ud800", "\udc00",
  " ", " ", "  ", "\t", "\n", "\n", "\n\n", "\r\n", "\r", "\u00a0", "\u0085", "\u3000", "\u2028", "\u200b", "\ufeff", "\u180e", "\0", "\x7f", "<|endoftext|>", "<think>", "</think>", "<table>", "> </b>", "  ", "▁", "~", "=\u0338",
];

test("any text, any chunks, all encodings", () => {
  const next = random(20261121);
  for (let round = 0; round < 4000; round++) {
    const text = Array.from({ length: 1 + next(12) }, () => pieces[next(pieces.length)]).join("");
    const lengths = Array.from({ length: next(6) }, () => next(5));
    for (const tokenizer of tokenizers) {
      const what = () => `${tokenizer.encoding} ${JSON.stringify(text)} ${lengths}`;
      assert.equal(inPieces(tokenizer, text, lengths), wholeCount(tokenizer, text), what());
    }
  }
});

test("any long text, whose parts pass through the engine one by one", () => {
  const next = random(20261128);
  for (let round = 0; round < 8; round++) {
    const text = Array.from({ length: 25_000 + next(30_000) }, () => pieces[next(pieces.length)]).join("");
    for (const tokenizer of tokenizers) {
      assert.equal(tokenizer.count(text), wholeCount(tokenizer, text), `${tokenizer.encoding}, round ${round}`);
    }
  }
});

test("a stream without a place to cut takes time in proportion to its length", () => {
  // In 200,000 chunks a copy of what waits at each of them would be 20 GB; this is less than a second.
  const counter = tokenizers[0].counter();
  for (let chunk = 0; chunk < 200_000; chunk++) counter.push("a");
  assert.equal(counter.end(), wholeCount(tokenizers[0], "a".repeat(200_000)));
});

/** One or two of each class of characters, and those that the patterns name. */
const alphabet = ["A", "s", "字", "\u0301", "1", " ", "\u00a0", "\n", "\r", "'", "/", "!", "，", "\u017f"];

test("all texts of four such characters, cut wherever they can be", () => {
  const different = tokenizers.filter(({ encoding }) => ["o200k_base", "cl100k_base", "r50k_base"].includes(encoding));
  for (let number = 0; number < alphabet.length ** 4; number++) {
    const text = [0, 1, 2, 3].map((place) => alphabet[Math.floor(number / alphabet.length ** place) % alphabet.length]).join("");
    for (const tokenizer of different) {
      const counted = inPieces(tokenizer, text, [1, 1, 1]);
      if (counted !== wholeCount(tokenizer, text)) assert.fail(`${tokenizer.encoding} ${JSON.stringify(text)}`);
    }
  }
});

const whole = readFileSync(new URL("../../DESIGN.md", import.meta.url), "utf8");
const prose = whole.slice(0, 6000);
const texts = {
  prose,
  "prose with CRLF": prose.replaceAll("\n", "\r\n"),
  "no line breaks": prose.replaceAll(/\s+/g, " "),
  "no spaces": prose.replaceAll(/\s+/g, ""),
  "rows with CRLF": Array.from({ length: 300 }, (_, i) => `"${i}","${i * 7919}","x"`).join("\r\n"),
  Chinese: "天地玄黄，宇宙洪荒。\r\n日月盈昃，辰宿列张。\n\n".repeat(60),
  "one letter": "a".repeat(5000),
  "line breaks": "\n".repeat(3000),
  "spaces, then a letter": `${" ".repeat(3000)}a`,
  code: "if (a) {\n\treturn b[0];\n}\n// end\n\n".repeat(80),
};
for (const [name, text] of Object.entries(texts)) {
  test(`${name}, in chunks of 1, 7 and 1,000 characters`, () => {
    for (const tokenizer of tokenizers) {
      const expected = wholeCount(tokenizer, text);
      for (const size of [1, 7, 1000]) {
        const lengths = Array.from({ length: Math.floor(text.length / size) }, () => size);
        assert.equal(inPieces(tokenizer, text, lengths), expected, `${tokenizer.encoding}, ${size}`);
      }
    }
  });
}

test("the count grows, little text is held back, and a counter can be used again", () => {
  const [tokenizer] = tokenizers;
  const counter = tokenizer.counter();
  // "Hello, world!" has 4 tokens: Hello | , | world | !
  assert.equal(counter.push("Hello, wor"), 2);
  assert.equal(counter.push("ld! "), 4);
  assert.equal(counter.push(""), 4);
  assert.equal(counter.end(), tokenizer.count("Hello, world! "));
  assert.equal(counter.end(), 0);
  assert.equal(counter.push("Hello, world! "), 4);
});

test("a chunk must be a string, and the counter keeps working after the error", () => {
  const counter = tokenizers[0].counter();
  counter.push("Hello, ");
  assert.throws(() => counter.push(null), (error) => error instanceof TokenfareError && error.code === "INVALID_ARGUMENT" && error.path === "text");
  counter.push("world!");
  assert.equal(counter.end(), 4);
});

test("special tokens are text, as everywhere by default", () => {
  const [tokenizer] = tokenizers;
  const text = "a<|endoftext|>b";
  assert.equal(inPieces(tokenizer, text, [5, 5]), tokenizer.count(text));
});
