import init, { count, decode, encode, load } from "../../peers/pkg/tokenfare_core_wasm/tokenfare_core_wasm.js";

export const assets = ["peers/pkg/tokenfare_core_wasm/tokenfare_core_wasm_bg.wasm", "peers/pkg/tokenfare_core_wasm/o200k_base.tfv"];
export async function start([wasm, vocabulary]) {
  await init({ module_or_path: wasm });
  load(vocabulary);
  return { count, encode, decode };
}
