import init, { count, decode, encode } from "../../peers/pkg/tiktoken_wasm/tiktoken_wasm.js";

export const assets = ["peers/pkg/tiktoken_wasm/tiktoken_wasm_bg.wasm"];
export async function start([wasm]) {
  await init({ module_or_path: wasm });
  return { count, encode, decode };
}
