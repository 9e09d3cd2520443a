/** The shapes of prices: what goes into a quote and what comes out. All results are frozen. */

import type { EncodingMatch } from "./types/tokenization.js";

/** An ISO calendar day, `"2026-11-20"`. A price's `from` is inclusive, its `to` exclusive. */
export type Day = string;

/** An exact amount of US dollars. */
export interface Money {
  /** The decimal amount as a plain string, `"0.0000675"`: no exponent, no trailing zeros. */
  readonly exact: string;
  /** The nearest number. */
  readonly usd: number;
}

/** A service tier. `"fast"` is read as `"priority"`, the name it had before. */
export type Tier = "standard" | "batch" | "flex" | "priority" | "ultrafast";

/** What a model reads or writes. */
export type Modality = "text" | "image" | "audio" | "video" | "file" | "embedding";

/** What is billed. */
export type Component =
  | "input" | "cached_input" | "cache_write" | "long_cache_write" | "output" | "reasoning_output"
  | "audio_input" | "cached_audio_input" | "audio_output"
  | "image_input" | "cached_image_input" | "image_output" | "image_generation"
  | "audio_duration" | "speech_characters" | "video_duration"
  | "training" | "training_time" | "storage" | "web_search" | "file_search" | "code_interpreter"
  | "request" | (string & {});

/** Which models: all conditions must hold. */
export interface ModelFilter {
  /** `"openai"`, `"anthropic"`, … */
  provider?: string;
  /** Reads all of these. */
  input?: readonly Modality[];
  /** Writes all of these. */
  output?: readonly Modality[];
  /** A context window of at least this many tokens. */
  minContext?: number;
  /** A standard input rate of at most this many US dollars per 1M tokens. */
  maxInputRate?: number;
  /** Served on the catalog's newest day, or not. */
  active?: boolean;
  /** Part of an id, name, alias or snapshot, without case. */
  search?: string;
}

/** What is known of a model. */
export interface Model {
  /** The name by which the vendor's API knows it. */
  id: string;
  /** Who sells it: `"openai"`, `"anthropic"`, … */
  provider: string;
  /** The name for people. */
  name: string;
  /** Other names for the same. */
  aliases: readonly string[];
  /** Dated names that cost the same. */
  snapshots: readonly string[];
  /** What its text is counted with, and whether that is exact. */
  encoding: EncodingMatch;
  /** Tokens of prompt and answer together. */
  contextWindow: number | null;
  /** Most tokens of a prompt, where that is less than the window. */
  maxInputTokens: number | null;
  /** Most tokens of an answer. */
  maxOutputTokens: number | null;
  /** What it reads. */
  input: readonly Modality[];
  /** What it writes. */
  output: readonly Modality[];
  /** The first day on sale. */
  released: Day | null;
  /** The day on which the vendor advised against it. */
  deprecated: Day | null;
  /** The day from which it is no longer served. */
  retires: Day | null;
  /** Whether it is served on the catalog's newest day. */
  active: boolean;
  /** The tiers in which it is sold on the catalog's newest day. */
  tiers: readonly Tier[];
  /** The prompt cache: the shortest prefix, the step, and lifetimes in seconds. */
  cache?: {
    /** A shorter prefix is not cached. */
    minimumTokens: number;
    /** Cached in steps of so many tokens; null where to the token. */
    stepTokens: number | null;
    /** How long what was written can be read. */
    lifetimeSeconds: number;
    /** The same for the longer lifetime, where there is one. */
    longLifetimeSeconds: number | null;
  };
}

/** The rates of a model in a tier, from one change of any of them to the next. */
export interface PriceSheet {
  /** The model's id. */
  model: string;
  /** The service tier. */
  tier: Tier;
  /** The first day; null where it is not known. */
  from: Day | null;
  /** The first day on which it no longer holds; null where it still does. */
  to: Day | null;
  /** One entry a line of the vendor's table. */
  rates: readonly Rate[];
  /** The page of the first rate. */
  source: string;
  /** The oldest day on which one of the rates was checked. */
  checked: Day;
}

/** A price. */
export interface Rate {
  /** What is billed. */
  component: Component;
  /** `"1M tokens"`, `"image"`, `"minute"`, `"1k calls"`, … */
  unit: string;
  /** Exact decimal, US dollars per unit. */
  usd: string;
  /** Present where the rate holds only then: `{ above: 272000 }` input tokens, `{ size, quality }`, … */
  when?: Readonly<Record<string, string | number>>;
  /** Where the figure comes from, if it is not confirmed by the vendor or by two sources. */
  confidence?: "confirmed" | "single-source" | "derived" | "inferred" | "scheduled";
  /** The page on which it stands. */
  source: string;
  /** The day on which that page was read. */
  checked: Day;
}

