/**
 * Works out what requests to language models cost, offline: exact token counts, quotes from sourced
 * prices, and projections over months.
 *
 * ```js
 * import { init } from "tokenfare";
 * import o200k from "tokenfare/encodings/o200k_base";
 *
 * const fare = await init();
 * const tokenizer = await fare.loadEncoding(o200k);
 * tokenizer.count("Hello, world!"); // 4
 *
 * const quantities = { inputTokens: 50, outputTokens: 100 };
 * fare.catalog.quote({ model: "gpt-5.4-mini", quantities }).total.exact; // "0.0004875"
 * ```
 *
 * If you only need token counts, import `init` from `tokenfare/tokenizer`: it offers all of
 * {@link Tokenizers} on an engine of a third of the size.
 *
 * @packageDocumentation
 */
import { startOf } from "./init.js";
import { pricing } from "./pricing.js";
import { projecting } from "./projection.js";
import { tokenizers } from "./tokenizer.js";
import { usageLogs } from "./usage-log.js";
import type { Pricing } from "./api/pricing.js";
import type { Projecting } from "./api/projection.js";
import type { Tokenizers } from "./api/tokenizer.js";
import type { UsageLogs } from "./api/usage-log.js";

export { TokenfareError } from "./error.js";
export type { ErrorCode } from "./error.js";
export type * from "./api/data.js";
export type * from "./api/names.js";
export type * from "./api/pricing.js";
export type * from "./api/projection.js";
export type * from "./api/tokenizer.js";
export type * from "./api/usage-log.js";

/** The whole API, frozen. Get it with {@link init}. */
export interface Tokenfare extends Tokenizers, Pricing, Projecting, UsageLogs {
  /** The version of the package. */
  readonly version: string;
}

const start = startOf<Tokenfare>(tokenizers, pricing, projecting, usageLogs);

/**
 * Starts the engine, once per process, page or worker. Later calls return the same frozen object;
 * after a failure the next call tries again.
 *
 * @throws {@link TokenfareError} ENGINE_UNAVAILABLE if WebAssembly is missing or forbidden.
 */
export function init(): Promise<Tokenfare> {
  return start.init();
}

/**
 * The same at once, where WebAssembly can be compiled at once: Node, Bun, Deno, workers, and pages of
 * current browsers. {@link init} is better where a page waits, because another thread compiles then.
 *
 * @throws {@link TokenfareError} ENGINE_UNAVAILABLE if WebAssembly is missing or forbidden, or if the
 * browser compiles nothing of this size at once.
 */
export function initSync(): Tokenfare {
  return start.initSync();
}
