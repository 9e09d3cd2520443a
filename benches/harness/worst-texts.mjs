// Texts that make careless tokenizers slow, made from a fixed seed, by their length in UTF-8 bytes.

/** Small, fast, and the same everywhere: a linear congruential step with a multiplier of Knuth's MMIX. */
function random(seed) {
  let state = BigInt(seed);
  return (below) => {
    state = (state * 6364136223846793005n + 1442695040888963407n) & 0xffffffffffffffffn;
    return Number((state >> 33n) % BigInt(below));
  };
}

const base64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const repeat = (character, bytesEach) => (bytes) => character.repeat(Math.floor(bytes / bytesEach));

function drawn(bytes, bytesEach, draw) {
  const pick = random(20261120);
  const parts = [];
  for (let count = Math.floor(bytes / bytesEach); count > 0; count--) parts.push(draw(pick));
  return parts.join("");
}

const marks = (bytes) => drawn(bytes, 2, (pick) => String.fromCharCode(0x300 + pick(0x70)));

/** A lone surrogate counts as three bytes, those of the U+FFFD it becomes. */
export const worstTexts = {
  "one letter": repeat("a", 1),
  spaces: repeat(" ", 1),
  newlines: repeat("\n", 1),
  "=": repeat("=", 1),
  emoji: repeat("😀", 4),
  "one Han character": repeat("中", 3),
  "random Han": (bytes) => drawn(bytes, 3, (pick) => String.fromCharCode(0x4e00 + pick(0x9fff - 0x4e00))),
  "random base64": (bytes) => drawn(bytes, 1, (pick) => base64[pick(64)]),
  "combining marks": marks,
  // All of it one piece, which only its last byte does not look like.
  "combining marks, then a letter": (bytes) => `${marks(bytes - 1)}a`,
  "lone surrogates": (bytes) => drawn(bytes, 3, (pick) => String.fromCharCode(0xd800 + pick(0x400))),
};
