import { Tiktoken } from "js-tiktoken/lite";
import o200k from "js-tiktoken/ranks/o200k_base";

export const vocabularyIsCode = true;
export const assets = [];
export async function start() {
  const tokenizer = new Tiktoken(o200k);
  return {
    count: (text) => tokenizer.encode(text).length,
    encode: (text) => tokenizer.encode(text),
    decode: (ids) => tokenizer.decode(ids),
  };
}
