/**
 * Where a text can be cut so that the tokens of its parts are those of the whole: where every splitting rule cuts too,
 * whatever stands before and after.
 */

/** UTF-16 units of a part: 64 KB at most, so that it stays in a processor's caches, however long the whole text is. */
const PART_UNITS = 21_845;

/** Letters and digits of every version of Unicode: ASCII, Cyrillic, Hebrew, Arabic, Devanagari, Thai, kana, Han, Hangul. */
const WORD = /[A-Za-z0-9\u0400-\u0481\u05d0-\u05ea\u0621-\u063a\u0641-\u064a\u0905-\u0939\u0e01-\u0e2e\u3041-\u3096\u30a1-\u30fa\u4e00-\u9fa5\uac00-\ud7a3]/;
/** ASCII but letters and digits, and but the apostrophe, which may belong to the word before it: "it's". */
const AFTER_WORD = Uint8Array.from({ length: 0x80 }, (_, code) => Number(!/[A-Za-z0-9']/.test(String.fromCharCode(code))));
/** Ideographic comma and full stop, full-width comma: what divides a text without spaces. */
const AFTER_CJK = "\u3001\u3002\uff0c";
/** White space of JavaScript, and the one character that only Unicode calls so. */
const SPACE = /[\s\u0085]/;

/**
 * Whether all seven encodings split before `text[at]`.
 *
 * - No word and no number goes on with punctuation, nor does what they are depend on it.
 * - A space after what is no white space begins a piece: only line breaks ever end one.
 * - A single line break ends a piece, and what follows it begins one; but o200k takes slashes into it,
 *   and GPT-2's rule leaves the last of several white-space characters to what follows.
 */
function splitsBefore(text: string, at: number): boolean {
  const next = text.charCodeAt(at);
  const punctuation = next < 0x80 ? AFTER_WORD[next] === 1 : AFTER_CJK.includes(text[at]!);
  const before = text[at - 1]!;
  if (punctuation && WORD.test(before)) return true;
  if (next === 0x20) return !SPACE.test(before);
  return before === "\n" && text[at] !== "/" && !SPACE.test(text[at]!) && at >= 2 && !SPACE.test(text[at - 2]!);
}

/** The last place where a text may be cut, from `from` on; 0 where there is none. */
export function lastCut(text: string, from = 1): number {
  for (let at = text.length - 1; at >= Math.max(1, from); at--) {
    if (splitsBefore(text, at)) return at;
  }
  return 0;
}

/** Gives a text part by part, in order; a part gets longer where the text cannot be cut. */
export function eachPart(text: string, take: (part: string) => void): void {
  let from = 0;
  let until = PART_UNITS;
  let searched = 1;
  while (until < text.length) {
    const part = text.slice(from, until);
    const cut = lastCut(part, searched);
    if (cut > 0) {
      take(part.slice(0, cut));
      from += cut;
    }
    searched = cut > 0 ? 1 : part.length;
    until = Math.max(from, cut > 0 ? from : until) + PART_UNITS;
  }
  take(from === 0 ? text : text.slice(from));
}
