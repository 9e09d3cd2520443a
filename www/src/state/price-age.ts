/** How old prices are, measured from today. */
import { dayAfter, isBefore, today } from "../format/dates.js";

/** The days after which a price counts as old, as in the engine. */
const stale = 90;

/** Whether a warning of an old price names a day that is long ago today. */
export function isOld(message: string): boolean {
  const checked = /\d{4}-\d\d-\d\d/.exec(message)?.[0];
  return checked === undefined || isBefore(checked, dayAfter(today(), -stale));
}
