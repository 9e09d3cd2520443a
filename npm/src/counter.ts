/**
 * Counts a text that arrives in chunks, exactly. The text after the last safe cut waits for the
 * next chunk.
 */
import { requireString } from "./check.js";
import { lastCut } from "./parts.js";
import type { StreamCounter } from "./api/tokenizer.js";

/** A counter on top of `count`, which counts a whole text. */
export function counterOf(count: (text: string) => number): StreamCounter {
  let rest = "";
  let total = 0;
  return Object.freeze({
    push(text: string): number {
      requireString(text, "text");
      // The waiting text has been searched already, except at its end.
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
