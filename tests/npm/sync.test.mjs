// The engine and vocabularies, started and loaded at once.
import assert from "node:assert/strict";
import { test } from "node:test";
import { TokenfareError, init, initSync } from "tokenfare";
import * as only from "tokenfare/tokenizer";
import cl100k from "tokenfare/encodings/cl100k_base";
import harmony from "tokenfare/encodings/o200k_harmony";
import o200k from "tokenfare/encodings/o200k_base";

test("initSync gives at once what init gives later", async () => {
  const fare = initSync();
  assert.equal(initSync(), fare);
  assert.equal(await init(), fare);
  const quantities = { inputTokens: 50, outputTokens: 100 };
  // 50 × $0.75 / 1,000,000 + 100 × $4.50 / 1,000,000
  assert.equal(fare.catalog.quote({ model: "gpt-5.4-mini", quantities }).total.exact, "0.0004875");
});

test("the tokenizer alone starts at once too", () => {
  const tokenizer = only.initSync().loadEncodingSync(o200k);
  assert.deepEqual([...tokenizer.encode("Hello, world!")], [13225, 11, 2375, 0]);
});

test("loadEncodingSync gives the tokenizer that loadEncoding gives, with its base", async () => {
  const fare = initSync();
  const tokenizer = fare.loadEncodingSync(harmony);
  assert.equal(tokenizer.encoding, "o200k_harmony");
  assert.equal(tokenizer.count("Hello, world!"), 4);
  assert.equal(fare.loadEncodingSync(harmony), tokenizer);
  assert.equal(await fare.loadEncoding(harmony), tokenizer);
});

test("a vocabulary is decoded once, and so is its base", () => {
  let reads = 0;
  const source = { name: "o200k_harmony", packed: harmony.packed, get base() { reads++; return harmony.base; } };
  const fare = only.initSync();
  const tokenizer = fare.loadEncodingSync(source);
  assert.ok(reads > 0);
  reads = 0;
  assert.equal(fare.loadEncodingSync(source), tokenizer);
  assert.equal(reads, 0);
});

test("a vocabulary under another encoding's name is refused, before and after it is loaded", async () => {
  const fare = initSync();
  const wrong = Object.freeze({ name: "o200k_base", packed: cl100k.packed });
  const refusal = (error) =>
    error instanceof TokenfareError &&
    error.code === "CORRUPT_VOCABULARY" &&
    error.path === "source.name" &&
    error.message.includes("holds cl100k_base");
  for (let again = 0; again < 2; again++) {
    assert.throws(() => fare.loadEncodingSync(wrong), refusal);
    await assert.rejects(fare.loadEncoding(wrong), refusal);
    assert.equal(fare.loadEncodingSync(o200k).encoding, "o200k_base");
    assert.equal(fare.loadEncodingSync(cl100k).encoding, "cl100k_base");
  }
});

test("what is no source is refused", () => {
  for (const source of [undefined, null, "o200k_base", {}, { name: "o200k_base" }, { name: 1, packed: "" }]) {
    assert.throws(() => initSync().loadEncodingSync(source), { code: "INVALID_ARGUMENT", path: "source" });
  }
});
