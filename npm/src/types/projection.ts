/** The shapes of projections: a scenario goes in, months come out. All results are frozen. */
import type { Catalog } from "./catalog.js";
import type { Component, Day, Money, Tier } from "./prices.js";
import type { Warning } from "./quote.js";
import type { Scenario } from "./scenario.js";

/** Scenarios to months: this part of the API. */
export interface Projecting {
  /**
   * Projects a scenario. The same arguments give the same result, to the last digit.
   *
   * ```js
   * const plan = fare.project({
   *   version: 1, months: 1, monthLength: 30,
   *   workloads: [{
   *     name: "chatbot", model: "gpt-5.4-mini",
   *     requests: { perDay: 10_000 }, request: { inputTokens: 50, outputTokens: 100 },
   *   }],
   * });
   * plan.total.exact; // "146.25"
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
  /**
   * Applies a JSON merge patch (RFC 7396), such as that of a lever or of a variant: objects are
   * merged, `null` removes a field, and any other value, arrays included, replaces what was there.
   *
   * ```js
   * const cheaper = fare.mergePatch(scenario, plan.levers[0].patch);
   * ```
   *
   * @throws TokenfareError LIMIT_EXCEEDED for an object of more than 1,000 fields or for more than
   * 64 levels.
   */
  mergePatch<T extends object>(target: T, patch: object): T;
  /**
   * The merge patch that turns `from` into `to`, such as a variant for `compareScenarios`. `null`
   * in `to` counts as a missing field, because a merge patch cannot set it.
   *
   * ```js
   * fare.patchBetween({ months: 12, markup: 0.19 }, { months: 24 }); // { markup: null, months: 24 }
   * ```
   *
   * @throws TokenfareError LIMIT_EXCEEDED as `mergePatch`.
   */
  patchBetween(from: object, to: object): object;
  /** The scenario's JSON Schema, draft 2020-12. */
  readonly scenarioSchema: object;
}

/** A scenario in months. */
export interface Projection {
  /** The scenario as it was read. */
  readonly scenario: Scenario;
  /** Month by month. */
  readonly months: readonly ProjectedMonth[];
  /** The exact sum of the months. */
  readonly total: Money;
  /** What is billed, over all months; adds up to the total. */
  readonly lines: readonly ProjectedLine[];
  /** How the budget fares. */
  readonly budget?: {
    /** The first day on which a month has cost more than its budget. */
    readonly firstExceeded: Day | null;
    /** For each threshold, the first day on which a month has cost that share of its budget. */
    readonly crossings: readonly {
      /** Share of the budget. */
      readonly threshold: number;
      /** The day; null where it is not crossed. */
      readonly date: Day | null;
    }[];
    /** Requests a month that the budget pays for, in the mix and at the prices of the first month with requests. */
    readonly affordableRequestsPerMonth: number;
  };
  /** How long the credits last. */
  readonly credits?: {
    /** The first day that they do not pay in full. */
    readonly runsOutOn: Day | null;
    /** Days from the start that they pay in full. */
    readonly runwayDays: number | null;
    /** What expires unused. */
    readonly expiredUnused: Money;
    /** What is bought when the balance runs low, one entry a day at most. */
    readonly recharges: readonly {
      /** The day. */
      readonly date: Day;
      /** All recharges of the day. */
      readonly amount: Money;
    }[];
    /** What the credits leave unpaid. */
    readonly unpaid: Money;
    /** What is left after the last day. */
    readonly left: Money;
  };
  /** How near the rate limits are. */
  readonly limits?: readonly LimitOutlook[];
  /** Of the simulated cases, not a confidence interval. */
  readonly bands?: Bands;
  /** One input at a time, the widest first: each uncertain one at its p10 and p90; where none is uncertain, those of the three costliest workloads, 10 % lower and higher. */
  readonly sensitivity?: readonly {
    /** The input, `"workloads[0].requests.perDay"`. */
    readonly path: string;
    /** The total with the input at its p10, or 10 % lower. */
    readonly low: Money;
    /** The total with the input at its p90, or 10 % higher. */
    readonly high: Money;
    /** Share of the variance, by squared correlation; absent where nothing varies. */
    readonly varianceShare?: number;
  }[];
  /** What would save most, best first, each a merge patch to apply to the scenario. */
  readonly levers: readonly {
    /** `"batch"`, `"cheaper-model"`, … */
    readonly name: string;
    /** The workload that it changes. */
    readonly workload: string;
    /** The total now less the total with the patch. */
    readonly saves: Money;
    /** A JSON merge patch (RFC 7396) for the scenario. */
    readonly patch: object;
    /** Why, and what to mind. */
    readonly explanation: string;
  }[];
  /** What one should know before relying on the figures. */
  readonly warnings: readonly Warning[];
}

