/** What the compatibility entries share: vocabularies that are loaded at their first use. */
import { TokenfareError } from "../error.js";
import { initSync } from "../tokenizer-only.js";
import type { EncodingSource, Tokenizer } from "../api/tokenizer.js";

/** The tokenizer of a vocabulary. The engine starts at the first call. */
export function tokenizerOf(source: EncodingSource): Tokenizer {
  return initSync().loadEncodingSync(source);
}

/** A failure with the message that the other package gives. */
export function failure(code: TokenfareError["code"], message: string): TokenfareError {
  return new TokenfareError({ code, message });
}

/** What the other package has and this entry has not. It names what to use instead. */
export function notOffered(name: string, instead: string): never {
  throw failure("INVALID_ARGUMENT", `${name} is not offered by tokenfare's compatibility entries; ${instead}`);
}
