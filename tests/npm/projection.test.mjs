// Projections through the packed package.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { init } from "tokenfare";

let fare;
before(async () => {
  fare = await init();
});

const MINI = "gpt-4o-mini-2024-07-18";
const chatbot = (overrides = {}) => ({
  version: 1,
  start: "2026-11-20",
  months: 1,
  monthLength: 30,
  workloads: [
    { name: "chatbot", model: MINI, requests: { perDay: 10_000 }, request: { inputTokens: 50, outputTokens: 100 } },
  ],
  ...overrides,
});

function throws(work, code, path) {
  assert.throws(work, (error) => {
    assert.equal(error.name, "TokenfareError");
    assert.deepEqual([error.code, error.path], [code, path], error.message);
    return true;
  });
}

test("the same seed gives the digits of the native engine", () => {
  const { bands } = fare.project({
    version: 1, start: "2027-01-01", months: 6,
    workloads: [{
      name: "w", model: MINI,
      requests: { perDay: { low: 5_000, mode: 10_000, high: 30_000 } },
      growth: { kind: "compound", perMonth: { low: 0, mode: 0.05, high: 0.2 } },
      request: { inputTokens: 1_000, outputTokens: { p50: 200, p95: 900 } },
    }],
    budget: { monthly: 150 },
    uncertainty: { draws: 20_000, seed: 1 },
  });
  // As in tests/fixtures/projection_digits.txt
  assert.deepEqual([bands.totalP10, bands.totalP50, bands.totalP90], [372.910680429107, 723.2610824095448, 1572.821968285798]);
});

test("a projection includes budget, credits and levers", () => {
  const plan = fare.project(chatbot({ budget: { monthly: 15 }, credits: { grants: [{ amount: 10 }] } }));
  // $0.675 a day: 23 days pass $15, 14 days are paid of $10.
  assert.equal(plan.budget.firstExceeded, "2026-12-12");
  assert.equal(plan.credits.runwayDays, 14);
  assert.equal(plan.levers[0].saves.exact.startsWith("-"), false);
  assert.deepEqual(plan.warnings.map((warning) => warning.code).filter((code) => /BUDGET|CREDITS/.test(code)).sort(), [
    "BUDGET_EXCEEDED",
    "CREDITS_EXHAUSTED",
  ]);
});

test("variants side by side", () => {
  const { deltas, variants } = fare.compareScenarios(chatbot(), { double: { months: 2 }, costlier: { markup: 0.2 } });
  assert.equal(variants.double.total.exact, "40.5");
  assert.equal(deltas.double.volume.exact, "20.25");
  assert.equal(deltas.costlier.price.exact, "4.05");
});

test("the schema is a JSON Schema of draft 2020-12", () => {
  assert.equal(fare.scenarioSchema.$schema, "https://json-schema.org/draft/2020-12/schema");
  assert.ok(fare.scenarioSchema.properties.workloads);
});

test("an error about a malformed scenario names the field, and the engine keeps working", () => {
  throws(() => fare.project(chatbot({ months: 601 })), "LIMIT_EXCEEDED", "months");
  throws(() => fare.project(chatbot({ months: Number.NaN })), "INVALID_SCENARIO", "months");
  throws(() => fare.project(chatbot({ montsh: 1 })), "INVALID_SCENARIO", "montsh");
  const broken = chatbot();
  broken.workloads[0].growth = { kind: "compound", perMonth: "fast" };
  throws(() => fare.project(broken), "INVALID_SCENARIO", "workloads[0].growth.perMonth");
  throws(() => fare.compareScenarios(chatbot(), { a: { months: 0 } }), "INVALID_SCENARIO", "variants.a.months");
  assert.equal(fare.project(chatbot()).total.exact, "20.25");
});
