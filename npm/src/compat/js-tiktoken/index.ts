/** js-tiktoken's API and results on tokenfare's engine; see the package's README for differences. */
import { Tiktoken, getEncodingNameForModel, ranksOf } from "./tiktoken.js";
import { failure } from "../tokenizers.js";
import { SOURCES } from "../sources.js";
import type { TiktokenEncoding, TiktokenModel } from "../models.js";

export { Tiktoken, getEncodingNameForModel } from "./tiktoken.js";
export type { TiktokenBPE } from "./tiktoken.js";
export type { TiktokenEncoding, TiktokenModel } from "../models.js";

/** An encoder by the name of its encoding. */
export function getEncoding(encoding: TiktokenEncoding, extendSpecialTokens?: Record<string, number>): Tiktoken {
  if (!Object.hasOwn(SOURCES, encoding)) throw failure("UNKNOWN_ENCODING", "Unknown encoding");
  return new Tiktoken(ranksOf(SOURCES[encoding]), extendSpecialTokens);
}

/** The encoder of a model. */
export function encodingForModel(model: TiktokenModel, extendSpecialTokens?: Record<string, number>): Tiktoken {
  return getEncoding(getEncodingNameForModel(model), extendSpecialTokens);
}
