/**
 * Counts a text that arrives in pieces, exactly: it is cut only where every splitting rule cuts too,
 * whatever stands before and after. What follows the last such place waits for the next piece.
 */
import { requireString } from "./arguments.js";
import type { StreamCounter } from "./types/tokenization.js";

/** Letters and digits of every version of Unicode: ASCII, Cyrillic, Hebrew, Arabic, Devanagari, Thai, kana, Han, Hangul. */
const WORD = /[A-Za-z0-9\u0400-\u0481\u05d0-\u05ea\u0621-\u063a\u0641-\u064a\u0905-\u0939\u0e01-\u0e2e\u3041-\u3096\u30a1-\u30fa\u4e00-\u9fa5\uac00-\ud7a3]/;
/** ASCII but letters and digits, and but the apostrophe, which may belong to the word before it: "it's". */
const AFTER_WORD = /[\0-&(-/:-@[-`{-\x7f]/;
/** White space of JavaScript, and the one character that only Unicode calls so. */
const SPACE = /[\s\u0085]/;

/**
 * Whether all seven encodings split before `text[at]`.
 *
 * - No word and no number goes on with ASCII that is neither, nor does what they are depend on it.
 * - A space after what is no white space begins a piece: only line breaks ever end one.
 * - A single line break ends a piece, and what follows it begins one; but o200k takes slashes into it,
 *   and GPT-2's rule leaves the last of several white-space characters to what follows.
 */
function splitsBefore(text: string, at: number): boolean {
  const before = text[at - 1]!;
  const next = text[at]!;
  if (WORD.test(before) && AFTER_WORD.test(next)) return true;
  if (next === " ") return !SPACE.test(before);
  return before === "\n" && next !== "/" && !SPACE.test(next) && at >= 2 && !SPACE.test(text[at - 2]!);
}

/** The last place where a text may be cut, from `from` on; 0 where there is none. */
export function lastCut(text: string, from = 1): number {
  for (let at = text.length - 1; at >= Math.max(1, from); at--) {
    if (splitsBefore(text, at)) return at;
  }
  return 0;
}

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
