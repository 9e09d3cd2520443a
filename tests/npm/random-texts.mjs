// Seeded random texts, for comparing two tokenizers call by call.

/** mulberry32: small, and the same everywhere. */
export function randomOf(seed) {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit) => Math.floor(next() * limit);
  return { below, one: (list) => list[below(list.length)], chance: (share) => next() < share };
}

const WORDS = ["the", "Hello", "world", "tokens", "isn't", "I'LL", "we've", "function", "return", "HTTPServer", "naïve", "Straße", "über", "прайс", "токен", "日本語", "中文分词", "한국어", "नमस्ते", "ไทย", "مرحبا", "שלום"];
const SIGNS = [".", ", ", "!?", " - ", "...", "();", " {\n", "}\r\n", "\t", "  ", "\n\n", "   \n", "=>", "/*", "==========", "¿", "€", "—"];
const OTHERS = ["👍🏽", "👩‍👩‍👧", "🇩🇪", "e\u0301", "\u00a0", "\ud800", "\udc00", "𝔘𝔫𝔦", "\u200b", "１２３", "٣", "½"];

/** A text of up to `words` pieces. */
export function textOf({ below, one, chance }, words = 40) {
  let text = "";
  for (let left = below(words); left > 0; left--) {
    if (chance(0.6)) text += (chance(0.7) ? " " : "") + one(WORDS);
    else if (chance(0.4)) text += String(below(10 ** below(9)));
    else text += chance(0.7) ? one(SIGNS) : one(OTHERS);
  }
  return chance(0.03) ? text + one(["a", " ", "=", "ab"]).repeat(below(300)) : text;
}
