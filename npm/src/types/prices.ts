/** Prices and their parts: what a vendor sells, to which rates, with discounts. */

import type { EncodingMatch } from "./tokenization.js";

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

/** Which prices. */
export interface PriceOptions {
  /** The day. Default: the catalog's `checked`. */
  on?: Day;
  /** The service tier. Default: standard. */
  tier?: Tier | "fast";
  /** Where it is served, for prices that depend on it; else as the name says: `us.anthropic.…` is regional on Bedrock. */
  region?: string;
}
