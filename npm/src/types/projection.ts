/** The shapes of projections: a scenario goes in, months come out. All results are frozen. */
import type { Catalog, Component, Day, ImageInput, ImageOutput, Money, Quantities, Tier, Warning } from "../pricing-types.js";

export interface Projecting {
  /**
   * Projects a scenario. The same arguments give the same result, to the last digit.
   *
   * ```js
   * const plan = fare.project({
   *   version: 1, months: 1, monthLength: 30,
   *   workloads: [{
   *     name: "chatbot", model: "gpt-4o-mini-2024-07-18",
   *     requests: { perDay: 10_000 }, request: { inputTokens: 50, outputTokens: 100 },
   *   }],
   * });
   * plan.total.exact; // "20.25"
   * ```
   *
   * @throws TokenfareError INVALID_SCENARIO with the field's path, LIMIT_EXCEEDED, UNKNOWN_MODEL, NO_PRICE.
   */
  project(scenario: Scenario, options?: { catalog?: Catalog }): Projection;
  /**
   * Named JSON merge patches (RFC 7396) over one base, projected side by side.
   *
   * @throws TokenfareError as `project`, with `variants.<name>` before the path.
   */
  compareScenarios(
    base: Scenario,
    variants: Readonly<Record<string, object>>,
    options?: { catalog?: Catalog },
  ): ScenarioComparison;
  /** The scenario's JSON Schema, draft 2020-12. */
  readonly scenarioSchema: object;
}

/** A plan for some months: who asks what of which model, how often, and what money there is. */
export interface Scenario {
  /** The version of this format. */
  version: 1;
  /** A name for people. */
  name?: string;
  /** First day. Default: the catalog's `checked`. Month 1 runs from it to the day before the same day of the next month. */
  start?: Day;
  /** 1 to 600. */
  months: number;
  /** `"calendar"` (28 to 31 days, default) or a fixed number of days, 1 to 31; 30 for back-of-envelope figures. */
  monthLength?: "calendar" | number;
  /** At most 1,000. */
  workloads: readonly Workload[];
  /** Costs that are no request: training, storage, a fixed fee. Default: each month. */
  fixed?: readonly { name: string; model?: string; quantities?: Quantities; amount?: number; every?: "once" | "month" | "day" }[];
  /** US dollars per month; thresholds are shares, by default 0.5, 0.8 and 1. A hard budget stops serving. */
  budget?: { monthly: number; thresholds?: readonly number[]; hard?: boolean };
  /** Prepaid credits. `expires` is the first day on which they can no longer be used. */
  credits?: {
    grants: readonly { amount: number; from?: Day; expires?: Day }[];
    autoRecharge?: { below: number; amount: number; monthlyMax?: number };
  };
  limits?: RateLimits;
  /** What-if: yearly change of all rates, -0.3 for 30 % cheaper each year, month by month. */
  priceChangePerYear?: number;
  /** Share added to every amount, for taxes or a safety margin; at most 4 decimals. */
  markup?: number;
  /** Simulated cases (default 10,000 where an input is uncertain, 0 for none) and their seed (default 1). */
  uncertainty?: { draws?: number; seed?: number };
}

/** A number, or an uncertain one; a plain number, `mode`, `p50` or the samples' median makes the base case. */
export type Uncertain =
  | number
  /** PERT. */
  | { low: number; mode: number; high: number }
  /** Log-normal. */
  | { p50: number; p95: number }
  /** Drawn as they are. */
  | { samples: readonly number[] };

/** One kind of work: requests of one make, to one model or a mix of models. */
export interface Workload {
  /** Unique among workloads and fixed costs. */
  name: string;
  /** One model, or a router's mix whose shares add up to 1. */
  model: string | readonly { model: string; share: number }[];
  /** The tier of what is not batched. Default: standard. */
  tier?: Tier | "fast";
  /** Share of the requests sent through the batch tier. */
  batchShare?: number;
  /** Give one of `perDay`, `perMonth`, or `users` with `perUserPerDay`. With a conversation: conversations. */
  requests: { perDay?: Uncertain; perMonth?: Uncertain; users?: Uncertain; perUserPerDay?: Uncertain; activeDays?: "all" | "weekdays" };
  growth?:
    /** Requests per day added each month. */
    | { kind: "linear"; perMonth: Uncertain }
    /** 0.12 for 12 % a month. */
    | { kind: "compound"; perMonth: Uncertain }
    /** Requests per day = capacity ÷ (1 + e^(−rate·(m − midpoint))), m months after the start. */
    | { kind: "logistic"; capacity: Uncertain; rate: number; midpoint: number }
    /** From that month on (1 is the first) times the stated volume; not cumulative. */
    | { kind: "steps"; steps: readonly { month: number; factor: number }[] }
    /** Requests per day, month by month; the last holds on. */
    | { kind: "series"; perDay: readonly number[] };
  /** Twelve factors, January first; seven, Monday first. Taken as given. */
  seasonality?: { months?: readonly number[]; weekdays?: readonly number[] };
  /** What one request uses. */
  request?: RequestQuantities;
  /** Chat whose history is sent again on every turn; replaces the token counts of `request`. */
  conversation?: {
    turns: Uncertain;
    systemTokens: Uncertain;
    userTokens: Uncertain;
    answerTokens: Uncertain;
    /** The application cuts the prompt to this many tokens. */
    maxContext?: number;
    caching?: "none" | "automatic" | "explicit";
    /** Mean time between turns, against the cache's lifetime. */
    gapSeconds?: number;
  };
  /** Prompt caching of a fixed prefix, a part of `request.inputTokens`. */
  cache?: { prefixTokens: number; hitRate: number };
  /** Application-side cache: this share of the requests never reaches the API. */
  responseCacheHitRate?: number;
  /** Failed attempts are billed for their input, and for `billedOutputShare` (default 1) of their output. */
  retries?: { rate: number; max: number; billedOutputShare?: number };
  /** Share of the day's requests in its busiest hour, for rate limits. Default 1/24. */
  peakHourShare?: number;
  /** Seconds from request to last token, for concurrency and waiting. */
  latencySeconds?: number;
  /** Further calls per request: embed what was summarised, escalate a share to a larger model. */
  steps?: readonly { model: string; tier?: Tier | "fast"; share?: number; request: RequestQuantities }[];
}

