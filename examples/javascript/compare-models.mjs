// Compares models for a workload. In a folder where `npm install tokenfare` has run: node
// compare-models.mjs
import { init } from "tokenfare";

const fare = await init();
const articles = {
  name: "articles",
  model: "gpt-5.6-terra",
  requests: { perMonth: 5_000 },
  request: { inputTokens: 500, outputTokens: 4_000 },
};
const base = { version: 1, start: "2027-01-01", months: 12, workloads: [articles] };
const { base: plain, variants, deltas } = fare.compareScenarios(base, {
  luna: { workloads: [{ ...articles, model: "gpt-5.6-luna" }] },
  router: {
    workloads: [{
      ...articles,
      model: [{ model: "gpt-5.6-luna", share: 0.8 }, { model: "gpt-5.6-terra", share: 0.2 }],
    }],
  },
});
console.log("terra", plain.total.exact);
for (const [name, variant] of Object.entries(variants)) {
  console.log(name, variant.total.exact, "of which from the mix of models", deltas[name].mix.exact);
}
