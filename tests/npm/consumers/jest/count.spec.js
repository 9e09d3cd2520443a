const { init, initSync, TokenfareError } = require("tokenfare");
const tokenizer = require("tokenfare/tokenizer");
const prices = require("tokenfare/prices");
const o200k = require("tokenfare/encodings/o200k_base").default;
const harmony = require("tokenfare/encodings/o200k_harmony").default;

test("counts and prices at once", () => {
  const fare = initSync();
  const counting = fare.loadEncodingSync(o200k);
  expect(Array.from(counting.encode("Hello, world!"))).toEqual([13225, 11, 2375, 0]);
  expect(counting.decode([13225, 11])).toBe("Hello,");
  const quantities = { inputTokens: 50, outputTokens: 100 };
  // 50 × $0.75 / 1,000,000 + 100 × $4.50 / 1,000,000
  expect(fare.catalog.quote({ model: "gpt-5.4-mini", quantities }).total.exact).toBe("0.0004875");
});

test("the small entries do the same", async () => {
  expect(tokenizer.initSync().loadEncodingSync(harmony).count("Hello, world!")).toBe(4);
  expect((await prices.init()).catalog.model("gpt-4o").provider).toBe("openai");
});

test("errors are of the one class", async () => {
  const fare = await init();
  expect(() => fare.catalog.model("gpt-4o-mni")).toThrow(TokenfareError);
  expect(() => fare.catalog.model("gpt-4o-mni")).toThrow(prices.TokenfareError);
});
