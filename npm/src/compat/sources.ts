/** The vocabularies of the encodings that tiktoken's packages know. */
import cl100k from "../encodings/cl100k_base.js";
import gpt2 from "../encodings/gpt2.js";
import o200k from "../encodings/o200k_base.js";
import p50k from "../encodings/p50k_base.js";
import p50kEdit from "../encodings/p50k_edit.js";
import r50k from "../encodings/r50k_base.js";
import type { EncodingSource } from "../api/tokenizer.js";
import type { TiktokenEncoding } from "./models.js";

export const SOURCES: Readonly<Record<TiktokenEncoding, EncodingSource>> = {
  cl100k_base: cl100k,
  gpt2,
  o200k_base: o200k,
  p50k_base: p50k,
  p50k_edit: p50kEdit,
  r50k_base: r50k,
};
