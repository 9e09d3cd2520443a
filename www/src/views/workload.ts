/** The scenario that follows from one request and its volume. */
import type { Quantities, Scenario, Tier, Workload } from "tokenfare";
import type { PageState } from "../state/page-state.js";

/** The month of back-of-envelope figures. */
export const monthLength = 30;

export function monthOf(model: string, tier: Tier, request: Quantities, state: PageState): Scenario {
  return {
    version: 1,
    ...(state.on && { start: state.on }),
    months: 1,
    monthLength,
    workloads: [{ name: "requests", model, tier, requests: { perDay: state.requestsPerDay }, request: request as NonNullable<Workload["request"]> }],
  };
}
