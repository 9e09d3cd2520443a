import { init } from "tokenfare/tokenizer";
import o200k from "tokenfare/encodings/o200k_base";

export const assets = [];
export async function start() {
  const { loadEncoding } = await init();
  const tokenizer = await loadEncoding(o200k);
  return {
    count: (text) => tokenizer.count(text),
    encode: (text) => tokenizer.encode(text),
    decode: (ids) => tokenizer.decode(ids),
  };
}
