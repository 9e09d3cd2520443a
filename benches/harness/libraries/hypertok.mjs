// One thread, as all others here; it has no count, its users take the length of the ids.
import { fromBytes } from "hypertok";

export const assets = [
  "node_modules/@hypertok/vocab-o200k/vocab.htk",
  "node_modules/hypertok/wasm/single/hypertok_wasm_core_bg.wasm",
];
export async function start([vocabulary, moduleSource]) {
  const tokenizer = await fromBytes(vocabulary, { tier: "single", moduleSource });
  return {
    count: (text) => tokenizer.encodeSync(text).length,
    encode: (text) => tokenizer.encodeSync(text),
    decode: (ids) => tokenizer.decode(ids),
  };
}
