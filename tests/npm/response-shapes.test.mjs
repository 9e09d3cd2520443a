// Every shape of response through the package: the same fixtures as the tests in Rust.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { init } from "tokenfare";

const read = (name) => JSON.parse(readFileSync(new URL(`../fixtures/pricing/${name}.json`, import.meta.url), "utf8"));
const fare = await init();
const known = ({ model }) => (model === undefined ? {} : { model });

test("every shape costs what its arithmetic says, as an object and as text", () => {
  for (const shape of read("response-shapes")) {
    for (const { response, total } of [shape.minimal, shape.full]) {
      for (const form of [response, JSON.stringify(response)]) {
        const price = fare.priceResponse(form, known(shape));
        assert.deepEqual([price.total.exact, price.format, price.unread], [total, shape.format, []], JSON.stringify(response));
      }
    }
    const text = JSON.stringify(shape.full.response);
    assert.throws(() => fare.priceResponse(text.slice(0, text.length / 2), known(shape)), { code: "INVALID_USAGE" });
  }
});

test("numbers that nobody knows are named", () => {
  for (const shape of read("response-shapes").filter(({ format }) => format !== "opentelemetry")) {
    const response = structuredClone(shape.full.response);
    const usage = shape.usage.slice(1).split("/").reduce((node, key) => node?.[key], response);
    if (usage === undefined) continue;
    usage.unheard_of_tokens = 7;
    const { total, unread, warnings } = fare.priceResponse(response, known(shape));
    assert.equal(total.exact, shape.full.total);
    assert.deepEqual(unread.map(({ value }) => value), [7]);
    assert.ok(warnings.some(({ code }) => code === "UNREAD_USAGE"));
  }
});

test("public usage objects cost what they cost", () => {
  for (const { id, response, total, error, ...rest } of read("usage-cases")) {
    if (error !== undefined) assert.throws(() => fare.priceResponse(response, known(rest)), { code: error }, id);
    else assert.equal(fare.priceResponse(response, known(rest)).total.exact, total, id);
  }
});

test("objects of SDKs hold dates, methods and big integers", () => {
  class Result {
    response = { modelId: "gpt-4o-mini", timestamp: new Date("2026-08-01T10:00:00Z") };
    usage = { inputTokens: 100n, outputTokens: 10 };
    text() {}
  }
  // 100 × 0.15 + 10 × 0.60
  const price = fare.priceResponse(new Result());
  assert.deepEqual([price.total.exact, price.quotes[0].on], ["0.000021", "2026-08-01"]);
  assert.throws(() => fare.priceResponse({ usage: { prompt_tokens: NaN } }), { code: "INVALID_USAGE" });
});

test("a usage may be spread into a quote", () => {
  const usage = fare.usageFromResponse({ object: "chat.completion", model: "gpt-4o-mini", usage: { prompt_tokens: 100, completion_tokens: 10, unheard_of: 7 } });
  const quote = fare.catalog.quote({ ...usage });
  assert.equal(quote.total.exact, "0.000021");
  assert.ok(quote.warnings.some(({ code }) => code === "UNREAD_USAGE"));
});

test("options choose the catalog", () => {
  const catalog = fare.catalog.extend({ discounts: [{ model: "gpt-4o-mini", percent: "50" }] });
  const response = { usage: { prompt_tokens: 100, completion_tokens: 10 } };
  assert.equal(fare.priceResponse(response, { model: "gpt-4o-mini", catalog }).total.exact, "0.0000105");
  assert.throws(() => fare.priceResponse(response, { model: "gpt-4o-mini", modle: "x" }), { code: "INVALID_ARGUMENT" });
  assert.throws(() => fare.priceResponse(null), { code: "INVALID_ARGUMENT", path: "response" });
});
