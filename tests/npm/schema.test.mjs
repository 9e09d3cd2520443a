// The scenario's JSON Schema against scenarios: what the engine takes, the schema takes; what has
// the wrong shape, neither does.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { before, test } from "node:test";
import { fileURLToPath } from "node:url";
import Ajv2020 from "ajv/dist/2020.js";
import { transform } from "esbuild";
import { init } from "tokenfare";

let fare;
let validate;
before(async () => {
  fare = await init();
  validate = new Ajv2020({ allErrors: true, strict: true, strictTypes: false, formats: { date: true, uint: true, uint32: true, uint64: true, double: true } }).compile(fare.scenarioSchema);
});

function accepted(scenario) {
  assert.ok(validate(scenario), JSON.stringify(validate.errors));
  fare.project(scenario);
}

function refused(scenario) {
  assert.equal(validate(scenario), false, JSON.stringify(scenario));
  assert.throws(() => fare.project(scenario), { code: "INVALID_SCENARIO" });
}

/** Every scenario that a script passes to `project` and `compareScenarios`. */
async function scenariosOf(source) {
  const seen = [];
  const recorder = {
    ...fare,
    catalog: fare.catalog,
    project: (scenario, options) => (seen.push(scenario), fare.project(scenario, options)),
    compareScenarios: (base, variants, options) => (seen.push(base), fare.compareScenarios(base, variants, options)),
  };
  const AsyncFunction = (async () => {}).constructor;
  const quiet = { log() {}, table() {} };
  await new AsyncFunction("init", "console", source.replace(/^import .*\n/gm, ""))(async () => recorder, quiet);
  return seen;
}

test("the examples", async () => {
  const folder = new URL("../../examples/javascript/", import.meta.url);
  const scripts = readdirSync(folder).filter((name) => name.endsWith(".mjs"));
  const sources = scripts.map((name) => readFileSync(new URL(name, folder), "utf8"));
  let count = 0;
  for (const source of sources.filter((source) => /\.(project|compareScenarios)\(/.test(source))) {
    for (const scenario of await scenariosOf(source)) {
      accepted(scenario);
      count += 1;
    }
  }
  assert.ok(count >= 3, `${count} scenarios`);
});

test("the page's presets", async () => {
  const file = fileURLToPath(new URL("../../www/src/state/presets.ts", import.meta.url));
  const { code } = await transform(readFileSync(file, "utf8"), { loader: "ts", format: "esm" });
  // Alone, without the page: what it imports stands here.
  const body = code.replace(/^import .*\n/gm, "").replace(/^export \{[^}]*\};?$/m, "return presets;");
  const presets = new Function("findModel", "info", "firstOfNextMonth", body)((name) => fare.catalog.find(name), { models: fare.catalog.models() }, () => "2026-12-01");
  assert.ok(presets.length >= 5);
  for (const preset of presets) accepted(preset.scenario());
});

/** A scenario with every field of the contract. */
const whole = () => ({
  version: 1,
  name: "whole",
  start: "2027-01-01",
  months: 3,
  monthLength: "calendar",
  workloads: [
    {
      name: "answers",
      model: [{ model: "gpt-5.4", share: 0.25 }, { model: "gpt-5.4-mini", share: 0.75 }],
      tier: "standard",
      batchShare: 0.1,
      requests: { users: { low: 10, mode: 20, high: 50 }, perUserPerDay: 2, activeDays: "weekdays" },
      growth: { kind: "steps", steps: [{ month: 2, factor: 1.5 }] },
      seasonality: { months: Array(12).fill(1), weekdays: Array(7).fill(1) },
      request: { inputTokens: 5000, outputTokens: { samples: [100, 200, 900] }, images: [{ width: 640, height: 480, detail: "low", count: 2 }] },
      cache: { prefixTokens: 2048, hitRate: 0.5 },
      responseCacheHitRate: 0.1,
      retries: { rate: 0.01, max: 2, billedOutputShare: 0.5 },
      peakHourShare: 0.1,
      latencySeconds: 3,
    },
    {
      name: "chat",
      model: "gpt-5.4",
      requests: { perDay: { p50: 100, p95: 300 } },
      growth: { kind: "logistic", capacity: 500, rate: 0.4, midpoint: 6 },
      conversation: { turns: 5, systemTokens: 1200, userTokens: 50, answerTokens: 100, maxContext: 50000, caching: "explicit", gapSeconds: 60 },
    },
    { name: "series", model: "gpt-5.4-nano", requests: { perMonth: 100 }, growth: { kind: "series", perDay: [1, 2, 3] }, request: { inputTokens: 10 } },
  ],
  fixed: [
    { name: "training", model: "gpt-4.1-mini", quantities: { trainingTokens: 1000000 }, every: "once" },
    { name: "fee", amount: 20, every: "month" },
  ],
  budget: { monthly: 100, thresholds: [0.5, 1], hard: false },
  credits: { grants: [{ amount: 50, from: "2027-01-01", expires: "2027-03-01" }], autoRecharge: { below: 5, amount: 20, monthlyMax: 60 } },
  limits: { requestsPerMinute: 100, requestsPerDay: 10000, tokensPerMinute: 100000, tokensPerDay: 1e7, batchQueueTokens: 1e7 },
  priceChangePerYear: -0.2,
  markup: 0.1,
  uncertainty: { draws: 200, seed: 7 },
});

test("a scenario with every field", () => {
  accepted(whole());
  accepted({ ...whole(), monthLength: 30, limits: { tier: "tier 1" } });
});

test("what has the wrong shape", () => {
  const changed = (change) => {
    const scenario = whole();
    change(scenario);
    return scenario;
  };
  for (const change of [
    (s) => delete s.version,
    (s) => delete s.months,
    (s) => delete s.workloads,
    (s) => (s.months = "3"),
    (s) => (s.start = 20270101),
    (s) => (s.workloads = { name: "x" }),
    (s) => (s.workloads[0].modle = "gpt-5.4"),
    (s) => delete s.workloads[0].model,
    (s) => (s.workloads[0].requests = 5),
    (s) => (s.workloads[0].requests.activeDays = "sundays"),
    (s) => (s.workloads[0].growth = { kind: "explosive" }),
    (s) => (s.workloads[0].growth = { kind: "compound" }),
    (s) => (s.workloads[0].tier = "slow"),
    (s) => (s.workloads[0].request.inputTokens = { low: 1, high: 2 }),
    (s) => (s.workloads[0].request.inputTokens = "many"),
    (s) => (s.workloads[1].conversation.caching = "sometimes"),
    (s) => (s.fixed[0].every = "week"),
    (s) => (s.budget = 100),
    (s) => (s.credits = [{ amount: 5 }]),
    (s) => (s.uncertainty = { drwas: 5 }),
  ]) {
    refused(changed(change));
  }
});
