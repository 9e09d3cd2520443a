// How long projections take through the npm package, and how that grows.
// In a folder where the packed tarball is installed: node projection.mjs
import { performance } from "node:perf_hooks";
import { init } from "tokenfare";

const fare = await init();
const models = ["gpt-4o-mini", "gpt-4o-2024-11-20", "gpt-5-mini", "gpt-4.1", "gpt-4.1-mini"];

function scenario(months, workloads, draws) {
  const uncertain = draws > 0;
  return {
    version: 1, start: "2027-01-01", months,
    workloads: Array.from({ length: workloads }, (_, i) => ({
      name: `workload ${i}`, model: models[i % models.length],
      requests: { perDay: uncertain ? { low: 500, mode: 1000, high: 3000 } : 1000 },
      growth: { kind: "compound", perMonth: uncertain ? { low: 0, mode: 0.03, high: 0.06 } : 0.03 },
      request: { inputTokens: 1200, outputTokens: uncertain ? { p50: 300, p95: 900 } : 300 },
    })),
    budget: { monthly: 5000 },
    uncertainty: { draws },
  };
}

function median(work, rounds) {
  work();
  work();
  const times = Array.from({ length: rounds }, () => {
    const start = performance.now();
    work();
    return performance.now() - start;
  }).sort((a, b) => a - b);
  return [times[rounds >> 1], times[0]];
}

console.log("months  workloads    draws  median ms    best ms");
for (const [months, workloads, draws] of [
  [36, 5, 0], [36, 5, 1_000], [36, 5, 10_000], [36, 5, 100_000],
  [12, 5, 10_000], [120, 5, 10_000], [36, 1, 10_000], [36, 50, 10_000],
  [12, 50, 0], [120, 5, 0], [120, 50, 0], [600, 50, 0], [120, 500, 0],
]) {
  const input = scenario(months, workloads, draws);
  const rounds = draws >= 100_000 || workloads >= 500 ? 3 : 15;
  const [mid, best] = median(() => fare.project(input), rounds);
  console.log(
    [String(months).padStart(6), String(workloads).padStart(10), String(draws).padStart(8), mid.toFixed(2).padStart(10), best.toFixed(2).padStart(10)].join(" "),
  );
}
