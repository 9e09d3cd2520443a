/** Which of the engine's warnings the page shows. */
import type { Warning } from "tokenfare";
import { dayAfter, isBefore, today } from "../format/dates.js";

/** The days after which a price counts as old, as in the engine. */
const stale = 90;

/** Whether a warning of an old price names a day that is long ago today. */
function isOld(message: string): boolean {
  const checked = /\d{4}-\d\d-\d\d/.exec(message)?.[0];
  return checked === undefined || isBefore(checked, dayAfter(today(), -stale));
}

/**
 * A price is old by today's date: that a plan lies far ahead makes no price old, and nobody could
 * mend it. The budget has a sentence of its own.
 */
export const warningsToShow = (warnings: readonly Warning[]): Warning[] =>
  warnings.filter(
    ({ code, message }) => (code !== "PRICE_STALE" || isOld(message)) && code !== "BUDGET_EXCEEDED",
  );
