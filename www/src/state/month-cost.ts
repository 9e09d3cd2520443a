/** The scenario that follows from one request and its volume. */
import type { Money, Quantities, Scenario, Tier, Workload } from "tokenfare";
import { engine } from "../engine/client.js";
import type { PageState } from "./page-state.js";

/** The month of back-of-envelope figures. */
export const monthLength = 30;

export function monthOf(
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

/** A month of this request, or why there is none: a request may have a price where a month has not. */
export async function monthCost(
  model: string,
  tier: Tier,
  request: Quantities,
  state: PageState,
): Promise<{ total: Money | null; problem: string }> {
  try {
    const { total } = await engine.project(monthOf(model, tier, request, state));
    return { total, problem: "" };
  } catch (error) {
    return { total: null, problem: error instanceof Error ? error.message : String(error) };
  }
}
