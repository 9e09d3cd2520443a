/** The tokenizer part of the API. Offsets and lengths of text are in UTF-16 code units. */

import type { ChatCount, EncodingMatch, EncodingName, RequestCount, RequestEndpoint } from "./data.js";
import type { ModelName } from "./names.js";

/** The default export of `tokenfare/encodings/<name>`. Its content is opaque. */
export interface EncodingSource {
  /** Which encoding it is. */
  readonly name: EncodingName;
}

/** The tokenizer part of the API. */
export interface Tokenizers {
  /** The names of all encodings, loaded or not. */
  readonly encodings: readonly EncodingName[];
  /**
   * Loads an encoding, once. Accepts the default export of its module, or the bytes of its `.tfv`
   * file.
   */
  loadEncoding(source: EncodingSource | Uint8Array): Promise<Tokenizer>;
  /** The same at once. */
  loadEncodingSync(source: EncodingSource | Uint8Array): Tokenizer;
  /** The tokenizer of a loaded encoding. Throws ENCODING_NOT_LOADED for others. */
  tokenizer(encoding: EncodingName): Tokenizer;
  /** The encoding of a model. An unknown name gives the best guess, with `exact: false`. */
  encodingForModel(model: ModelName): EncodingMatch;
  /**
   * The input tokens of a whole request as its provider will bill it: the body as it is sent to
   * OpenAI (Chat Completions, Responses), Anthropic (Messages), Google (generateContent), Bedrock
   * (Converse), or to a host with one of these shapes. What is billed but not in the request is
   * named in `notes`.
   *
   * ```js
   * fare.countRequest({ model: "gpt-5-mini", input: "Hello" }).total; // 7
   * ```
   *
   * @throws {@link TokenfareError} ENCODING_NOT_LOADED if the model's encoding is not loaded,
   * INVALID_ARGUMENT if the request is for none of these endpoints or names no model.
   */
  countRequest(request: unknown, options?: RequestOptions): RequestCount;
}

/** What a request does not say itself. */
export interface RequestOptions {
  /** The model, where the request does not name it, as Google's do not. */
  model?: ModelName | undefined;
  /** The endpoint, where the form of the request does not tell. */
  endpoint?: RequestEndpoint | undefined;
}

/** What to do with the text of special tokens, such as `<|endoftext|>`. */
export interface SpecialTokenOptions {
  /** Special tokens to encode as such. Default: none; their text is ordinary text. */
  allowedSpecial?: "all" | readonly string[] | ReadonlySet<string> | undefined;
  /** Special tokens whose text makes the call throw DISALLOWED_SPECIAL_TOKEN. Default: none. */
  disallowedSpecial?: "all" | readonly string[] | ReadonlySet<string> | undefined;
}

/** An encoding that has been loaded. */
export interface Tokenizer {
  /** Its name. */
  readonly encoding: EncodingName;
  /** One more than the highest id, as in tiktoken's `n_vocab`. */
  readonly vocabularySize: number;
  /** Special tokens and their ids. */
  readonly specialTokens: Readonly<Record<string, number>>;

  /** The ids of a text. A reconstructed vocabulary has none: NO_IDS, as in `decode`, `spans` and `tokenBytes`. */
  encode(text: string, options?: SpecialTokenOptions): Uint32Array;
  /** The number of tokens, `encode(text).length`, without building the ids. */
  count(text: string, options?: SpecialTokenOptions): number;
  /** The counts of many texts, in one call. */
  countBatch(texts: readonly string[], options?: SpecialTokenOptions): Uint32Array;
  /** The count, or null if it exceeds `limit`, which may be `Infinity`. Stops reading once that is certain. */
  countUpTo(text: string, limit: number, options?: SpecialTokenOptions): number | null;
  /**
   * Counts a text that arrives in chunks, such as a large file. The total is exactly `count` of the
   * whole text.
   */
  counter(): StreamCounter;

  /** The text of ids. Bytes that are not UTF-8 become U+FFFD. Throws UNKNOWN_TOKEN. */
  decode(tokens: ArrayLike<number>): string;
  /** The bytes of ids, whether or not they are UTF-8. Throws UNKNOWN_TOKEN. */
  decodeBytes(tokens: ArrayLike<number>): Uint8Array;
  /** Decodes tokens that arrive one by one, and holds back an unfinished character. */
  decoder(): StreamDecoder;
  /** The bytes of one token, which may be a part of a character. Throws UNKNOWN_TOKEN. */
  tokenBytes(token: number): Uint8Array;