/** A month. */
export interface ProjectedMonth {
  /** `"2026-11"`, by its first day. */
  readonly month: string;
  /** Its first day. */
  readonly from: Day;
  /** Days that count. */
  readonly days: number;
  /** Requests (or conversations) asked for, those answered by the response cache too. */
  readonly requests: number;
  /** Requests that a hard budget leaves unserved. */
  readonly unservedRequests?: number;
  /** Markup included. */
  readonly cost: Money;
  /** The cost by the names of workloads and fixed costs; adds up to `cost`. */
  readonly byWorkload: Readonly<Record<string, Money>>;
}

/** What is billed of one component. */
export interface ProjectedLine {
  /** The workload's or the fixed cost's name. */
  readonly workload: string;
  /** The model as the scenario names it; empty for a plain amount. */
  readonly model: string;
  /** The service tier. */
  readonly tier: Tier;
  /** `"fixed"` for a plain amount, `"unserved"` for what a hard budget keeps back. */
  readonly component: Component;
  /** Exact decimal: single tokens, images, seconds, … */
  readonly quantity: string;
  /** What its rate is the price of one of. */
  readonly unit: string;
  /** Markup included. */
  readonly amount: Money;
}

/** How near a workload's model is to its rate limits, at the busiest hour of the busiest month. */
export interface LimitOutlook {
  /** The workload. */
  readonly workload: string;
  /** The model. */
  readonly model: string;
  /** The usage tier whose limits were taken, if any. */
  readonly tier?: string;
  /** The limit that is used most, `"requestsPerMinute"`; null where no limit is known. */
  readonly binding: string | null;
  /** Of the binding limit, by all workloads on this model together; above 1 it is passed. */
  readonly utilisation: number;
  /** The first month in which a limit is passed. */
  readonly firstExceeded: string | null;
  /** Of this workload. */
  readonly requiredRequestsPerMinute: number;
  /** Of this workload, input and output. */
  readonly requiredTokensPerMinute: number;
  /** Requests in flight at the same time (Little's law); 0 without `latencySeconds`. */
  readonly concurrency: number;
  /** Each known limit. */
  readonly limits: readonly {
    /** `"tokensPerMinute"`. */
    readonly name: string;
    /** The limit. */
    readonly limit: number;
    /** What all workloads on the model need together, at most. */
    readonly required: number;
    /** `required ÷ limit`. */
    readonly utilisation: number;
    /** The first month in which it is passed. */
    readonly firstExceeded: string | null;
  }[];
  /** Waiting if requests come at random and queue for the limit (Erlang C); null where the queue grows without end. */
  readonly waitSeconds?: {
    /** The mean over all requests. */
    readonly mean: number | null;
    /** 95 of 100 requests wait no longer. */
    readonly p95: number | null;
  };
  /** The vendor's lowest usage tier whose limits suffice; only where a limit is passed. */
  readonly sufficientTier?: {
    /** Its name. */
    readonly tier: string;
    /** What qualifies for it, in words. */
    readonly qualification?: string;
  };
}

/** Quantiles of the simulated cases in US dollars; not a confidence interval. */
export interface Bands {
  /** By month: one case in ten costs less. */
  readonly p10: readonly number[];
  /** By month: the case in the middle. */
  readonly p50: readonly number[];
  /** By month: one case in ten costs more. */
  readonly p90: readonly number[];
  /** Of the total over all months. */
  readonly totalP10: number;
  /** Of the total over all months. */
  readonly totalP50: number;
  /** Of the total over all months. */
  readonly totalP90: number;
  /** The mean of the total. */
  readonly totalMean: number;
  /** Share of the cases in which some month costs more than the budget; null without a budget. */
  readonly probabilityOverBudget: number | null;
  /** The same, month by month. */
  readonly probabilityOverBudgetByMonth?: readonly number[];
  /** How many cases. */
  readonly draws: number;
  /** The seed that repeats them. */
  readonly seed: number;
}

/** A base and its variants side by side. */
export interface ScenarioComparison {
  /** The base. */
  readonly base: Projection;
  /** The variants by name. */
  readonly variants: Readonly<Record<string, Projection>>;
  /** What makes the difference of each variant. */
  readonly deltas: Readonly<Record<string, Delta>>;
}

/** A difference of totals; volume + mix + price + other = total, exactly. */
export interface Delta {
  /** The variant's total less the base's. */
  readonly total: Money;
  /** From other numbers of requests, growth and seasons. */
  readonly volume: Money;
  /** From other models, tiers and shares. */
  readonly mix: Money;
  /** From other prices: the start, the price path, the markup. */
  readonly price: Money;
  /** From all else: what a request uses, caching, retries, fixed costs, a hard budget. */
  readonly other: Money;
}
