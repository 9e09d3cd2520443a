/** The cost of a month of one request, as a scenario of one month. */
import type { Money, Quantities, Scenario, Tier, Workload } from "tokenfare";
import { engine } from "../engine/client.js";
import type { PageState } from "./page-state.js";

/** The days of a month in estimates. */
export const monthLength = 30;

export function monthScenario(
  model: string,
  tier: Tier,
  request: Quantities,
  state: PageState,
): Scenario {
  return {
    version: 1,
    ...(state.on && { start: state.on }),
    months: 1,
    monthLength,
    workloads: [
      {
        name: "requests",
        model,
        tier,
        requests: { perDay: state.requestsPerDay },
        request: request as NonNullable<Workload["request"]>,
      },
    ],
  };
}

/**
 * The cost of a month of this request, or the reason why there is none: a request may have a price
 * on a day while a whole month has not.
 */
export async function monthCost(
  model: string,
  tier: Tier,
  request: Quantities,
  state: PageState,
): Promise<{ total: Money | null; problem: string }> {
  try {
    const { total } = await engine.project(monthScenario(model, tier, request, state));
    return { total, problem: "" };
  } catch (error) {
    return { total: null, problem: error instanceof Error ? error.message : String(error) };
  }
}
