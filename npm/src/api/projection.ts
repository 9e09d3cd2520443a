/** The projection part of the API. */
import type { Growth, Projection, Scenario, ScenarioComparison, Uncertain } from "./data.js";
import type { Catalog } from "./pricing.js";

/** The projection part of the API. */
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
   * Projects a base scenario and its variants, which are named JSON merge patches (RFC 7396).
   *
   * @throws TokenfareError as `project` does, with `variants.<name>` before the path.
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

/** A fixed number of requests per day added each month. */
export type LinearGrowth = Extract<Growth, Record<"kind", "linear">>;
/** A share added each month. */
export type CompoundGrowth = Extract<Growth, Record<"kind", "compound">>;
/** Growth that levels off. */
export type LogisticGrowth = Extract<Growth, Record<"kind", "logistic">>;
/** Factors on the stated volume, from month to month. */
export type GrowthInSteps = Extract<Growth, Record<"kind", "steps">>;
/** Requests per day, month by month. */
export type GrowthSeries = Extract<Growth, Record<"kind", "series">>;
/** An uncertain number, given by its least, most likely and greatest value. */
export type PertRange = Extract<Uncertain, Record<"low", number>>;
/** An uncertain number, given by its median and 95th percentile. */
export type LogNormal = Extract<Uncertain, Record<"p50", number>>;
/** An uncertain number, given by observed values. */
export type Samples = Extract<Uncertain, Record<"samples", readonly number[]>>;
