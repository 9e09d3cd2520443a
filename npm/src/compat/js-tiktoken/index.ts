/** js-tiktoken's API and results on tokenfare's engine; see the package's README for differences. */
import { Tiktoken, getEncodingNameForModel, ranksOf } from "./tiktoken.js";
import { failure } from "../tokenizers.js";
import cl100k from "../../encodings/cl100k_base.js";
import gpt2 from "../../encodings/gpt2.js";
import o200k from "../../encodings/o200k_base.js";
import p50k from "../../encodings/p50k_base.js";
import p50kEdit from "../../encodings/p50k_edit.js";
import r50k from "../../encodings/r50k_base.js";
import type { EncodingSource } from "../../api/tokenizer.js";
import type { TiktokenEncoding, TiktokenModel } from "../models.js";

export { Tiktoken, getEncodingNameForModel } from "./tiktoken.js";
export type { TiktokenBPE } from "./tiktoken.js";
export type { TiktokenEncoding, TiktokenModel } from "../models.js";

const SOURCES: Readonly<Record<TiktokenEncoding, EncodingSource>> = {
  cl100k_base: cl100k,
  gpt2,
  o200k_base: o200k,
  p50k_base: p50k,
  p50k_edit: p50kEdit,
  r50k_base: r50k,
};

/** An encoder by the name of its encoding. */
export function getEncoding(encoding: TiktokenEncoding, extendSpecialTokens?: Record<string, number>): Tiktoken {
  if (!Object.hasOwn(SOURCES, encoding)) throw failure("UNKNOWN_ENCODING", "Unknown encoding");
  return new Tiktoken(ranksOf(SOURCES[encoding]), extendSpecialTokens);
}

/** The encoder of a model. */
export function encodingForModel(model: TiktokenModel, extendSpecialTokens?: Record<string, number>): Tiktoken {
  return getEncoding(getEncodingNameForModel(model), extendSpecialTokens);
}
