/**
 * Counts a text that arrives in pieces, exactly: what follows the last place where it can be cut waits for the next
 * piece.
 */
import { requireString } from "./arguments.js";
import { lastCut } from "./parts.js";
import type { StreamCounter } from "./types/tokenization.js";

/** A counter over `count`, which counts a text by itself. */
export function counterOf(count: (text: string) => number): StreamCounter {
  let rest = "";
  let total = 0;
  return Object.freeze({
    push(text: string): number {
      requireString(text, "text");
      // What waits has been searched but for the place at its end.
      const searched = rest.length;
      rest += text;
      const cut = lastCut(rest, searched);
      if (cut > 0) {
        total += count(rest.slice(0, cut));
        rest = rest.slice(cut);
      }
      return total;
    },
    end(): number {
      total += count(rest);
      rest = "";
      const result = total;
      total = 0;
      return result;
    },
  });
}