  /** The ids and where each begins in `text`, for displaying tokens. */
  spans(text: string, options?: SpecialTokenOptions): Spans;
  /**
   * The longest part that fits together with the marker, cut between characters, never inside one.
   * If the marker alone has more than `maxTokens`, it is left out. `count(result.text)` is
   * `result.tokens` and at most `maxTokens`.
   */
  truncate(text: string, maxTokens: number, options?: { keep?: "start" | "end" | "middle"; marker?: string }): Truncation;
  /**
   * Splits a long text into parts of at most `maxTokens`, with an optional overlap in tokens. Throws
   * LIMIT_EXCEEDED if an overlap of nearly a whole chunk would repeat the text more than 32 times (and
   * make more than 16 MiB).
   */
  chunk(text: string, maxTokens: number, options?: { overlap?: number }): Chunk[];

  /**
   * Tokens of a chat request: messages, tools and response format, with the model's framing. Images
   * count by the rule of `imageInputTokens`: their size is `width` and `height` beside the URL, or
   * is read from a `data:` URL. Nothing is fetched: an image of unknown size is not counted, and
   * `notes` says so. For a model whose vocabulary is not published, everything except images is
   * scaled by the `factor` of `encodingForModel`.
   */
  countChat(request: ChatRequest): ChatCount;
}

/**
 * Holds back the text after the last place where the encoding always splits, mostly a few
 * characters. A text without such a place, such as one endless word, is held until {@link
 * StreamCounter.end}.
 */
export interface StreamCounter {
  /** Adds the next chunk. Returns the number of tokens that is certain so far. */
  push(text: string): number;
  /** Counts the rest, returns the total, and starts over. */
  end(): number;
}
/** Decodes tokens that arrive one by one. */
export interface StreamDecoder {
  /** The text that these tokens complete. */
  push(tokens: number | ArrayLike<number>): string;
  /** U+FFFD for an unfinished character, or an empty text. */
  end(): string;
}
/** The tokens of a text, and where each begins. */
export interface Spans {
  /** The ids. */
  tokens: Uint32Array;
  /** Where each begins in the text; a token inside a character begins where the character does. */
  starts: Uint32Array;
}
/** A truncated text. */
export interface Truncation {
  /** What is kept, with the marker if there is one that fits. */
  text: string;
  /** Its tokens. */
  tokens: number;
  /** Whether anything was left out. */
  truncated: boolean;
}
/** A part of a text. */
export interface Chunk {
  /** The part. */
  text: string;
  /** Where it begins in the whole. */
  start: number;
  /** Where it ends in the whole. */
  end: number;
  /** Its tokens. */
  tokens: number;
}

/** OpenAI's own request shape; unknown fields are ignored. */
export interface ChatRequest {
  /** The model, which decides the encoding and the framing. */
  model: ModelName;
  /** The messages, in order. */
  messages: readonly ChatMessage[];
  /** Tool definitions, as sent to the API. */
  tools?: readonly unknown[] | undefined;
  /** Which tool must be called, as sent to the API. */
  tool_choice?: unknown;
  /** Function definitions, the older form of tools. */
  functions?: readonly unknown[] | undefined;
  /** Which function must be called, the older form of `tool_choice`. */
  function_call?: unknown;
  /** The response format, as sent to the API. */
  response_format?: unknown;
}
/**
 * A message in OpenAI's form, or in that of an SDK: the types of messages of `openai`,
 * `@anthropic-ai/sdk`, `@google/genai` and `ai` (`ModelMessage`, `UIMessage`) fit as they are.
 */
export interface ChatMessage {
  /** `"system"`, `"user"`, `"assistant"`, `"tool"`, … */
  role?: string | undefined;
  /** A string, null, or content parts. `notes` names parts that are not counted. */
  content?: unknown;
  /** The parts of a `UIMessage` or of Google's `Content`, which have no `content`. */
  parts?: readonly unknown[] | undefined;
  /** The author's name. */
  name?: string | undefined;
  /** The tool calls of an assistant. */
  tool_calls?: readonly unknown[] | undefined;
  /** Which call a tool answers. */
  tool_call_id?: string | undefined;
  /** The call of a function, the older form of `tool_calls`. */
  function_call?: unknown;
  /** Why the assistant refused. */
  refusal?: string | null | undefined;
}
