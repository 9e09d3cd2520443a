// Plans a launch: a support chat that grows, with a budget, rate limits and uncertain inputs.
// In a folder where `npm install tokenfare` has run: node plan-a-launch.mjs
import { init } from "tokenfare";

const fare = await init();
const plan = fare.project({
  version: 1,
  start: "2027-01-01",
  months: 12,
  workloads: [{
    name: "support chat",
    model: "gpt-5.6-luna",
    requests: { users: { low: 800, mode: 1500, high: 6000 }, perUserPerDay: 2 },
    growth: { kind: "compound", perMonth: { low: 0.05, mode: 0.15, high: 0.3 } },
    conversation: {
      turns: 6, systemTokens: 1500, userTokens: 60, answerTokens: { p50: 180, p95: 600 },
      caching: "automatic", gapSeconds: 45,
    },
    peakHourShare: 0.12,
    latencySeconds: 4,
  }],
  budget: { monthly: 500 },
  limits: { tier: "tier 1" },
  uncertainty: { seed: 42 },
});

console.table(plan.months.map((month, i) => ({
  month: month.month,
  requests: Math.round(month.requests),
  cost: month.cost.usd.toFixed(2),
  "one case in ten above": plan.bands.p90[i].toFixed(2),
})));
console.log(`over budget in some month: ${(plan.bands.probabilityOverBudget * 100).toFixed(0)} % of the cases`);
for (const limit of plan.limits) {
  console.log(limit.model, `${(limit.utilisation * 100).toFixed(0)} % of`, limit.binding, "passed:", limit.firstExceeded);
}
for (const lever of plan.levers.slice(0, 3)) console.log(`saves $${lever.saves.usd.toFixed(2)}:`, lever.explanation);
