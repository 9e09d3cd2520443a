/** gpt-tokenizer's functions for one encoding, on tokenfare's engine. */
import { ALL_SPECIAL_TOKENS, ImEnd, ImSep, ImStart } from "./constants.js";
import { type ChatEncoder, type ChatMessage, chatml, harmony } from "./chat.js";
import { type EncodingName, specialIdsOf, vocabularySizeOf } from "./special-ids.js";
import { SpecialTokens, refuse } from "../special-tokens.js";
import { failure, notOffered, tokenizerOf } from "../tokenizers.js";
import type { EncodingSource, Tokenizer } from "../../api/tokenizer.js";

export type { ChatMessage } from "./chat.js";

/** Which special tokens a text may hold. */
export interface EncodeOptions {
  allowedSpecial?: Set<string> | typeof ALL_SPECIAL_TOKENS;
  disallowedSpecial?: Set<string> | typeof ALL_SPECIAL_TOKENS;
}
/** How a chat ends. */
export interface EncodeChatOptions {
  primeWithAssistantResponse?: string;
}
/** A request of the older form with functions. */
export interface ChatCompletionRequest {
  messages: readonly ChatMessage[];
  functions?: readonly object[];
  function_call?: "auto" | "none" | { name: string };
}

/** What is known of a model. */
export interface ModelTraits {
  readonly name: string;
  readonly isChat: boolean;
  readonly callsFunctions: boolean;
}

/** gpt-tokenizer's functions. */
export interface GptEncoding {
  modelName?: string;
  vocabularySize: number;
  encode(lineToEncode: string, encodeOptions?: EncodeOptions): number[];
  decode(inputTokensToDecode: Iterable<number>): string;
  encodeGenerator(lineToEncode: string, encodeOptions?: EncodeOptions): Generator<number[], number, undefined>;
  decodeGenerator(inputTokensToDecode: Iterable<number>): Generator<string, void, void>;
  decodeAsyncGenerator(inputTokensToDecode: AsyncIterable<number>): AsyncGenerator<string, void>;
  decodeAsync(inputTokensToDecode: AsyncIterable<number>): Promise<string>;
  isWithinTokenLimit(input: string | Iterable<ChatMessage>, tokenLimit: number, encodeOptions?: EncodeOptions): false | number;
  countTokens(input: string | Iterable<ChatMessage>, encodeOptions?: EncodeOptions): number;
  encodeChat(chat: readonly ChatMessage[], model?: string, encodeOptions?: EncodeOptions & EncodeChatOptions): number[];
  encodeChatGenerator(chat: Iterable<ChatMessage>, model?: string, encodeOptions?: EncodeOptions & EncodeChatOptions): Generator<number[], void, undefined>;
  countChatCompletionTokens: ((request: ChatCompletionRequest) => number) | undefined;
  /** Does nothing: the engine's cache is bounded by itself. */
  setMergeCacheSize(size: number): void;
  /** Does nothing, as `setMergeCacheSize`. */
  clearMergeCache(): void;
  /** Not offered. */
  estimateCost(tokenCount: number, modelSpec?: object): never;
}

