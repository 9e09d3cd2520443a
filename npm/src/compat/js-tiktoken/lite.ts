/** js-tiktoken's `lite` entry: the class alone. Vocabularies come from `ranks/<name>`. */
export { Tiktoken, getEncodingNameForModel } from "./tiktoken.js";
export type { TiktokenBPE } from "./tiktoken.js";
export type { TiktokenEncoding, TiktokenModel } from "../models.js";
