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

export type Modality = "text" | "image" | "audio" | "video" | "file" | "embedding";

/** What is billed. */
export type Component =
  | "input" | "cached_input" | "cache_write" | "long_cache_write" | "output" | "reasoning_output"
  | "audio_input" | "cached_audio_input" | "audio_output"
  | "image_input" | "cached_image_input" | "image_output" | "image_generation"
  | "audio_duration" | "speech_characters" | "video_duration"
  | "training" | "training_time" | "storage" | "web_search" | "file_search" | "code_interpreter"
  | "request" | (string & {});

export interface ModelFilter {
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
  id: string;
  provider: string;
  name: string;
  aliases: readonly string[];
  /** Dated names that cost the same. */
  snapshots: readonly string[];
  encoding: EncodingMatch;
  /** Tokens of prompt and answer together. */
  contextWindow: number | null;
  /** Most tokens of a prompt, where that is less than the window. */
  maxInputTokens: number | null;
  maxOutputTokens: number | null;
  input: readonly Modality[];
  output: readonly Modality[];
  released: Day | null;
  deprecated: Day | null;
  retires: Day | null;
  /** Whether it is served on the catalog's newest day. */
  active: boolean;
  tiers: readonly Tier[];
  /** The prompt cache: the shortest prefix, the step, and lifetimes in seconds. */
  cache?: {
    minimumTokens: number;
    stepTokens: number | null;
    lifetimeSeconds: number;
    longLifetimeSeconds: number | null;
  };
}

/** The rates of a model in a tier, from one change of any of them to the next. */
export interface PriceSheet {
  model: string;
  tier: Tier;
  from: Day | null;
  to: Day | null;
  rates: readonly Rate[];
  /** The page of the first rate. */
  source: string;
  /** The oldest day on which one of the rates was checked. */
  checked: Day;
}

export interface Rate {
  component: Component;
  /** `"1M tokens"`, `"image"`, `"minute"`, `"1k calls"`, … */
  unit: string;
  /** Exact decimal, US dollars per unit. */
  usd: string;
  /** Present where the rate holds only then: `{ above: 272000 }` input tokens, `{ size, quality }`, … */
  when?: Readonly<Record<string, string | number>>;
  confidence?: "confirmed" | "single-source" | "derived" | "inferred" | "scheduled";
  source: string;
  checked: Day;
}

/**
 * What was used. Totals include their parts, as in OpenAI's usage object: `inputTokens` includes cached,
 * cache-written, audio and image tokens; `outputTokens` includes reasoning, audio and image tokens. A part
 * larger than its total is INVALID_USAGE. What `images`, seconds and `generatedImages` are turned into
 * comes on top. All numbers are totals over `requests` requests (1, if left out).
 */
export interface Quantities {
  requests?: number;
  inputTokens?: number;
  cachedInputTokens?: number;
  /** Written to the prompt cache with the model's default lifetime (5 or 30 minutes). */
  cacheWriteTokens?: number;
  /** Written with the model's longer lifetime (1 or 12 hours). */
  longCacheWriteTokens?: number;
  audioInputTokens?: number;
  cachedAudioInputTokens?: number;
  imageInputTokens?: number;
  cachedImageInputTokens?: number;
  videoInputTokens?: number;
  outputTokens?: number;
  reasoningTokens?: number;
  audioOutputTokens?: number;
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
  speechCharacters?: number;
  /** Seconds of video made, or watched by a model that only reads video. */
  videoSeconds?: number;
  /** `"720p"` or `"1280x720"`. */
  videoResolution?: string;
  /** Tokens of the training file times epochs. */
  trainingTokens?: number;
  trainingHours?: number;
  /** Gigabytes (2^30 bytes) times days. */
  storageGbDays?: number;
  /** Days that the storage lasted, for the free gigabyte of each day; 1, if left out. */
  storageDays?: number;
  /** Tokens times hours in an explicit prompt cache. */
  cacheStorageTokenHours?: number;
  webSearchCalls?: number;
  fileSearchCalls?: number;
  /** Sessions of 20 minutes; a part of one is a part of 20 minutes, and 5 minutes are the least. */
  codeInterpreterSessions?: number;
  /** 1, if left out. */
  codeInterpreterMemoryGb?: number;
}

export interface ImageInput {
  /** Pixels. */
  width: number;
  height: number;
  /** Gemini's media resolutions `"medium"` and `"ultra_high"` are taken too. */
  detail?: "low" | "high" | "auto" | "original" | (string & {});
  /** Where the request to an image model asks for high input fidelity. */
  fidelity?: "low" | "high";
  count?: number;
}

