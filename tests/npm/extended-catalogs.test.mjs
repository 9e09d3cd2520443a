// Extended catalogs: own prices without a release of the package.
import assert from "node:assert/strict";
import { test } from "node:test";
import { init } from "tokenfare";

const fare = await init();
const request = { model: "gpt-4o-2024-05-13", quantities: { inputTokens: 50, outputTokens: 100 } };

test("a contract discount", () => {
  const cheaper = fare.catalog.extend({ discounts: [{ provider: "openai", percent: 10 }] });
  // 0.00175 × 0.9
  assert.equal(cheaper.quote(request).total.exact, "0.001575");
  assert.equal(fare.catalog.quote(request).total.exact, "0.00175");
  // A discount on top of a discount: 0.001575 × 0.8
  const more = cheaper.extend({ discounts: [{ model: "gpt-4o-2024-05-13", percent: 20 }] });
  assert.equal(more.quote(request).total.exact, "0.00126");
});
