/** A scenario to months: the types of this part of the API. */
import type { Catalog, Component, Money, Quantities, Tier, Warning } from "../pricing-types.js";

export interface Projecting {
  /** Pure: the same arguments give the same result, to the last digit. */
  project(scenario: Scenario, options?: { catalog?: Catalog }): Projection;
  /** Named JSON merge patches (RFC 7396) over one base, projected side by side. */
  compareScenarios(base: Scenario, variants: Readonly<Record<string, object>>, options?: { catalog?: Catalog }): ScenarioComparison;
  /** The scenario's JSON Schema, draft 2020-12. */
  readonly scenarioSchema: object;
}

export interface Scenario {
  version: 1;
  name?: string;
  /** First day. Default: the catalog's `checked`. */
  start?: string;
  months: number;
  /** "calendar" (28–31 days, default) or a fixed month, 30 for back-of-envelope figures. */
  monthLength?: "calendar" | number;
  workloads: readonly Workload[];
  /** Costs that are no request: training, storage, a fixed fee. */
  fixed?: readonly { name: string; model?: string; quantities?: Quantities; amount?: number; every?: "once" | "month" | "day" }[];
  budget?: { monthly: number; thresholds?: readonly number[]; hard?: boolean };
  credits?: { grants: readonly { amount: number; from?: string; expires?: string }[]; autoRecharge?: { below: number; amount: number; monthlyMax?: number } };
  limits?: RateLimits;
  /** What-if: yearly change of all rates, -0.3 for 30 % cheaper each year. */
  priceChangePerYear?: number;
  /** Share added to every total, for taxes or a safety margin. */
  markup?: number;
  uncertainty?: { draws?: number; seed?: number };
}

/** A number, or an uncertain one. Plain numbers and `mode`/`p50` make the base case. */
export type Uncertain =
  | number
  | { low: number; mode: number; high: number }     // PERT
  | { p50: number; p95: number }                    // log-normal
  | { samples: readonly number[] };                 // drawn as they are

export interface Workload {
  name: string;
  /** One model, or a router's mix whose shares add up to 1. */
  model: string | readonly { model: string; share: number }[];
  tier?: Tier;
  /** Share of the requests sent through the batch tier. */
  batchShare?: number;
  requests: { perDay?: Uncertain; perMonth?: Uncertain; users?: Uncertain; perUserPerDay?: Uncertain; activeDays?: "all" | "weekdays" };
  growth?:
    | { kind: "linear"; perMonth: Uncertain }       // added requests per day, each month
    | { kind: "compound"; perMonth: Uncertain }     // 0.12 for 12 % a month
    | { kind: "logistic"; capacity: Uncertain; rate: number; midpoint: number }
    | { kind: "steps"; steps: readonly { month: number; factor: number }[] }
    | { kind: "series"; perDay: readonly number[] };
  seasonality?: { months?: readonly number[]; weekdays?: readonly number[] };
  /** Per request. */
  request?: { [K in keyof Quantities]?: Quantities[K] extends number | undefined ? Uncertain : Quantities[K] };
  /** Chat whose history is sent again on every turn; replaces `request` token counts. */
  conversation?: {
    turns: Uncertain; systemTokens: Uncertain; userTokens: Uncertain; answerTokens: Uncertain;
    maxContext?: number; caching?: "none" | "automatic" | "explicit"; gapSeconds?: number;
  };
  /** Prompt caching of a fixed prefix. */
  cache?: { prefixTokens: number; hitRate: number };
  /** Application-side cache: this share of the requests never reaches the API. */
  responseCacheHitRate?: number;
  retries?: { rate: number; max: number; billedOutputShare?: number };
  /** Share of the day's requests in its busiest hour, for rate limits. Default 1/24. */
  peakHourShare?: number;
  latencySeconds?: number;
}

export interface RateLimits {
  /** A vendor's published tier, or explicit limits. */
  tier?: string;
  requestsPerMinute?: number; requestsPerDay?: number; tokensPerMinute?: number; tokensPerDay?: number; batchQueueTokens?: number;
}

export interface Projection {
  scenario: Scenario;
  months: readonly ProjectedMonth[];
  total: Money;
  lines: readonly ProjectedLine[];
  budget?: { firstExceeded: string | null; crossings: readonly { threshold: number; date: string | null }[]; affordableRequestsPerMonth: number };
  credits?: { runsOutOn: string | null; runwayDays: number | null; expiredUnused: Money; recharges: readonly { date: string; amount: Money }[] };
  limits?: readonly { workload: string; model: string; binding: string | null; utilisation: number; firstExceeded: string | null; requiredRequestsPerMinute: number; requiredTokensPerMinute: number; concurrency: number }[];
  /** Of the simulated cases, not a confidence interval. */
  bands?: { p10: readonly number[]; p50: readonly number[]; p90: readonly number[]; totalP10: number; totalP50: number; totalP90: number; probabilityOverBudget: number | null };
  /** One input at a time at its p10 and p90, the widest first. */
  sensitivity?: readonly { path: string; low: Money; high: Money }[];
  /** What would save most, best first, each a patch to apply to the scenario. */
  levers: readonly { name: string; saves: Money; patch: object; explanation: string }[];
  warnings: readonly Warning[];
}
export interface ProjectedMonth { month: string; days: number; requests: number; cost: Money; byWorkload: Readonly<Record<string, Money>> }
export interface ProjectedLine { workload: string; model: string; component: Component; quantity: string; unit: string; amount: Money }
export interface ScenarioComparison { base: Projection; variants: Readonly<Record<string, Projection>>; deltas: Readonly<Record<string, { total: Money; volume: Money; mix: Money; price: Money; other: Money }>> }
