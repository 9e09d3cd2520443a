// The bars of the project's goals, each with what was measured against it in this run.
import { fastestPeers, libraries } from "./peers.mjs";
import { geometricMean, median } from "./statistics.mjs";
import { short, speeds } from "./tables.mjs";

/** The package, or its core alone where only that runs. */
let OWN = "tokenfare";

/** `atLeast`/`atMost` is the bound; `value` what was reached; `detail` where it was worst. */
function verdict(name, { value, atLeast, atMost, unit = "", detail = "" }) {
  if (value === undefined || Number.isNaN(value)) return { name, met: null, text: "not measured" };
  const bound = atLeast ?? atMost;
  const met = atLeast !== undefined ? value >= atLeast : value <= atMost;
  const by = met ? "" : `, missed by ${(Math.abs(value / bound - 1) * 100).toFixed(0)} %`;
  const sign = atLeast !== undefined ? "≥" : "≤";
  return { name, met, value, bound, text: `${short(value)}${unit} (${sign} ${bound}${unit}${by})${detail && `; ${detail}`}` };
}

/** Own speed over the best of `peers`, text by text; texts where either is missing are left out. */
function ratios(byText, texts, temperature, peers, library = OWN) {
  const found = speeds(byText ?? {}, texts, temperature);
  return texts.flatMap(({ name }) => {
    const best = Math.max(...peers.map((peer) => found[name]?.[peer] ?? 0));
    const own = found[name]?.[library];
    return own && best ? [{ name, ratio: own / best }] : [];
  });
}

const lowest = (list) => list.reduce((a, b) => (b.ratio < a.ratio ? b : a));
const mean = (list) => geometricMean(list.map(({ ratio }) => ratio));

function throughputBars(found, texts, where) {
  const bars = [];
  const add = (name, list, bound, whole) => {
    if (list.length === 0) return bars.push(verdict(`${where}: ${name}`, {}));
    const worst = lowest(list);
    const detail = `lowest ${short(worst.ratio)} on ${worst.name}`;
    bars.push(verdict(`${where}: ${name}`, { value: whole ? mean(list) : worst.ratio, atLeast: bound, unit: " ×", detail }));
  };
  for (const name of ["count of new text", "count"]) {
    const how = name === "count" ? "count, first pass of a fresh process" : "count, first pass over new text";
    const fastest = ratios(found[name], texts, "cold", fastestPeers);
    add(`${how}, geometric mean against the fastest peer`, fastest, 2.0, true);
    add(`${how}, every text against the fastest peer`, fastest, 1.2, false);
    add(`${how}, every text against gpt-tokenizer`, ratios(found[name], texts, "cold", ["gpt-tokenizer"]), 5, false);
  }
  add("count, warm, geometric mean against the fastest peer", ratios(found.count, texts, "warm", fastestPeers), 1.3, true);
  add("encode, first pass over new text, geometric mean against the fastest peer", ratios(found["encode of new text"], texts, "cold", fastestPeers), 1.6, true);
  add("encode, first pass of a fresh process, geometric mean against the fastest peer", ratios(found.encode, texts, "cold", fastestPeers), 1.6, true);
  add("decode, cold, every text against gpt-tokenizer", ratios(found.decode, texts, "cold", ["gpt-tokenizer"]), 1, false);
  return bars;
}

function shortBars(found) {
  return [13, 1000].flatMap((length) => {
    const peer = length === 13 ? "gpt-tokenizer" : "hypertok";
    const bound = length === 13 ? 0.5 : 0.6;
    return [["fresh", "new texts"], ["same", "the same text again"]].map(([key, how]) => {
      const times = found[length];
      const value = times[OWN] && times[peer] ? median(times[OWN][key]) / median(times[peer][key]) : undefined;
      return verdict(`count of ${length} characters, ${how}, against ${peer}'s time`, { value, atMost: bound, unit: " ×" });
    });
  });
}

function startBars(found) {
  const own = [OWN, "tokenfare-tokenizer"].filter((name) => name === OWN || found[name]);
  return own.flatMap((name) =>
    [["hypertok", 1 / 8], ["gpt-tokenizer", 1 / 3]].map(([peer, bound]) => {
      const known = found[name] && found[peer];
      const ratio = (key) => (known ? median(found[name][key]) / median(found[peer][key]) : undefined);
      const detail = known ? `with the import of the code ${short(ratio("withImport"))} ×; ${short(median(found[name].ready))} ms` : "";
      const what = `start of ${libraries[name].title}, imported bytes to first count, against ${peer}'s`;
      return verdict(what, { value: ratio("ready"), atMost: Number(bound.toFixed(3)), unit: " ×", detail });
    }),
  );
}

const MIB = 1 << 20;

