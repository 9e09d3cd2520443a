// Exact multiplication of amounts of money.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { init } from "tokenfare";

let fare;
before(async () => {
  fare = await init();
});

test("an amount times a number is exact to the last digit", () => {
  // [amount, factor, product], worked out on paper.
  for (const [amount, by, exact] of [
    ["0.0004875", 10_000, "4.875"],
    ["0.1", 0.2, "0.02"],
    ["1.005", "3", "3.015"],
    ["-0.25", 4, "-1"],
    ["5", 0, "0"],
    ["0.000000000001", 1e-9, "0.000000000000000000001"],
    ["2", 1e21, "2000000000000000000000"],
  ]) {
    assert.deepEqual(fare.multiply(amount, by), { exact, usd: Number(exact) }, `${amount} × ${by}`);
  }
});

test("the total of a quote can be multiplied as it is", () => {
  const { total } = fare.catalog.quote({ model: "gpt-5.4-mini", quantities: { inputTokens: 50, outputTokens: 100 } });
  assert.equal(fare.multiply(total, 300_000).exact, "146.25");
  assert.ok(Object.isFrozen(fare.multiply(total, 1)));
});

test("what is not a decimal number, or too long, is refused", () => {
  const refused = (amount, by, code, path) =>
    assert.throws(() => fare.multiply(amount, by), (error) => {
      assert.deepEqual([error.name, error.code, error.path], ["TokenfareError", code, path], error.message);
      return true;
    });
  refused("a", 1, "INVALID_ARGUMENT", "amount");
  refused(5, 1, "INVALID_ARGUMENT", "amount");
  refused({ usd: 5 }, 1, "INVALID_ARGUMENT", "amount");
  refused("1", NaN, "INVALID_ARGUMENT", "by");
  refused("1", Infinity, "INVALID_ARGUMENT", "by");
  refused("1", "", "INVALID_ARGUMENT", "by");
  refused("1", null, "INVALID_ARGUMENT", "by");
  refused("12345678901234567.9", "12345678901234567.9", "LIMIT_EXCEEDED", undefined);
});