/**
 * What was used. Totals include their parts, as in OpenAI's usage object: `inputTokens` includes cached,
 * cache-written, audio and image tokens; `outputTokens` includes reasoning, audio and image tokens. A part
 * larger than its total is INVALID_USAGE. What `images`, seconds and `generatedImages` are turned into
 * comes on top. All numbers are totals over `requests` requests (1, if left out).
 */
export interface Quantities {
  /** Calls to the API, which some fees count. Default 1. */
  requests?: number;
  /** All input tokens, with their cached, cache-written, audio, image and video parts. */
  inputTokens?: number;
  /** The part of the input that was read from the prompt cache. */
  cachedInputTokens?: number;
  /** Written to the prompt cache with the model's default lifetime (5 or 30 minutes). */
  cacheWriteTokens?: number;
  /** Written with the model's longer lifetime (1 or 12 hours). */
  longCacheWriteTokens?: number;
  /** The part of the input that is audio. */
  audioInputTokens?: number;
  /** The part of the audio input that was read from the cache. */
  cachedAudioInputTokens?: number;
  /** The part of the input that is image. */
  imageInputTokens?: number;
  /** The part of the image input that was read from the cache. */
  cachedImageInputTokens?: number;
  /** The part of the input that is video. */
  videoInputTokens?: number;
  /** All output tokens, with their reasoning, audio and image parts. */
  outputTokens?: number;
  /** The part of the output that is reasoning. */
  reasoningTokens?: number;
  /** The part of the output that is audio. */
  audioOutputTokens?: number;
  /** The part of the output that is image. */
  imageOutputTokens?: number;
  /** Where the vendor counts them apart; not part of `outputTokens`. */
  citationTokens?: number;
  /** Images sent in: turned into input tokens by the model's rule. */
  images?: readonly ImageInput[];
  /** Images asked for: priced per image or by output tokens, as the model does. */
  generatedImages?: readonly ImageOutput[];
  /** Seconds of audio transcribed or sent in. */
  audioInputSeconds?: number;
  /** Seconds of audio spoken. */
  audioOutputSeconds?: number;
  /** Characters to be spoken. */
  speechCharacters?: number;
  /** Seconds of video made, or watched by a model that only reads video. */
  videoSeconds?: number;
  /** `"720p"` or `"1280x720"`. */
  videoResolution?: string;
  /** Tokens of the training file times epochs. */
  trainingTokens?: number;
  /** Hours of training, where it is sold by time. */
  trainingHours?: number;
  /** Gigabytes (2^30 bytes) times days. */
  storageGbDays?: number;
  /** Days that the storage lasted, for the free gigabyte of each day; 1, if left out. */
  storageDays?: number;
  /** Tokens times hours in an explicit prompt cache. */
  cacheStorageTokenHours?: number;
  /** Searches of the web. */
  webSearchCalls?: number;
  /** Searches of files. */
  fileSearchCalls?: number;
  /** Sessions of 20 minutes; a part of one is a part of 20 minutes, and 5 minutes are the least. */
  codeInterpreterSessions?: number;
  /** 1, if left out. */
  codeInterpreterMemoryGb?: number;
}

/** An image sent in. */
export interface ImageInput {
  /** Pixels. */
  width: number;
  /** Pixels. */
  height: number;
  /** Gemini's media resolutions `"medium"` and `"ultra_high"` are taken too. */
  detail?: "low" | "high" | "auto" | "original" | (string & {});
  /** Where the request to an image model asks for high input fidelity. */
  fidelity?: "low" | "high";
  /** How many of this size. Default 1. */
  count?: number;
}

/** An image asked for. */
export interface ImageOutput {
  /** `"1024x1024"`. */
  size: string;
  /** `"low"`, `"hd"`, … as the model calls them. */
  quality?: string;
  /** How many. Default 1. */
  count?: number;
}

/** Tokens that something else than text is billed as. */
export interface TokenEstimate {
  /** What is billed. */
  tokens: number;
  /** False where the vendor calls its rule approximate or other sources contradict it. */
  exact: boolean;
  /** In words and numbers: `"85 + 4 tiles × 170"`. */
  formula: string;
  /** The page on which the rule stands. */
  source: string;
  /** What others measured or print, where they contradict the rule. */
  dispute?: string;
}

