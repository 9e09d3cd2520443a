// `require` works in jest as it is: no transform, no flag of Node.
const { readFileSync } = require("node:fs");
const { join } = require("node:path");
const { initSync } = require("tokenfare");
const o200k = require("tokenfare/encodings/o200k_base").default;

test("the prompt leaves room for the answer", () => {
  const fare = initSync();
  const prompt = readFileSync(join(__dirname, "prompt.md"), "utf8");
  fare.loadEncodingSync(o200k);
  const quote = fare.catalog.quote({ model: "gpt-4o-2024-05-13", prompt, quantities: { outputTokens: 500 } });
  expect(fare.tokenizer("o200k_base").count(prompt)).toBeLessThanOrEqual(50);
  expect(quote.total.usd).toBeLessThan(0.01);
});