/** Quantities per request, where each number may be uncertain. */
export type RequestQuantities = {
  [K in keyof Quantities]?: NonNullable<Quantities[K]> extends number ? Uncertain : Quantities[K];
} & { images?: readonly ImageInput[]; generatedImages?: readonly ImageOutput[] };

/** Rate limits, per model. Explicit limits take precedence over those of the tier. */
export interface RateLimits {
  /** A vendor's published usage tier, `"tier 2"`. */
  tier?: string;
  requestsPerMinute?: number;
  requestsPerDay?: number;
  tokensPerMinute?: number;
  tokensPerDay?: number;
  batchQueueTokens?: number;
}

export interface Projection {
  readonly scenario: Scenario;
  readonly months: readonly ProjectedMonth[];
  /** The exact sum of the months. */
  readonly total: Money;
  /** What is billed, over all months; adds up to the total. */
  readonly lines: readonly ProjectedLine[];
  readonly budget?: {
    readonly firstExceeded: Day | null;
    readonly crossings: readonly { readonly threshold: number; readonly date: Day | null }[];
    readonly affordableRequestsPerMonth: number;
  };
  readonly credits?: {
    readonly runsOutOn: Day | null;
    readonly runwayDays: number | null;
    readonly expiredUnused: Money;
    readonly recharges: readonly { readonly date: Day; readonly amount: Money }[];
    readonly unpaid: Money;
    readonly left: Money;
  };
  readonly limits?: readonly LimitOutlook[];
  /** Of the simulated cases, not a confidence interval. */
  readonly bands?: Bands;
  /** One uncertain input at a time at its p10 and p90, the widest first. */
  readonly sensitivity?: readonly {
    readonly path: string;
    readonly low: Money;
    readonly high: Money;
    /** Share of the variance by squared correlation; null where nothing varies. */
    readonly varianceShare?: number;
  }[];
  /** What would save most, best first, each a merge patch to apply to the scenario. */
  readonly levers: readonly {
    readonly name: string;
    readonly workload: string;
    readonly saves: Money;
    readonly patch: object;
    readonly explanation: string;
  }[];
  readonly warnings: readonly Warning[];
}

export interface ProjectedMonth {
  /** `"2026-11"`, by its first day. */
  readonly month: string;
  readonly from: Day;
  readonly days: number;
  readonly requests: number;
  /** With a hard budget. */
  readonly unservedRequests?: number;
  readonly cost: Money;
  readonly byWorkload: Readonly<Record<string, Money>>;
}

export interface ProjectedLine {
  readonly workload: string;
  readonly model: string;
  readonly tier: Tier;
  /** `"fixed"` for a plain amount, `"unserved"` for what a hard budget keeps back. */
  readonly component: Component;
  readonly quantity: string;
  readonly unit: string;
  readonly amount: Money;
}

export interface LimitOutlook {
  readonly workload: string;
  readonly model: string;
  readonly tier?: string;
  readonly binding: string | null;
  /** Of the binding limit, by all workloads on this model together, at the busiest hour. */
  readonly utilisation: number;
  /** The first month in which a limit is passed. */
  readonly firstExceeded: string | null;
  readonly requiredRequestsPerMinute: number;
  readonly requiredTokensPerMinute: number;
  readonly concurrency: number;
  readonly limits: readonly {
    readonly name: string;
    readonly limit: number;
    readonly required: number;
    readonly utilisation: number;
    readonly firstExceeded: string | null;
  }[];
  /** Erlang C; null where the queue grows without end. */
  readonly waitSeconds?: { readonly mean: number | null; readonly p95: number | null };
  readonly sufficientTier?: { readonly tier: string; readonly qualification?: string };
}

export interface Bands {
  readonly p10: readonly number[];
  readonly p50: readonly number[];
  readonly p90: readonly number[];
  readonly totalP10: number;
  readonly totalP50: number;
  readonly totalP90: number;
  readonly totalMean: number;
  readonly probabilityOverBudget: number | null;
  readonly probabilityOverBudgetByMonth?: readonly number[];
  readonly draws: number;
  readonly seed: number;
}

export interface ScenarioComparison {
  readonly base: Projection;
  readonly variants: Readonly<Record<string, Projection>>;
  /** The variant's total less the base's; volume + mix + price + other = total, exactly. */
  readonly deltas: Readonly<
    Record<string, { readonly total: Money; readonly volume: Money; readonly mix: Money; readonly price: Money; readonly other: Money }>
  >;
}
