import { countTokens, decode, encode } from "gpt-tokenizer/encoding/o200k_base";

/** The vocabulary is JavaScript: importing it is loading it. */
export const vocabularyIsCode = true;
export const assets = [];
export async function start() {
  return { count: (text) => countTokens(text), encode: (text) => encode(text), decode: (ids) => decode(ids) };
}