/** The functions of an encoding, for a model or for none. The vocabulary is loaded at the first call. */
export function apiOf(encoding: EncodingName, source: EncodingSource, model?: ModelTraits): GptEncoding {
  const special = new SpecialTokens(specialIdsOf(encoding));
  const tokenizer = (): Tokenizer => tokenizerOf(source);

  function encode(text: string, options?: EncodeOptions): number[] {
    const allowed = allowedIn(special, text, options);
    return special.encode(tokenizer(), text, allowed);
  }
  function decode(ids: Iterable<number>): string {
    const bytes = special.bytes(tokenizer(), ids, (id) => {
      throw failure("UNKNOWN_TOKEN", `Token ${id} is not in the byte pair encoder.`);
    });
    return new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
  }
  /** Decodes ids one by one; an unfinished character waits. Unknown ids are left out. */
  function decoder(): (id: number) => string {
    const stream = new TextDecoder("utf-8", { ignoreBOM: true });
    return (id) => stream.decode(special.bytes(tokenizer(), [id], () => {}), { stream: true });
  }
  function* encodeChatGenerator(
    chat: Iterable<ChatMessage>,
    name = model?.name,
    options?: EncodeOptions & EncodeChatOptions,
  ): Generator<number[], void, undefined> {
    if (!name) throw failure("INVALID_ARGUMENT", "Model name must be provided either during initialization or passed in to the method.");
    // A name that is given at the call is taken for a model that chats.
    if (model?.name === name && !model.isChat) throw failure("INVALID_ARGUMENT", `Model '${name}' does not support chat.`);
    const encoder: ChatEncoder = { special, header: (text) => encode(text), content: (text) => encode(text, options) };
    const prime = options?.primeWithAssistantResponse ?? "assistant";
    if (encoding === "o200k_harmony") return yield* harmony(encoder, chat, prime);
    const separator = special.id(ImSep);
    if (special.id(ImStart) === undefined || special.id(ImEnd) === undefined || separator === undefined) {
      throw failure("INVALID_ARGUMENT", `Model '${name}' does not support chat.`);
    }
    const lines = name.startsWith("gpt-3.5");
    const separators = lines ? { role: encode("\n"), message: encode("\n") } : { role: [separator], message: [] };
    yield* chatml(encoder, chat, separators, prime);
  }
  function* encodeGenerator(text: string, options?: EncodeOptions): Generator<number[], number, undefined> {
    const ids = encode(text, options);
    if (ids.length > 0) yield ids;
    return ids.length;
  }
  function* decodeGenerator(ids: Iterable<number>): Generator<string, void, void> {
    const next = decoder();
    for (const id of ids) {
      const text = next(id);
      if (text !== "") yield text;
    }
  }
  async function* decodeAsyncGenerator(ids: AsyncIterable<number>): AsyncGenerator<string, void> {
    const next = decoder();
    for await (const id of ids) {
      const text = next(id);
      if (text !== "") yield text;
    }
  }
  function countChat(chat: Iterable<ChatMessage>, limit: number, options?: EncodeOptions): false | number {
    let count = 0;
    for (const ids of encodeChatGenerator(chat, undefined, options)) {
      count += ids.length;
      if (count > limit) return false;
    }
    return count;
  }

  return {
    ...(model === undefined ? {} : { modelName: model.name }),
    vocabularySize: vocabularySizeOf(encoding),
    encode,
    decode,
    encodeGenerator,
    decodeGenerator,
    decodeAsyncGenerator,
    async decodeAsync(ids) {
      let text = "";
      for await (const piece of decodeAsyncGenerator(ids)) text += piece;
      return text;
    },
    isWithinTokenLimit(input, tokenLimit, options) {
      if (typeof input !== "string") return countChat(input, tokenLimit, options);
      const allowed = allowedIn(special, input, options);
      // An empty text is within any limit, as with gpt-tokenizer.
      if (input === "") return 0;
      const isPlain = allowed.size === 0 && Number.isInteger(tokenLimit) && tokenLimit >= 0 && tokenLimit <= 0xffff_ffff;
      if (isPlain) return tokenizer().countUpTo(input, tokenLimit) ?? false;
      const count = special.count(tokenizer(), input, allowed);
      return count > tokenLimit ? false : count;
    },
    countTokens(input, options) {
      if (typeof input !== "string") return countChat(input, Infinity, options) || 0;
      return special.count(tokenizer(), input, allowedIn(special, input, options));
    },
    encodeChat: (chat, name, options) => [...encodeChatGenerator(chat, name, options)].flat(),
    encodeChatGenerator,
    countChatCompletionTokens: model?.callsFunctions ? (request) => countRequest(tokenizer(), request) : undefined,
    setMergeCacheSize() {},
    clearMergeCache() {},
    estimateCost: () => notOffered("estimateCost", "tokenfare/prices quotes current prices"),
  };
}

/** The rule that the names of gpt-tokenizer's models share: that of OpenAI's older models with functions. */
function countRequest(tokenizer: Tokenizer, request: ChatCompletionRequest): number {
  const model = tokenizer.encoding === "cl100k_base" ? "gpt-4-0613" : "gpt-4o-2024-05-13";
  return tokenizer.countChat({ model, ...request }).total;
}

/**
 * The special tokens that become ids. Refuses a text with others: all of them by default, and none
 * where the caller lists what is disallowed, which gpt-tokenizer does not look for.
 */
function allowedIn(special: SpecialTokens, text: string, { allowedSpecial, disallowedSpecial }: EncodeOptions = {}): Set<string> {
  const listsDisallowed = disallowedSpecial !== undefined && disallowedSpecial !== "all" && !disallowedSpecial.has("all");
  const allowsAll = allowedSpecial !== undefined && (allowedSpecial === "all" || allowedSpecial.has("all"));
  if (allowsAll && disallowedSpecial === "all") {
    throw failure("INVALID_ARGUMENT", 'allowedSpecial and disallowedSpecial cannot both be set to "all".');
  }
  const allowed = new Set(allowsAll ? special.names() : (allowedSpecial as Set<string> | undefined));
  if (allowsAll && listsDisallowed) for (const name of disallowedSpecial) allowed.delete(name);
  if (!listsDisallowed && !allowsAll) {
    const refused = [...special.names()].filter((name) => !allowed.has(name));
    refuse(text, refused, "Disallowed special token found: ");
  }
  return allowed;
}
