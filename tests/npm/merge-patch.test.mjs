// Merge patches of documents, as compareScenarios applies them to scenarios.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { init } from "tokenfare";

let fare;
before(async () => {
  fare = await init();
});

const scenario = {
  version: 1,
  start: "2026-11-20",
  months: 1,
  monthLength: 30,
  markup: 0.19,
  workloads: [{
    name: "chatbot",
    model: "gpt-4o-mini-2024-07-18",
    requests: { perDay: 10_000 },
    request: { inputTokens: 50, outputTokens: 100 },
  }],
};

test("objects are merged, null removes a field, everything else is replaced", () => {
  const patch = { markup: null, budget: { monthly: 100 }, workloads: [] };
  const { markup: _, ...rest } = scenario;
  assert.deepEqual(fare.mergePatch(scenario, patch), { ...rest, budget: { monthly: 100 }, workloads: [] });
  assert.equal(scenario.markup, 0.19, "the argument stays as it was");
});

test("the patch between two scenarios makes one from the other", () => {
  const { markup: _, ...rest } = scenario;
  const other = { ...rest, months: 3, budget: { monthly: 100, hard: true } };
  const patch = fare.patchBetween(scenario, other);
  assert.deepEqual(patch, { markup: null, months: 3, budget: { monthly: 100, hard: true } });
  assert.deepEqual(fare.mergePatch(scenario, patch), other);
  assert.deepEqual(fare.patchBetween(scenario, { ...scenario }), {});
});

test("a patched scenario costs what compareScenarios says of the patch", () => {
  const patch = { workloads: [{ ...scenario.workloads[0], batchShare: 1 }] };
  const patched = fare.project(fare.mergePatch(scenario, patch));
  const compared = fare.compareScenarios(scenario, { batch: patch }).variants.batch;
  assert.equal(patched.total.exact, compared.total.exact);
});

test("the patch of a lever applies to the scenario that it was found for", () => {
  const plan = fare.project({ ...scenario, workloads: [{ ...scenario.workloads[0], model: "gpt-4o" }] });
  const lever = plan.levers.find(({ name }) => name === "batch");
  const cheaper = fare.project(fare.mergePatch(plan.scenario, lever.patch));
  // Both are exact decimals of few digits.
  assert.equal(Number((plan.total.usd - cheaper.total.usd).toFixed(9)), lever.saves.usd);
});

test("results are frozen, and members are own properties whatever their names", () => {
  const merged = fare.mergePatch({ a: {} }, JSON.parse('{"a":{"constructor":1}}'));
  assert.ok(Object.isFrozen(merged) && Object.isFrozen(merged.a));
  assert.deepEqual(Object.entries(merged.a), [["constructor", 1]]);
});

test("what is not an object or too large is refused", () => {
  const refused = (work, code, path) => assert.throws(work, { name: "TokenfareError", code, path });
  refused(() => fare.mergePatch(null, {}), "INVALID_ARGUMENT", "target");
  refused(() => fare.mergePatch({}, 5), "INVALID_ARGUMENT", "patch");
  refused(() => fare.patchBetween("a", {}), "INVALID_ARGUMENT", "from");
  refused(() => fare.patchBetween({}, undefined), "INVALID_ARGUMENT", "to");
  const wide = Object.fromEntries(Array.from({ length: 1001 }, (_, i) => [`f${i}`, i]));
  refused(() => fare.mergePatch({}, wide), "LIMIT_EXCEEDED", "patch");
  refused(() => fare.patchBetween({}, wide), "LIMIT_EXCEEDED", "to");
});
