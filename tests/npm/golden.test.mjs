// The golden figures, through the packed package. Prices in US dollars per 1M tokens, input / output:
// gpt-4o-mini-2024-07-18 0.15 / 0.60, gpt-4o-2024-05-13 5 / 15, text-embedding-3-small 0.02.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { init } from "tokenfare";
import cl100k from "tokenfare/encodings/cl100k_base";
import o200k from "tokenfare/encodings/o200k_base";

let fare;
before(async () => {
  fare = await init();
});

const cost = (model, inputTokens, outputTokens = 0) =>
  fare.catalog.quote({ model, quantities: outputTokens ? { inputTokens, outputTokens } : { inputTokens } }).total.exact;

test("chatbot: 50 tokens in, 100 out", () => {
  // 50 × 0.15/1M + 100 × 0.60/1M = 0.0000075 + 0.00006
  assert.equal(cost("gpt-4o-mini-2024-07-18", 50, 100), "0.0000675");
  // 50 × 5/1M + 100 × 15/1M = 0.00025 + 0.0015
  assert.equal(cost("gpt-4o-2024-05-13", 50, 100), "0.00175");
});

test("article: 500 tokens in, 4,000 out", () => {
  // 500 × 0.15/1M + 4,000 × 0.60/1M = 0.000075 + 0.0024
  assert.equal(cost("gpt-4o-mini-2024-07-18", 500, 4000), "0.002475");
  // 500 × 5/1M + 4,000 × 15/1M = 0.0025 + 0.06
  assert.equal(cost("gpt-4o-2024-05-13", 500, 4000), "0.0625");
});

test("document: 10,000 tokens in, 1,000 out, and embedded", () => {
  // 10,000 × 0.15/1M + 1,000 × 0.60/1M = 0.0015 + 0.0006
  assert.equal(cost("gpt-4o-mini-2024-07-18", 10_000, 1000), "0.0021");
  // 10,000 × 0.02/1M
  assert.equal(cost("text-embedding-3-small", 10_000), "0.0002");
});

test("the lines of a quote add up to its total and say how", () => {
  const quote = fare.catalog.quote({ model: "gpt-4o-mini-2024-07-18", quantities: { inputTokens: 50, outputTokens: 100 } });
  assert.deepEqual(quote.lines.map((line) => [line.component, line.amount.exact]), [["input", "0.0000075"], ["output", "0.00006"]]);
  assert.equal(quote.lines[0].formula, "50 × $0.15 / 1M tokens");
  assert.equal(quote.total.usd, 0.0000675);
  assert.match(quote.lines[0].source, /^https:/);
});

// Ids as tiktoken gives them.
test("known ids", async () => {
  const tokenizer = await fare.loadEncoding(o200k);
  assert.deepEqual([...tokenizer.encode("hello world")], [24912, 2375]);
  assert.equal(tokenizer.count("hello world"), 2);
  assert.equal(tokenizer.decode([24912, 2375]), "hello world");
  const older = await fare.loadEncoding(cl100k);
  assert.deepEqual([...older.encode("hello world")], [15339, 1917]);
  assert.equal(older.vocabularySize, 100_277);
  assert.equal(tokenizer.vocabularySize, 200_019);
});

test("a prompt is counted and priced in one call", async () => {
  await fare.loadEncoding(o200k);
  // 2 tokens × 0.15/1M
  const quote = fare.catalog.quote({ model: "gpt-4o-mini-2024-07-18", quantities: {}, prompt: "hello world" });
  assert.equal(quote.total.exact, "0.0000003");
  assert.equal(quote.exact, true);
});

/** The total of one month of 30 days. */
const month = (...workloads) => fare.project({ version: 1, months: 1, monthLength: 30, workloads }).total.exact;

test("chatbot: 10,000 requests a day for 30 days", () => {
  const workload = (model) => ({ name: "chatbot", model, requests: { perDay: 10_000 }, request: { inputTokens: 50, outputTokens: 100 } });
  // 10,000 × 0.0000675 = 0.675 a day; × 30
  assert.equal(month(workload("gpt-4o-mini-2024-07-18")), "20.25");
  // 10,000 × 0.00175 = 17.5 a day; × 30
  assert.equal(month(workload("gpt-4o-2024-05-13")), "525");
});

test("articles: 50 a month", () => {
  const workload = (model) => ({ name: "articles", model, requests: { perMonth: 50 }, request: { inputTokens: 500, outputTokens: 4000 } });
  // 50 × 0.002475
  assert.equal(month(workload("gpt-4o-mini-2024-07-18")), "0.12375");
  // 50 × 0.0625
  assert.equal(month(workload("gpt-4o-2024-05-13")), "3.125");
});

test("documents: 1,000 a month, answered and embedded", () => {
  const requests = { perMonth: 1000 };
  const total = month(
    { name: "answers", model: "gpt-4o-mini-2024-07-18", requests, request: { inputTokens: 10_000, outputTokens: 1000 } },
    { name: "search", model: "text-embedding-3-small", requests, request: { inputTokens: 10_000 } },
  );
  // 1,000 × (0.0021 + 0.0002)
  assert.equal(total, "2.3");
});
