/**
 * Text to tokens without the prices: the same tokenizers on an engine of a quarter of the size.
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
 * Where the whole package is used too, take the tokenizer from there: each has an engine and vocabularies of its own.
 *
 * @packageDocumentation
 */
import { initOf } from "./init.js";
import { tokenizers } from "./tokenizer.js";
import type { Tokenizers } from "./types/tokenization.js";

export { TokenfareError } from "./error.js";
export type { ErrorCode } from "./error.js";
export type * from "./types/tokenization.js";

/**
 * What `tokenfare/tokenizer` offers, frozen. Get it with {@link init}.
 *
 * It counts as `tokenfare` does, but for images in `countChat`: their rules are in the catalog of prices, so that here
 * they are left out, with a note, and `exact` is false.
 */
export interface TokenizerOnly extends Tokenizers {
  /** The version of the package. */
  readonly version: string;
}

/** The same, by the name that it has in `tokenfare`: to change from one to the other, change the import. */
export type Tokenfare = TokenizerOnly;

const started = initOf<TokenizerOnly>(tokenizers);

/**
 * Starts the small engine, once per process, page or worker. Later calls return the same frozen object;
 * after a failure the next call tries again.
 *
 * @throws {@link TokenfareError} ENGINE_UNAVAILABLE where WebAssembly is missing or forbidden.
 */
export function init(): Promise<TokenizerOnly> {
  return started();
}
