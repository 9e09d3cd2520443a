/** The offsets of time zones, as the platform knows them. The engine has no table of its own. */
import { TokenfareError } from "./error.js";
import type { OffsetChange } from "./api/data.js";

const DAY = 86_400;
/** Zones change their offset at most every few weeks. */
const STEP = 14 * DAY;
/** No log of language models is older; what is later has the last known offset. */
const FIRST = Date.UTC(2019, 0, 1) / 1000;
const LAST = Date.UTC(2040, 0, 1) / 1000;

/**
 * The offsets of a zone, each with the moment from which it holds.
 *
 * @throws TokenfareError INVALID_ARGUMENT for a name that the platform does not know.
 */
export function offsetsOf(zone: string): OffsetChange[] {
  const format = formatOf(zone);
  const offset = (at: number): number => offsetAt(format, at);
  const changes = [{ from: FIRST, offset: offset(FIRST) }];
  for (let at = FIRST; at < LAST; at += STEP) {
    const before = offset(at);
    const after = offset(at + STEP);
    if (before === after) continue;
    let [low, high] = [at, at + STEP];
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if (offset(middle) === before) low = middle;
      else high = middle;
    }
    changes.push({ from: high, offset: after });
  }
  return changes;
}

function formatOf(zone: string): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat("en-US", {
      timeZone: zone,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
  } catch (cause) {
    throw new TokenfareError(
      { code: "INVALID_ARGUMENT", message: `there is no time zone ${JSON.stringify(zone.slice(0, 60))}; zones are called like "Europe/Berlin"`, path: "options.zone" },
      { cause },
    );
  }
}

/** The seconds by which the clocks of a zone are ahead of UTC. */
function offsetAt(format: Intl.DateTimeFormat, at: number): number {
  const parts = new Map<string, number>();
  for (const { type, value } of format.formatToParts(at * 1000)) parts.set(type, Number(value));
  const part = (name: string): number => parts.get(name) ?? 0;
  const local = Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"), part("second"));
  return local / 1000 - at;
}
