/** gpt-tokenizer's functions for an encoding. The other encodings' modules are made of this one. */
import { apiOf } from "../api.js";
import source from "../../../encodings/o200k_base.js";

export * from "../constants.js";

const api = apiOf("o200k_base", source);
export const { clearMergeCache, countTokens, decode, decodeAsyncGenerator, decodeGenerator, encode, encodeChat } = api;
export const { encodeChatGenerator, encodeGenerator, estimateCost, isWithinTokenLimit, setMergeCacheSize, vocabularySize } = api;
export default api;
