/**
 * What a language-model request costs: text to tokens, tokens to money, money to months. Offline.
 *
 * ```js
 * import { init } from "tokenfare";
 * import o200k from "tokenfare/encodings/o200k_base";
 *
 * const fare = await init();
 * const tokenizer = await fare.loadEncoding(o200k);
 * tokenizer.count("Hello, world!"); // 4
 * fare.catalog.quote({ model: "gpt-5.4-mini", quantities: { inputTokens: 50, outputTokens: 100 } }).total.exact; // "0.0004875"
 * ```
 *
 * Who needs no prices imports `init` from `tokenfare/tokenizer`: it gives all of {@link Tokenizers}, on an engine of a
 * quarter of the size.
 *
 * @packageDocumentation
 */
import { initOf } from "./init.js";
import { pricing } from "./pricing.js";
import { projecting } from "./projection.js";
import { tokenizers } from "./tokenizer.js";
import type { Pricing } from "./types/catalog.js";
import type { Projecting } from "./types/projection.js";
import type { Tokenizers } from "./types/tokenization.js";

export { TokenfareError } from "./error.js";
export type { ErrorCode } from "./error.js";
export type * from "./types/catalog.js";
export type * from "./types/prices.js";
export type * from "./types/projection.js";
export type * from "./types/quantities.js";
export type * from "./types/quote.js";
export type * from "./types/scenario.js";
export type * from "./types/tokenization.js";

/** The whole API, frozen. Get it with {@link init}. */
export interface Tokenfare extends Tokenizers, Pricing, Projecting {
  /** The version of the package. */
  readonly version: string;
}

const started = initOf<Tokenfare>(tokenizers, pricing, projecting);

/**
 * Starts the engine, once per process, page or worker. Later calls return the same frozen object;
 * after a failure the next call tries again.
 *
 * @throws {@link TokenfareError} ENGINE_UNAVAILABLE where WebAssembly is missing or forbidden.
 */
export function init(): Promise<Tokenfare> {
  return started();
}
