import { Tokenizer } from "ai-tokenizer";
import * as o200k from "ai-tokenizer/encoding/o200k_base";

export const vocabularyIsCode = true;
export const assets = [];
export async function start() {
  const tokenizer = new Tokenizer(o200k);
  return {
    count: (text) => tokenizer.count(text),
    encode: (text) => tokenizer.encode(text),
    decode: (ids) => tokenizer.decode(ids),
  };
}
