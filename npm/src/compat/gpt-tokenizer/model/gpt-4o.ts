/** gpt-tokenizer's functions for a model. The other models' modules are made of this one. */
import { apiOf } from "../api.js";
import source from "../../../encodings/o200k_base.js";

export * from "../constants.js";

const api = apiOf("o200k_base", source, { name: "gpt-4o", isChat: true, callsFunctions: true });
export const { clearMergeCache, countChatCompletionTokens, countTokens, decode, decodeAsyncGenerator, decodeGenerator, encode } = api;
export const { encodeChat, encodeChatGenerator, encodeGenerator, estimateCost, isWithinTokenLimit, setMergeCacheSize, vocabularySize } = api;
export default api;
