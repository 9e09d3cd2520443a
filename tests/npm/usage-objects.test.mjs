// Usage as SDKs hand it over, and requests that state nothing.
import assert from "node:assert/strict";
import { test } from "node:test";
import { AIMessage } from "@langchain/core/messages";
import { init } from "tokenfare";
import { init as initPrices } from "tokenfare/prices";
import o200k from "tokenfare/encodings/o200k_base";

const [fare, prices] = [await init(), await initPrices()];

/** An instance with dates, functions and references to itself beside the usage. */
class Completion {
  object = "chat.completion";
  model = "gpt-4o-mini-2024-07-18";
  created = new Date(0);
  self = this;
  score = NaN;
  bytes = new Uint8Array([1, 2, 3]);
  usage = Object.assign(new (class Usage {})(), { prompt_tokens: 50, completion_tokens: 100 });
  text() {
    return "Hello";
  }
}

test("what stands beside the usage does no harm", () => {
  for (const { priceResponse } of [fare, prices]) {
    // 50 × $0.15 / 1,000,000 + 100 × $0.60 / 1,000,000
    assert.equal(priceResponse(new Completion()).total.exact, "0.0000675");
  }
});

test("messages of LangChain", () => {
  const usage_metadata = { input_tokens: 50, output_tokens: 100, total_tokens: 150 };
  const message = new AIMessage({ content: "Hello", usage_metadata, response_metadata: { model_name: "gpt-4o-mini-2024-07-18" } });
  assert.equal(fare.priceResponse(message).total.exact, "0.0000675");
});

test("a count that is no number is refused", () => {
  const usage = { prompt_tokens: NaN, completion_tokens: 1 };
  assert.throws(() => fare.usageFromResponse({ object: "chat.completion", usage }), { code: "INVALID_USAGE" });
});

test("a quote and a comparison of nothing are refused", () => {
  for (const quantities of [undefined, { inputTokens: undefined, outputTokens: undefined }]) {
    const refusal = { code: "INVALID_ARGUMENT", path: "quantities" };
    assert.throws(() => fare.catalog.quote({ model: "gpt-4o", quantities }), refusal);
    assert.throws(() => prices.catalog.quote({ model: "gpt-4o", quantities }), refusal);
    assert.throws(() => fare.catalog.compare({ quantities }, ["gpt-4o"]), refusal);
  }
  const used = { inputTokens: 50, outputTokens: undefined };
  // 50 × $2.50 / 1,000,000
  assert.equal(fare.catalog.quote({ model: "gpt-4o", quantities: used }).total.exact, "0.000125");
});

test("prices alone price as the whole package does", () => {
  const models = fare.catalog.models();
  assert.deepEqual(prices.catalog.models(), models);
  for (const { id, tiers } of models) {
    for (const tier of tiers) {
      const request = { model: id, tier, quantities: { inputTokens: 300_001, cachedInputTokens: 7, outputTokens: 11, webSearchCalls: 2 } };
      assert.deepEqual(outcome(() => prices.catalog.quote(request)), outcome(() => fare.catalog.quote(request)), `${id} ${tier}`);
    }
  }
  const quantities = { inputTokens: 10 };
  assert.deepEqual(prices.catalog.compare({ quantities }, ["gpt-4o", "o3", "x"]), fare.catalog.compare({ quantities }, ["gpt-4o", "o3", "x"]));
  const image = { width: 1024, height: 768 };
  assert.deepEqual(prices.imageInputTokens("gpt-4o", image), fare.imageInputTokens("gpt-4o", image));
  assert.equal(prices.version, fare.version);
});

test("prices alone have no tokenizer and say so", () => {
  assert.throws(() => prices.catalog.quote({ model: "gpt-4o", prompt: "Hello" }), { code: "ENCODING_NOT_LOADED" });
  assert.equal(prices.project, undefined);
});

test("limits without end and sets of special tokens", async () => {
  const tokenizer = await fare.loadEncoding(o200k);
  assert.equal(tokenizer.countUpTo("Hello, world!", Infinity), 4);
  assert.deepEqual(tokenizer.truncate("Hello, world!", Infinity), { text: "Hello, world!", tokens: 4, truncated: false });
  assert.deepEqual([...tokenizer.encode("<|endoftext|>", { allowedSpecial: new Set(["<|endoftext|>"]) })], [199999]);
  assert.equal(tokenizer.count("<|endoftext|>", { allowedSpecial: new Set() }), 7);
  assert.throws(() => tokenizer.countUpTo("", -Infinity), { code: "INVALID_ARGUMENT" });
});

test("a graph of shared objects is bounded, and does not take time that doubles with each level", () => {
  let shared = {};
  for (let level = 0; level < 40; level++) shared = [shared, shared];
  assert.throws(() => fare.countRequest({ model: "gpt-4o", messages: [{ role: "user", content: shared }] }), { code: "LIMIT_EXCEEDED" });
});

/** A result, or the code and message of the error. */
function outcome(work) {
  try {
    return work();
  } catch ({ code, message }) {
    return { code, message };
  }
}
