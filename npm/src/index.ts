/**
 * What a language-model request costs: text to tokens, tokens to money, money to months. Offline.
 *
 * ```js
 * import { init } from "tokenfare";
 *
 * const fare = await init();
 * ```
 *
 * @packageDocumentation
 */
import { call, start } from "./engine.js";
import { pricing } from "./pricing.js";
import { projecting } from "./projection.js";
import { tokenizers } from "./tokenizer.js";

export { TokenfareError } from "./error.js";
export type { ErrorCode } from "./error.js";
export type * from "./pricing-types.js";

/** The whole API, frozen. Get it with {@link init}. */
export type Tokenfare = {
  /** The version of the package. */
  readonly version: string;
} & ReturnType<typeof tokenizers> &
  ReturnType<typeof pricing> &
  ReturnType<typeof projecting>;

let started: Promise<Tokenfare> | undefined;

/**
 * Starts the engine, once per process, page or worker. Later calls return the same frozen object;
 * after a failure the next call tries again.
 *
 * @throws {@link TokenfareError} ENGINE_UNAVAILABLE where WebAssembly is missing or forbidden.
 */
export function init(): Promise<Tokenfare> {
  started ??= assembled().catch((error: unknown) => {
    started = undefined;
    throw error;
  });
  return started;
}

async function assembled(): Promise<Tokenfare> {
  await start();
  const api = { version: call((engine) => engine.version()) };
  // Descriptors, not values: a house may offer a property that is worked out when first read.
  for (const house of [tokenizers(), pricing(), projecting()]) {
    Object.defineProperties(api, Object.getOwnPropertyDescriptors(house));
  }
  return Object.freeze(api) as Tokenfare;
}