export interface ImageOutput {
  /** `"1024x1024"`. */
  size: string;
  quality?: string;
  count?: number;
}

/** Tokens that something else than text is billed as. */
export interface TokenEstimate {
  tokens: number;
  /** False where the vendor calls its rule approximate or other sources contradict it. */
  exact: boolean;
  /** In words and numbers: `"85 + 4 tiles × 170"`. */
  formula: string;
  source: string;
  /** What others measured or print, where they contradict the rule. */
  dispute?: string;
}

export interface ImageTokens extends TokenEstimate {
  /** Whole pixels after shrinking. */
  width: number;
  height: number;
  tiles?: number;
  patches?: number;
}

export interface Media {
  kind: "audio" | "video";
  direction: "input" | "output";
  seconds: number;
}

export interface ImageSize {
  width: number;
  height: number;
  format: string;
}

export interface QuoteRequest {
  model: string;
  /** The model's provider, as `usageFromResponse` gives it; tried where the name alone is not known. */
  provider?: string;
  quantities: Quantities;
  /** A string is tokenized with the model's encoding, which must be loaded, and added to `inputTokens`. */
  prompt?: string;
  /** The same, added to `outputTokens`. */
  completion?: string;
  /** The day whose prices count; the catalog's `checked`, if left out. */
  on?: Day;
  tier?: Tier | "fast";
  region?: string;
  /** A choice that changes the price and is no tier: `"peak"`. */
  variant?: string;
  /** Take an unknown name for the longest known one that it begins with. */
  allowGuess?: boolean;
}

/** How a name was resolved. A family guess is made only where `allowGuess` asks for it. */
export type NameMatch = "exact" | "alias" | "snapshot" | "provider" | "fine-tune" | "family";

export interface Quote {
  model: string;
  match: NameMatch;
  provider: string;
  tier: Tier;
  on: Day;
  /** The lines add up to the total, exactly. */
  lines: readonly QuoteLine[];
  total: Money;
  /** False where any quantity or rate is an estimate. */
  exact: boolean;
  warnings: readonly Warning[];
}

export interface QuoteLine {
  component: Component;
  /** Exact decimal: tokens, seconds, images, … */
  quantity: string;
  unit: string;
  /** Exact decimal, US dollars per unit. */
  rate: string;
  amount: Money;
  /** The arithmetic in full: `"50 × $0.15 / 1M tokens"`. */
  formula: string;
  /** The rule that chose this rate, in words: `"long context: more than 272,000 input tokens"`. */
  rule?: string;
  source: string;
  checked: Day;
}

export interface Comparison {
  /** Cheapest first. */
  quotes: readonly Quote[];
  /** Those that cannot serve the request, and why. */
  excluded: readonly { model: string; reason: string }[];
}

export interface Warning {
  code: WarningCode;
  message: string;
  path?: string;
}

export type WarningCode =
  | "PRICE_STALE" | "PRICE_DISPUTED" | "TIER_CROSSED" | "CONTEXT_OVERFLOW" | "OUTPUT_OVERFLOW"
  | "ESTIMATED_TOKENS" | "ESTIMATED_PRICE" | "MODEL_DEPRECATED" | "MODEL_RETIRES_IN_HORIZON"
  | "CACHE_BELOW_MINIMUM" | "RATE_LIMIT_EXCEEDED" | "BUDGET_EXCEEDED" | "CREDITS_EXHAUSTED"
  | "CREDITS_EXPIRED" | (string & {});

export interface Discount {
  provider?: string;
  model?: string;
  component?: Component;
  /** Taken off the rate: 20 leaves 80 %. From 0 to 100. */
  percent: number;
  from?: Day;
  to?: Day;
}

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
  provider: string;
  /** The tier that served the request, where the response says so: the one that is billed. */
  tier?: Tier;
  region?: string;
  quantities: Quantities;
}

export interface PriceOptions {
  on?: Day;
  tier?: Tier | "fast";
  region?: string;
}

/** Models and their prices. */
export interface Catalog {
  /** The newest day on which any price in it was checked. */
  readonly checked: Day;
  /** The number of models. */
  readonly size: number;
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
   * const quote = fare.catalog.quote({ model: "gpt-4o-mini", quantities: { inputTokens: 50, outputTokens: 100 } });
   * quote.total.exact; // "0.0000675"
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
