/** What an option changes, in a few words: "gpt-5.4, no caching". */
import type { Scenario, Uncertain, Workload } from "tokenfare";
import { typical } from "../../components/uncertain-field.js";
import { formatCount, formatPercent } from "../../format/numbers.js";
import { countedOf } from "./volume-fields.js";

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

export function differencesOf(base: Scenario, option: Scenario): string {
  const found = option.workloads.flatMap((workload, i) => {
    const before = base.workloads.find((each) => each.name === workload.name) ?? base.workloads[i];
    const words = before ? ofWorkload(before, workload) : [`also ${workload.name}`];
    return option.workloads.length > 1 ? words.map((each) => `${workload.name}: ${each}`) : words;
  });
  if (base.workloads.length > option.workloads.length) found.push("fewer workloads");
  if (base.months !== option.months) found.push(`${option.months} months`);
  if (base.start !== option.start && option.start) found.push(`from ${option.start}`);
  if (!same(base.markup, option.markup)) found.push(`margin ${formatPercent(option.markup ?? 0)}`);
  if (!same(base.priceChangePerYear, option.priceChangePerYear)) found.push("other price change");
  if (!same(base.fixed, option.fixed)) found.push("other fixed costs");
  if (!same(base.budget, option.budget)) found.push("another budget");
  return found.length ? found.slice(0, 4).join(", ") : "the same as this plan";
}

function ofWorkload(before: Workload, after: Workload): string[] {
  const words: string[] = [];
  if (!same(before.model, after.model))
    words.push(
      typeof after.model === "string"
        ? after.model
        : after.model.map((each) => each.model).join(" + "),
    );
  if (before.tier !== after.tier) words.push(`${after.tier ?? "standard"} tier`);
  if (before.batchShare !== after.batchShare)
    words.push(after.batchShare ? `${formatPercent(after.batchShare)} in batches` : "no batches");
  const [was, is] = [before.conversation?.caching, after.conversation?.caching];
  if (was !== is) words.push(is && is !== "none" ? `${is} caching` : "no caching");
  if (!same(before.cache, after.cache))
    words.push(after.cache?.hitRate ? "cached prompt prefix" : "no cached prefix");
  if (!same(before.requests, after.requests)) words.push(volumeOf(after));
  if (!same(before.growth, after.growth)) words.push("other growth");
  if (!same(before.seasonality, after.seasonality)) words.push("other seasons");
  const usage = (each: Workload): unknown => ({
    ...each.conversation,
    caching: null,
    request: each.request,
    retries: each.retries,
    hits: each.responseCacheHitRate,
    steps: each.steps,
  });
  if (!same(usage(before), usage(after))) words.push("other token counts");
  return words;
}

function volumeOf(workload: Workload): string {
  const { perDay, perMonth, users } = workload.requests;
  const of = (value: Uncertain, per: string): string =>
    `${formatCount(typical(value))} ${countedOf(workload)} ${per}`;
  if (perDay !== undefined) return of(perDay, "a day");
  if (perMonth !== undefined) return of(perMonth, "a month");
  return `${formatCount(typical(users ?? 0))} users`;
}
