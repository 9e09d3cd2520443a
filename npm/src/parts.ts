/**
 * Safe cuts: places where an encoding splits, whatever stands before and after. The tokens of the
 * parts are then the tokens of the whole.
 */

/**
 * Which cuts are safe, as the engine says: before spaces and punctuation, before spaces, or none.
 * The engine's `SafeCuts` explains why.
 */
export type SafeCuts = "words" | "spaces" | "none";

/**
 * UTF-16 units of a part, unless it has to grow: at most 64 KB, which stay in a processor's caches.
 */
const PART_UNITS = 21_845;
/** How far to search for its end. In ordinary text every other word has a safe cut. */
const NEAR_UNITS = 200;

const NEWLINE = 0x0a;
const SPACE = 0x20;
const SLASH = 0x2f;

/** Classes of ASCII characters; all others are punctuation. */
const WORD = 1;
const WHITE_SPACE = 2;
/** It may belong to the word before it, as in "it's". */
const APOSTROPHE = 3;
/** The class of every ASCII character. */
const ASCII = Uint8Array.from({ length: 0x80 }, (_, code) => {
  const character = String.fromCharCode(code);
  if (/[A-Za-z0-9]/.test(character)) return WORD;
  if (/\s/.test(character)) return WHITE_SPACE;
  return character === "'" ? APOSTROPHE : 0;
});
/**
 * Letters in every version of Unicode: Cyrillic, Hebrew, Arabic, Devanagari, Thai, kana, Han,
 * Hangul.
 */
const LETTERS = /[\u0400-\u0481\u05d0-\u05ea\u0621-\u063a\u0641-\u064a\u0905-\u0939\u0e01-\u0e2e\u3041-\u3096\u30a1-\u30fa\u4e00-\u9fa5\uac00-\ud7a3]/;
/** JavaScript's white space, and the one character that only Unicode counts as white space. */
const SPACES = /[\s\u0085]/;

/** A letter or digit. */
function isWord(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code < 0x80 ? ASCII[code] === WORD : LETTERS.test(text[at]!);
}

function isSpace(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code < 0x80 ? ASCII[code] === WHITE_SPACE : SPACES.test(text[at]!);
}

/**
 * ASCII except letters, digits and the apostrophe; the ideographic comma and full stop; the
 * full-width comma.
 */
function endsWord(code: number): boolean {
  if (code < 0x80) return ASCII[code] !== WORD && ASCII[code] !== APOSTROPHE;
  return code === 0x3001 || code === 0x3002 || code === 0xff0c;
}

/**
 * Whether every encoding with these cuts splits before `text[at]`.
 *
 * - A word or a number never continues with punctuation or a space.
 * - A space after a character that is not white space begins a pre-token, because only line breaks
 *   ever end one.
 * - A single line break ends a pre-token. There are two exceptions: o200k's pattern takes slashes
 *   into it, and GPT-2's leaves the last of several white-space characters to what follows.
 */
function splitsBefore(text: string, at: number, cuts: SafeCuts): boolean {
  const next = text.charCodeAt(at);
  if (cuts === "spaces") return next === SPACE && !isSpace(text, at - 1);
  if (endsWord(next) && isWord(text, at - 1)) return true;
  if (next === SPACE) return !isSpace(text, at - 1);
  if (text.charCodeAt(at - 1) !== NEWLINE || next === SLASH) return false;
  return !isSpace(text, at) && at >= 2 && !isSpace(text, at - 2);
}

/** The last safe cut at or after `from`; 0 if there is none. */
export function lastCut(text: string, cuts: SafeCuts, from: number): number {
  if (cuts === "none") return 0;
  for (let at = text.length - 1; at >= Math.max(1, from); at--) {
    if (splitsBefore(text, at, cuts)) return at;
  }
  return 0;
}

/** Passes on a text part by part. A part gets longer if there is no safe cut near its end. */
export function eachPart(text: string, cuts: SafeCuts, take: (part: string) => void): void {
  let from = 0;
  let until = cuts === "none" ? text.length : PART_UNITS;
  while (until < text.length) {
    const part = text.slice(from, until);
    const cut = lastCut(part, cuts, part.length - NEAR_UNITS);
    if (cut > 0) {
      take(part.slice(0, cut));
      from += cut;
      until = from;
    }
    until += PART_UNITS;
  }
  take(text.slice(from));
}
