/** Text to tokens: the types of this part of the API. Offsets and lengths of text are UTF-16 code units. */

import type { ChatCount, EncodingMatch, EncodingName } from "./data.js";

/** The default export of "tokenfare/encodings/<name>". Opaque; small when imported lazily. */
export interface EncodingSource {
  /** Which encoding it is. */
  readonly name: EncodingName;
}

/** Text to tokens: this part of the API. */
export interface Tokenizers {
  /** The names of all encodings, loaded or not. */
  readonly encodings: readonly EncodingName[];
  /** Memoised per encoding. Accepts the ES module's default export, or the raw packed bytes. */
  loadEncoding(source: EncodingSource | Uint8Array): Promise<Tokenizer>;
  /** The tokenizer of an encoding already loaded, else ENCODING_NOT_LOADED. */
  tokenizer(encoding: EncodingName): Tokenizer;
  /** Never throws for a string. Unknown names give the best guess with `exact: false`. */
  encodingForModel(model: string): EncodingMatch;
}

/** What to do with the text of special tokens, such as `<|endoftext|>`. */
export interface SpecialTokenOptions {
  /** Special tokens to encode as themselves. Default: none, their text is ordinary text. */
  allowedSpecial?: "all" | readonly string[];
  /** Special tokens whose text makes the call throw DISALLOWED_SPECIAL_TOKEN. Default: none. */
  disallowedSpecial?: "all" | readonly string[];
}

/** An encoding that has been loaded. */
export interface Tokenizer {
  /** Its name. */
  readonly encoding: EncodingName;
  /** One more than the highest id, as in tiktoken's `n_vocab`. */
  readonly vocabularySize: number;
  /** Special tokens and their ids. */
  readonly specialTokens: Readonly<Record<string, number>>;

  /** The ids of a text. */
  encode(text: string, options?: SpecialTokenOptions): Uint32Array;
  /** Same number as `encode(text).length`, without building the ids. */
  count(text: string, options?: SpecialTokenOptions): number;
  /** One call for many texts: one count per text. */
  countBatch(texts: readonly string[], options?: SpecialTokenOptions): Uint32Array;
  /** The count, or null as soon as it is known to exceed `limit`; reads no further than it must. */
  countUpTo(text: string, limit: number, options?: SpecialTokenOptions): number | null;
  /** For a text that arrives in pieces, such as a large file: the total is exactly `count` of the whole text. */
  counter(): StreamCounter;

  /** The text of ids. Bytes that are no UTF-8 become U+FFFD. Throws UNKNOWN_TOKEN. */
  decode(tokens: ArrayLike<number>): string;
  /** The same as bytes, also where they are no UTF-8. Throws UNKNOWN_TOKEN. */
  decodeBytes(tokens: ArrayLike<number>): Uint8Array;
  /** For tokens that arrive one by one: holds back an unfinished character. */
  decoder(): StreamDecoder;
  /** The bytes of one token, which may be a part of a character. Throws UNKNOWN_TOKEN. */
  tokenBytes(token: number): Uint8Array;

  /** Ids and where each begins in `text` (UTF-16 offset), for showing tokens. */
  spans(text: string, options?: SpecialTokenOptions): Spans;
  /**
   * The longest part that fits together with the marker, cut between characters, never inside one. If the marker alone
   * has more than `maxTokens`, it is left out. `count(result.text)` is `result.tokens` and at most `maxTokens`.
   */
  truncate(text: string, maxTokens: number, options?: { keep?: "start" | "end" | "middle"; marker?: string }): Truncation;
  /** Splits a long text into parts of at most `maxTokens`, with an optional overlap in tokens. */
  chunk(text: string, maxTokens: number, options?: { overlap?: number }): Chunk[];

  /**
   * Tokens of a chat request: messages, tools and response format, with the model's framing. Images count by the
   * rule of `imageInputTokens`: their size is `width` and `height` beside the URL, or is read from a
   * `data:` URL. An image of unknown size is not counted, and `notes` says so, for nothing is fetched. For a model
   * whose vocabulary is not published, all but images is scaled by the `factor` of `encodingForModel`.
   */
  countChat(request: ChatRequest): ChatCount;
}

/**
 * Holds back what follows the last place where the encoding is sure to split, mostly a few characters. A text
 * without such a place, as letters without end, is held whole until {@link StreamCounter.end}.
 */
export interface StreamCounter {
  /** Adds the next piece; returns the tokens that are certain so far. */
  push(text: string): number;
  /** Counts what was held back; returns the total, and begins anew. */
  end(): number;
}
/** Decodes tokens that arrive one by one. */
export interface StreamDecoder {
  /** The text that these tokens complete. */
  push(tokens: number | ArrayLike<number>): string;
  /** What an unfinished character leaves: U+FFFD, or nothing. */
  end(): string;
}
/** The tokens of a text, and where each begins. */
export interface Spans {
  /** The ids. */
  tokens: Uint32Array;
  /** Where each begins in the text; a token inside a character begins where the character does. */
  starts: Uint32Array;
}
/** A text that has been made to fit. */
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
  /** Its framing is counted. */
  model: string;
  /** In their order. */
  messages: readonly ChatMessage[];
  /** Tool definitions, as sent to the API. */
  tools?: readonly unknown[];
  /** Function definitions, the older form of tools. */
  functions?: readonly unknown[];
  /** The response format, as sent to the API. */
  response_format?: unknown;
}
/** A message in OpenAI's form. */
export interface ChatMessage {
  /** `"system"`, `"user"`, `"assistant"`, `"tool"`, … */
  role: string;
  /** A string, null, or content parts: `text`, `image_url` or `input_image`; others are not counted, which `notes` says. */
  content: unknown;
  /** Who says it. */
  name?: string;
  /** Calls that an assistant made. */
  tool_calls?: readonly unknown[];
  [field: string]: unknown;
}
