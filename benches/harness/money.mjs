// Quotes, comparisons and projections through the npm package, all in one process: milliseconds per call.
import { median } from "./statistics.mjs";

/** The median of `rounds` rounds of `calls` calls each, once the machine code is warm. */
function perCall(run, { rounds, calls }) {
  const round = () => {
    const from = performance.now();
    for (let call = 0; call < calls; call++) run(call);
    return (performance.now() - from) / calls;
  };
  const enough = performance.now() + 300;
  while (performance.now() < enough) round();
  return median(Array.from({ length: rounds }, round));
}

const requests = {
  "text in and out": { model: "gpt-4o-mini", quantities: { inputTokens: 1200, outputTokens: 350 } },
  "cached input, batch tier": {
    model: "gpt-4.1", tier: "batch", quantities: { requests: 1000, inputTokens: 2_400_000, outputTokens: 350_000 },
  },
  "cached and reasoning tokens, web search": {
    model: "gpt-5",
    quantities: { requests: 10, inputTokens: 54_000, cachedInputTokens: 32_000, outputTokens: 9_000, reasoningTokens: 6_000, webSearchCalls: 4 },
  },
  "two images": {
    model: "gpt-4o",
    quantities: { inputTokens: 200, outputTokens: 120, images: [{ width: 1024, height: 768 }, { width: 2048, height: 2048, detail: "high" }] },
  },
};

export function pricing({ catalog }) {
  const quotes = {};
  for (const [name, request] of Object.entries(requests)) {
    quotes[name] = perCall(
      // Never the same numbers twice in a row.
      (call) => catalog.quote({ ...request, quantities: { ...request.quantities, inputTokens: request.quantities.inputTokens + call } }),
      { rounds: 15, calls: 500 },
    );
  }
  const models = catalog.models({ input: ["text"], output: ["text"] }).map(({ id }) => id);
  const compare = perCall(
    (call) => catalog.compare({ quantities: { inputTokens: 1200 + call, outputTokens: 350 } }, models),
    { rounds: 15, calls: 10 },
  );
  return { quotes, compare, models: models.length };
}

const models = ["gpt-4o-mini", "gpt-4o", "gpt-4.1", "gpt-5", "gpt-4.1-mini"];

/** Workloads that differ, with growth, seasons, caching and uncertain inputs. */
function scenario(months, workloads, draws) {
  return {
    version: 1,
    start: "2026-12-01",
    months,
    workloads: Array.from({ length: workloads }, (_, index) => ({
      name: `workload ${index + 1}`,
      model: models[index % models.length],
      requests: { perDay: { low: 800 + index, mode: 1000 + 10 * index, high: 1500 + 20 * index } },
      growth: { kind: "compound", perMonth: 0.02 },
      request: { inputTokens: { p50: 1200 + index, p95: 4000 }, outputTokens: 350 },
      retries: { rate: 0.02, max: 2 },
    })),
    budget: { monthly: 50_000 },
    // Said even where it is 0: with uncertain inputs, 10,000 are drawn if nothing is said.
    uncertainty: { draws, seed: 20261120 },
  };
}

export function projection({ project }) {
  const time = (months, workloads, draws) => {
    const asked = scenario(months, workloads, draws);
    // Without bands nothing was drawn, and the time would be that of another calculation.
    if (draws > 0 && !project(asked).bands) return null;
    return perCall(() => project(asked), { rounds: 7, calls: draws > 0 ? 1 : 3 });
  };
  const cases = [
    [36, 5, 0],
    [36, 5, 10_000],
    [120, 50, 0],
    // How it grows with months, workloads and draws.
    [12, 5, 0],
    [72, 5, 0],
    [36, 10, 0],
    [36, 20, 0],
    [36, 5, 1_000],
    [36, 5, 20_000],
  ];
  return cases.map(([months, workloads, draws]) => ({ months, workloads, draws, milliseconds: time(months, workloads, draws) }));
}
