/** What the requests cost in a month, or all of them that are made once. */
import type { Money, Quantities, Scenario, Tier, Workload } from "tokenfare";
import { engine } from "../engine/client.js";
import { today } from "../format/dates.js";
import type { PageState, Per } from "./page-state.js";

/** The days of a month in estimates. */
export const monthLength = 30;

const daysOf: Record<Per, number | null> = { day: 1, week: 7, month: null, once: null };

type Volume = Pick<PageState, "requestsPerDay" | "per">;

/** The requests of a month of 30 days, or of the whole job. */
export function requestsInMonth({ requestsPerDay, per }: Volume): number {
  const days = daysOf[per];
  return days === null
    ? requestsPerDay
    : Number(((requestsPerDay * monthLength) / days).toPrecision(15));
}

/** What the cost of these requests is called. */
export const spanName = ({ per }: Pick<PageState, "per">): string =>
  per === "once" ? "All of them, once" : `A month of ${monthLength} days`;

/** The same in a word, for a column or a bar. */
export const shortSpan = ({ per }: Pick<PageState, "per">): string =>
  per === "once" ? "In total" : `${monthLength} days`;

/** The day whose prices apply. */
export const priceDay = ({ on }: Pick<PageState, "on">): string => on || today();

export function monthScenario(
  model: string,
  tier: Tier,
  request: Quantities,
  state: PageState,
): Scenario {
  const { per, requestsPerDay } = state;
  return {
    version: 1,
    start: priceDay(state),
    months: 1,
    monthLength,
    workloads: [
      {
        name: "requests",
        model,
        tier,
        requests: per === "day" ? { perDay: requestsPerDay } : { perMonth: requestsInMonth(state) },
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
