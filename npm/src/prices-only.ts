/**
 * Prices alone: the catalog, quotes, comparisons and the cost of responses, on a small engine
 * without a tokenizer and without projections.
 *
 * ```js
 * import { init } from "tokenfare/prices";
 *
 * const { catalog, priceResponse } = await init();
 * const quantities = { inputTokens: 50, outputTokens: 100 };
 * catalog.quote({ model: "gpt-5.4-mini", quantities }).total.exact; // "0.0004875"
 * ```
 *
 * If you also use the whole package, take prices from there: each has its own engine.
 *
 * @packageDocumentation
 */
import { startOf } from "./init.js";
import { pricing } from "./pricing.js";
import type { Pricing } from "./api/pricing.js";

export { TokenfareError } from "./error.js";
export type { ErrorCode } from "./error.js";
export type * from "./api/data.js";
export type * from "./api/names.js";
export type * from "./api/pricing.js";

/**
 * What `tokenfare/prices` offers, frozen. Get it with {@link init}.
 *
 * It prices as `tokenfare` does. Only a `prompt` or `completion` in a quote is refused with
 * ENCODING_NOT_LOADED, because there is no tokenizer; give their tokens.
 */
export interface PricesOnly extends Pricing {
  /** The version of the package. */
  readonly version: string;
}

/**
 * The same under the name that it has in `tokenfare`, so that changing the import is enough to
 * switch.
 */
export type Tokenfare = PricesOnly;

const start = startOf<PricesOnly>(pricing);

/**
 * Starts the prices' engine, once per process, page or worker. Later calls return the same frozen
 * object; after a failure the next call tries again.
 *
 * @throws {@link TokenfareError} ENGINE_UNAVAILABLE if WebAssembly is missing or forbidden.
 */
export function init(): Promise<PricesOnly> {
  return start.init();
}

/**
 * The same at once, where WebAssembly can be compiled at once: Node, Bun, Deno, workers, and pages of
 * current browsers. {@link init} is better where a page waits, because another thread compiles then.
 *
 * @throws {@link TokenfareError} ENGINE_UNAVAILABLE if WebAssembly is missing or forbidden, or if the
 * browser compiles nothing of this size at once.
 */
export function initSync(): PricesOnly {
  return start.initSync();
}