function memoryBars({ libraries, megabytesPerPass }) {
  const own = libraries[OWN];
  if (!own || own.failed) return [verdict("wasm memory", {})];
  const third = Math.ceil(50 / megabytesPerPass);
  const after = own.passes[Math.max(third, 3) - 1].wasm;
  return [
    verdict("wasm memory after loading", { value: own.loaded.wasm / MIB, atMost: 10, unit: " MiB" }),
    verdict("wasm memory after 50 MB of text", { value: after / MIB, atMost: 24, unit: " MiB" }),
    verdict("growth of it after the third pass", { value: (own.passes.at(-1).wasm - after) / MIB, atMost: 0, unit: " MiB" }),
  ];
}

function sizeBars(own) {
  if (!own) return [verdict("shipped bytes", {})];
  return [
    verdict("engine with the catalog in it, gzip -9", { value: own["engine.wasm"] / 1000, atMost: 250, unit: " KB" }),
    verdict("o200k_base, gzip -9", { value: own["o200k_base.tfv"] / 1000, atMost: 740, unit: " KB" }),
    verdict("cl100k_base, gzip -9", { value: own["cl100k_base.tfv"] / 1000, atMost: 345, unit: " KB" }),
    ...(own["catalog.json"] ? [verdict("catalog.json, gzip -9", { value: own["catalog.json"] / 1000, atMost: 80, unit: " KB" })] : []),
  ];
}

function worstBars(found) {
  const own = found[OWN];
  if (!own) return [verdict("worst cases", {})];
  const english = median(own.English.single);
  const cases = Object.entries(own).filter(([name]) => name !== "English");
  const failed = cases.find(([, times]) => times.failed);
  if (failed) return [{ name: "worst cases", met: false, text: `${failed[0]}: ${failed[1].failed}` }];
  const slowest = cases.map(([name, times]) => ({ name, ratio: median(times.single) / english })).sort((a, b) => b.ratio - a.ratio)[0];
  const steepest = cases.map(([name, times]) => ({ name, ratio: median(times.double) / median(times.single) })).sort((a, b) => b.ratio - a.ratio)[0];
  return [
    verdict("1 MB of the worst case against 1 MB of English", { value: slowest.ratio, atMost: 6, unit: " ×", detail: slowest.name }),
    verdict("twice the length of a worst case", { value: steepest.ratio, atMost: 2.3, unit: " ×", detail: steepest.name }),
  ];
}

function nativeBars(found, texts) {
  return ["cold", "warm"].map((temperature) => {
    const list = ratios(found.count, texts, temperature, ["tiktoken", "tiktoken-rs", "bpe-openai"], "tokenfare");
    if (list.length === 0) return verdict(`native count, ${temperature}`, {});
    const worst = lowest(list);
    return verdict(`native count, ${temperature}, every text against the fastest crate`, {
      value: worst.ratio, atLeast: 1.5, unit: " ×", detail: `lowest on ${worst.name}; geometric mean ${short(mean(list))} ×`,
    });
  });
}

function pricingBars(found) {
  if (found.failed) return [verdict("pricing", {})];
  const slowest = Object.entries(found.quotes).sort((a, b) => b[1] - a[1])[0];
  return [
    verdict("one quote", { value: slowest[1] * 1000, atMost: 20, unit: " µs", detail: slowest[0] }),
    verdict("compare over all chat models", { value: found.compare, atMost: 5, unit: " ms", detail: `${found.models} models` }),
  ];
}

function projectionBars(found) {
  if (found.failed) return [verdict("projection", {})];
  const bounds = [[36, 5, 0, 3], [36, 5, 10_000, 150], [120, 50, 0, 60]];
  return bounds.map(([months, workloads, draws, atMost]) => {
    const measured = found.find((one) => one.months === months && one.workloads === workloads && one.draws === draws);
    const name = `projection, ${months} months × ${workloads} workloads${draws > 0 ? ` × ${draws} draws` : ""}`;
    return verdict(name, { value: measured?.milliseconds ?? undefined, atMost, unit: " ms" });
  });
}

/** All bars of the sections that ran. */
export function bars(run) {
  const { results, texts, names } = run;
  OWN = names.includes("tokenfare") ? "tokenfare" : "tokenfare-core";
  return [
    ...(results.node ? throughputBars(results.node, texts, "Node") : []),
    ...(results.chromium ? throughputBars(results.chromium, texts, "Chromium") : []),
    ...(results.short ? shortBars(results.short) : []),
    ...(results.start ? startBars(results.start) : []),
    ...(results.memory ? memoryBars(results.memory) : []),
    ...(results.size ? sizeBars(results.size.own) : []),
    ...(results.worst ? worstBars(results.worst) : []),
    ...(results.native ? nativeBars(results.native, texts) : []),
    ...(results.pricing ? pricingBars(results.pricing) : []),
    ...(results.projection ? projectionBars(results.projection) : []),
  ];
}
