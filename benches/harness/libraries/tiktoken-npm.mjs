// The lite build with one encoding's JSON, as its README advises for browsers.
import { Tiktoken, init } from "tiktoken/lite/init";

export const assets = ["node_modules/tiktoken/encoders/o200k_base.json", "node_modules/tiktoken/lite/tiktoken_bg.wasm"];
export async function start([encoder, wasm]) {
  await init((imports) => WebAssembly.instantiate(wasm, imports));
  const { bpe_ranks, special_tokens, pat_str } = JSON.parse(new TextDecoder().decode(encoder));
  const tokenizer = new Tiktoken(bpe_ranks, special_tokens, pat_str);
  const utf8 = new TextDecoder();
  return {
    count: (text) => tokenizer.encode_ordinary(text).length,
    encode: (text) => tokenizer.encode_ordinary(text),
    decode: (ids) => utf8.decode(tokenizer.decode(ids)),
  };
}
