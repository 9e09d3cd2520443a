/**
 * Counts a text that arrives in chunks, exactly. The text after the last safe cut waits for the
 * next chunk.
 */
import { requireString } from "./check.js";
import { TokenfareError } from "./error.js";
import { guarded } from "./guard.js";
import { type SafeCuts, lastCut } from "./parts.js";
import type { StreamCounter } from "./api/tokenizer.js";

/** Units before a cut that decide whether it is safe. */
const CONTEXT_UNITS = 2;
/** The longest string of V8; other engines allow more. */
const LONGEST_STRING = 0x1fff_ffe8;

/** A counter on top of `count`, which counts a whole text. */
export function counterOf(count: (text: string) => number, cuts: SafeCuts): StreamCounter {
  // A list, because appending to one string would copy it at each chunk that is searched.
  let waiting: string[] = [];
  let units = 0;
  /** The last units that came in. */
  let context = "";
  let total = 0;
  const wait = (text: string): void => {
    if (units + text.length > LONGEST_STRING) {
      throw new TokenfareError({
        code: "LIMIT_EXCEEDED",
        message: `more than ${LONGEST_STRING} characters came without a place to cut them; they cannot be counted as a stream`,
        path: "text",
      });
    }
    if (text !== "") waiting.push(text);
    units += text.length;
  };
  const take = (): void => {
    total += count(waiting.join(""));
    waiting = [];
    units = 0;
  };
  return guarded<StreamCounter>({
    push(text: string): number {
      requireString(text, "text");
      const searched = context + text;
      const cut = lastCut(searched, cuts, context.length) - context.length;
      if (cut >= 0) {
        wait(text.slice(0, cut));
        take();
      }
      wait(text.slice(Math.max(0, cut)));
      context = searched.slice(-CONTEXT_UNITS);
      return total;
    },
    end(): number {
      take();
      context = "";
      const result = total;
      total = 0;
      return result;
    },
  });
}
