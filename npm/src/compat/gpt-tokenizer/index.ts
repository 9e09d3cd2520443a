/** gpt-tokenizer's API and results on tokenfare's engine; see the package's README for differences. */
import api from "./encoding/o200k_base.js";

export * from "./constants.js";
export type { ChatCompletionRequest, ChatMessage, EncodeChatOptions, EncodeOptions, GptEncoding } from "./api.js";

export const { clearMergeCache, countTokens, decode, decodeAsyncGenerator, decodeGenerator, encode, encodeChat } = api;
export const { encodeChatGenerator, encodeGenerator, estimateCost, isWithinTokenLimit, setMergeCacheSize, vocabularySize } = api;
export default api;
