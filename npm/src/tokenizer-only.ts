/**
 * The tokenizers alone, without prices, on an engine of a third of the size.
 *
 * ```js
 * import { init } from "tokenfare/tokenizer";
 * import o200k from "tokenfare/encodings/o200k_base";
 *
 * const { loadEncoding } = await init();
 * const tokenizer = await loadEncoding(o200k);
 * tokenizer.count("Hello, world!"); // 4
 * ```
 *
 * If you also use the whole package, take the tokenizer from there: each has its own engine and its
 * own copies of vocabularies.
 *
 * @packageDocumentation
 */
import { startOf } from "./init.js";
import { tokenizers } from "./tokenizer.js";
import type { Tokenizers } from "./api/tokenizer.js";

export { TokenfareError } from "./error.js";
export type { ErrorCode } from "./error.js";
export type {
  ChatCount,
  EncodingMatch,
  EncodingName,
  PartKind,
  RequestCount,
  RequestEndpoint,
  RequestPart,
} from "./api/data.js";
export type * from "./api/names.js";
export type * from "./api/tokenizer.js";

/**
 * What `tokenfare/tokenizer` offers, frozen. Get it with {@link init}.
 *
 * It counts as `tokenfare` does, except for images in `countChat` and `countRequest`. Their rules are in the price
 * catalog, so they are left out here, with a note, and `exact` is `false`.
 */
export interface TokenizerOnly extends Tokenizers {
  /** The version of the package. */
  readonly version: string;
}

/**
 * The same under the name that it has in `tokenfare`, so that changing the import is enough to
 * switch.
 */
export type Tokenfare = TokenizerOnly;

const start = startOf<TokenizerOnly>(tokenizers);

/**
 * Starts the tokenizer's engine, once per process, page or worker. Later calls return the same
 * frozen object; after a failure the next call tries again.
 *
 * @throws {@link TokenfareError} ENGINE_UNAVAILABLE if WebAssembly is missing or forbidden.
 */
export function init(): Promise<TokenizerOnly> {
  return start.init();
}

/**
 * The same at once, where WebAssembly can be compiled at once: Node, Bun, Deno, workers, and pages of
 * current browsers. {@link init} is better where a page waits, because another thread compiles then.
 *
 * @throws {@link TokenfareError} ENGINE_UNAVAILABLE if WebAssembly is missing or forbidden, or if the
 * browser compiles nothing of this size at once.
 */
export function initSync(): TokenizerOnly {
  return start.initSync();
}
