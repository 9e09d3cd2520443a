/** What a request costs, and what other models would. All results are frozen. */

import type { Component, Day, Money, Tier } from "./prices.js";
import type { Quantities } from "./quantities.js";

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