/** What an image is billed as. */
export interface ImageTokens extends TokenEstimate {
  /** Whole pixels after shrinking. */
  width: number;
  /** Whole pixels after shrinking. */
  height: number;
  /** Where the model's rule counts tiles. */
  tiles?: number;
  /** Where the model's rule counts patches. */
  patches?: number;
}

/** Audio or video of a known length. */
export interface Media {
  /** What it is. */
  kind: "audio" | "video";
  /** Sent to the model, or made by it. */
  direction: "input" | "output";
  /** How long it lasts. */
  seconds: number;
}

/** What an image file says of itself. */
export interface ImageSize {
  /** Pixels. */
  width: number;
  /** Pixels. */
  height: number;
  /** `"png"`, `"jpeg"`, … */
  format: string;
}

/** What to price. */
export interface QuoteRequest {
  /** A model's id, alias, snapshot, `"provider/model"` or `"ft:…"` name. */
  model: string;
  /** The model's provider, as `usageFromResponse` gives it; tried where the name alone is not known. */
  provider?: string;
  /** What is used; a `prompt` or `completion` comes on top. */
  quantities: Quantities;
  /** A string is tokenized with the model's encoding, which must be loaded, and added to `inputTokens`. */
  prompt?: string;
  /** The same, added to `outputTokens`. */
  completion?: string;
  /** The day whose prices count; the catalog's `checked`, if left out. */
  on?: Day;
  /** The service tier. Default: standard. */
  tier?: Tier | "fast";
  /** Where it is served, for prices that depend on it; else as the name says: `us.anthropic.…` is regional on Bedrock. */
  region?: string;
  /** A choice that changes the price and is no tier: `"peak"`. */
  variant?: string;
  /** Take an unknown name for the longest known one that it begins with. */
  allowGuess?: boolean;
}

/** How a name was resolved. A family guess is made only where `allowGuess` asks for it. */
export type NameMatch = "exact" | "alias" | "snapshot" | "provider" | "fine-tune" | "family";

/** What a request costs, line by line. */
export interface Quote {
  /** The id that the name was resolved to. */
  model: string;
  /** How it was resolved. */
  match: NameMatch;
  /** Who sells it. */
  provider: string;
  /** The tier that was priced. */
  tier: Tier;
  /** The day whose prices were taken. */
  on: Day;
  /** The lines add up to the total, exactly. */
  lines: readonly QuoteLine[];
  /** The sum of the lines. */
  total: Money;
  /** False where any quantity or rate is an estimate. */
  exact: boolean;
  /** What one should know before relying on the figures. */
  warnings: readonly Warning[];
}

/** One thing that is billed. */
export interface QuoteLine {
  /** What is billed. */
  component: Component;
  /** Exact decimal: tokens, seconds, images, … */
  quantity: string;
  /** What the rate is the price of: `"1M tokens"`, … */
  unit: string;
  /** Exact decimal, US dollars per unit. */
  rate: string;
  /** Quantity times rate, exactly. */
  amount: Money;
  /** The arithmetic in full: `"50 × $0.15 / 1M tokens"`. */
  formula: string;
  /** The rule that chose this rate, in words: `"long context: more than 272,000 input tokens"`. */
  rule?: string;
  /** The page on which the rate stands. */
  source: string;
  /** The day on which that page was read. */
  checked: Day;
}

/** The same request on several models. */
export interface Comparison {
  /** Cheapest first. */
  quotes: readonly Quote[];
  /** Those that cannot serve the request, and why. */
  excluded: readonly {
    /** The name as it was given. */
    model: string;
    /** For people. */
    reason: string;
  }[];
}

/** Something to know about a result, which is no error. */
export interface Warning {
  /** Stable; what programs should branch on. */
  code: WarningCode;
  /** For people. */
  message: string;
  /** Where in the input: `"workloads[0].request.inputTokens"`. */
  path?: string;
}

/** The kinds of warnings; later versions may add some. */
export type WarningCode =
  | "PRICE_STALE" | "PRICE_DISPUTED" | "TIER_CROSSED" | "CONTEXT_OVERFLOW" | "OUTPUT_OVERFLOW"
  | "ESTIMATED_TOKENS" | "ESTIMATED_PRICE" | "MODEL_DEPRECATED" | "MODEL_RETIRES_IN_HORIZON"
  | "CACHE_BELOW_MINIMUM" | "RATE_LIMIT_EXCEEDED" | "BUDGET_EXCEEDED" | "CREDITS_EXHAUSTED"
  | "CREDITS_EXPIRED" | (string & {});

