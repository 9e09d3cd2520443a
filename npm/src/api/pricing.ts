/** Quantities to money: this part of the API. */

import type {
  CatalogOverrides,
  Comparison,
  Day,
  ImageInput,
  ImageSize,
  ImageTokens,
  MediaInput,
  Model,
  ModelFilter,
  Money,
  PriceOptions,
  PriceSheet,
  Quote,
  QuoteRequest,
  ResponseUsage,
  TokenEstimate,
} from "./data.js";


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
  /**
   * Multiplies an amount of money by a number, without rounding: the cost of many requests from
   * the cost of one. A JavaScript number counts as the decimal that it prints as.
   *
   * ```js
   * const quantities = { inputTokens: 50, outputTokens: 100 };
   * const { total } = fare.catalog.quote({ model: "gpt-5.4-mini", quantities });
   * fare.multiply(total, 10_000).exact; // "4.875"
   * ```
   *
   * @throws TokenfareError INVALID_ARGUMENT for what is not a decimal number, LIMIT_EXCEEDED where
   * the product needs more than 28 digits.
   */
  multiply(amount: Money | string, by: number | string): Money;
  /** Billed input tokens of one image, by the model's published rule. */
  imageInputTokens(model: string, image: ImageInput): ImageTokens;
  /** Billed tokens of audio or video of a known length. */
  mediaTokens(model: string, media: MediaInput): TokenEstimate;
  /** Width, height and format from the first bytes of an image file (PNG, JPEG, GIF, WebP, AVIF, BMP). */
  imageSize(bytes: Uint8Array): ImageSize;
  /** Reads the `usage` of a vendor's response: OpenAI chat, responses, embeddings, images, audio, realtime; Anthropic; Gemini. */
  usageFromResponse(response: unknown): ResponseUsage;
}

/** Audio or video of a known length. */
export type Media = MediaInput;
