import { init } from "tokenfare";
import o200k from "tokenfare/encodings/o200k_base";

export const assets = [];
export async function start() {
  const tokenfare = await init();
  const tokenizer = await tokenfare.loadEncoding(o200k);
  return {
    count: (text) => tokenizer.count(text),
    encode: (text) => tokenizer.encode(text),
    decode: (ids) => tokenizer.decode(ids),
  };
}