/** A share taken off rates. */
export interface Discount {
  /** Of this provider only. */
  provider?: string;
  /** Of this model only. */
  model?: string;
  /** Of this component only. */
  component?: Component;
  /** Taken off the rate: 20 leaves 80 %. From 0 to 100. */
  percent: number;
  /** The first day. Default: always. */
  from?: Day;
  /** The first day on which it no longer holds. Default: never. */
  to?: Day;
}

/** What differs from a catalog. */
export interface CatalogOverrides {
  /**
   * Models in the format of `tokenfare/catalog.json`, for instance
   * `{ id: "our-model", provider: "us", input: ["text"], rates: [{ usd: { input: "1.5" } }] }`. A known
   * model keeps what is not given.
   */
  models?: readonly object[];
  /** Where several concern a rate, each is taken off what the others leave. */
  discounts?: readonly Discount[];
}

/** What a response says that it used. */
export interface ResponseUsage {
  /** The model that answered, where the response says so. */
  model?: string;
  /** Whose format it is. */
  provider: string;
  /** The tier that served the request, where the response says so: the one that is billed. */
  tier?: Tier;
  /** Where it was served, where the response says so. */
  region?: string;
  /** What to give to `quote`. */
  quantities: Quantities;
}

/** Which prices. */
export interface PriceOptions {
  /** The day. Default: the catalog's `checked`. */
  on?: Day;
  /** The service tier. Default: standard. */
  tier?: Tier | "fast";
  /** Where it is served, for prices that depend on it; else as the name says: `us.anthropic.…` is regional on Bedrock. */
  region?: string;
}

/** Models and their prices. */
export interface Catalog {
  /** The newest day on which any price in it was checked. */
  readonly checked: Day;
  /** The number of models. */
  readonly size: number;
  /** All models, or those that the filter lets through, by provider and id. */
  models(filter?: ModelFilter): readonly Model[];
  /**
   * Resolves aliases, `"provider/model"`, dated snapshots and `"ft:"` names.
   *
   * @throws TokenfareError UNKNOWN_MODEL with suggestions.
   */
  model(id: string): Model;
  /** As `model`, but null for an unknown name. */
  find(id: string): Model | null;
  /**
   * The rates in force on a day (default: the catalog's `checked`).
   *
   * @throws TokenfareError UNKNOWN_MODEL, NO_PRICE, INVALID_ARGUMENT.
   */
  prices(id: string, options?: PriceOptions): PriceSheet;
  /** All sheets that the model ever had, oldest first. */
  history(id: string): readonly PriceSheet[];
  /**
   * Prices a request.
   *
   * ```js
   * const quote = fare.catalog.quote({ model: "gpt-5.4-mini", quantities: { inputTokens: 50, outputTokens: 100 } });
   * quote.total.exact; // "0.0004875"
   * quote.lines[0].formula; // "50 × $0.15 / 1M tokens"
   * ```
   *
   * @throws TokenfareError UNKNOWN_MODEL, NO_PRICE, INVALID_USAGE, INVALID_ARGUMENT, LIMIT_EXCEEDED,
   * ENCODING_NOT_LOADED where `prompt` or `completion` is given.
   */
  quote(request: QuoteRequest): Quote;
  /** The same request on several models, cheapest first; those that cannot serve it are left out and named. */
  compare(request: Omit<QuoteRequest, "model">, models: readonly string[]): Comparison;
  /** A new catalog with models and rates added or replaced, or contract discounts applied. */
  extend(overrides: CatalogOverrides): Catalog;
  /** The data, in the format of `tokenfare/catalog.json`. */
  toJSON(): object;
}

/** Quantities to money: this part of the API. */
export interface Pricing {
  /** The catalog shipped with this version. */
  readonly catalog: Catalog;
  /**
   * A catalog from JSON (the format of `tokenfare/catalog.json`), checked whole.
   *
   * @throws TokenfareError INVALID_CATALOG with the place of what is wrong.
   */
  parseCatalog(json: string | object): Catalog;
  /** Billed input tokens of one image, by the model's published rule. */
  imageInputTokens(model: string, image: ImageInput): ImageTokens;
  /** Billed tokens of audio or video of a known length. */
  mediaTokens(model: string, media: Media): TokenEstimate;
  /** Width, height and format from the first bytes of an image file (PNG, JPEG, GIF, WebP, AVIF, BMP). */
  imageSize(bytes: Uint8Array): ImageSize;
  /** Reads the `usage` of a vendor's response: OpenAI chat, responses, embeddings, images, audio, realtime; Anthropic; Gemini. */
  usageFromResponse(response: unknown): ResponseUsage;
}
