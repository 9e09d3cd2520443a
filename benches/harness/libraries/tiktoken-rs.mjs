import init, { count, decode, encode } from "../../peers/pkg/tiktoken_rs_wasm/tiktoken_rs_wasm.js";

export const assets = ["peers/pkg/tiktoken_rs_wasm/tiktoken_rs_wasm_bg.wasm"];
export async function start([wasm]) {
  await init({ module_or_path: wasm });
  return { count, encode, decode };
}
