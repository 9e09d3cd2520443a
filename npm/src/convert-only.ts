/**
 * Converts vocabularies as others publish them to the packed format, which is several times smaller.
 * `loadEncoding` of the other entries takes the result.
 *
 * ```js
 * import { readFileSync, writeFileSync } from "node:fs";
 * import { convertVocabulary } from "tokenfare/convert";
 *
 * const packed = await convertVocabulary(readFileSync("tokenizer.json"), { name: "mine" });
 * writeFileSync("mine.tfv", packed);
 * ```
 *
 * @packageDocumentation
 */
import { requireBytes, requireObject } from "./check.js";
import { call, start } from "./engine.js";
import { guarded } from "./guard.js";

export { TokenfareError } from "./error.js";
export type { ErrorCode } from "./error.js";

/** What a file of a vocabulary does not say by itself. */
export interface ConvertOptions {
  /** The name of the encoding, as `tokenizer(name)` will take it; at most 255 bytes. */
  name: string;
  /**
   * For a list of ranks (`.tiktoken`), which does not say how text is split: the name of an encoding
   * that splits alike (`"cl100k_base"`), or the regular expression, which is recognised by its exact
   * text.
   */
  pattern?: string;
  /** The special tokens of a list of ranks, with their ids. The other formats hold theirs. */
  specialTokens?: Readonly<Record<string, number>>;
}

/** What the converter's engine offers. The types of the engine that the facade knows are the whole engine's. */
interface Converter {
  convertVocabulary(file: Uint8Array, options: ConvertOptions): Uint8Array;
}

/**
 * Converts a vocabulary: a `tokenizer.json` of Hugging Face, a `.tiktoken`, a `tekken.json` of Mistral, or
 * a SentencePiece `.model`. The format is recognised. What the format of this package cannot express
 * exactly is refused by name, so that a converted vocabulary gives the ids of the original.
 *
 * @throws {@link TokenfareError} CORRUPT_VOCABULARY if the file is damaged, of no known format, or has
 * something that cannot be expressed; INVALID_ARGUMENT if an option is wrong; ENGINE_UNAVAILABLE if
 * WebAssembly is missing or forbidden.
 */
export function convertVocabulary(file: Uint8Array, options: ConvertOptions): Promise<Uint8Array> {
  return api.convertVocabulary(file, options);
}

const api = guarded({
  async convertVocabulary(file: Uint8Array, options: ConvertOptions): Promise<Uint8Array> {
    const bytes = requireBytes(file, "file");
    requireObject(options, "options");
    await start();
    return call((engine) => (engine as unknown as Converter).convertVocabulary(bytes, options));
  },
});
