/** The pricing part of the API. */

import type { ModelName } from "./names.js";
import type {
  CatalogOverrides,
  Comparison,
  Coverage,
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
  ResponseDefaults,
  ResponsePrice,
  ResponseUsage,
  TokenEstimate,
  Warning,
} from "./data.js";

/** Models and their prices. */
export interface Catalog {
  /** The newest day on which any price in it was checked. */
  readonly checked: Day;
  /** The number of models. */
  readonly size: number;
  /** All models, or those that match the filter, sorted by provider and id. */
  models(filter?: ModelFilter): readonly Model[];
  /**
   * Resolves aliases, `"provider/model"`, dated snapshots and `"ft:"` names.
   *
   * @throws TokenfareError UNKNOWN_MODEL with suggestions.
   */
  model(id: ModelName): Model;
  /** Like `model`, but returns null for an unknown name. */
  find(id: ModelName): Model | null;
  /**
   * The rates in force on a day (default: the catalog's `checked`).
   *
   * @throws TokenfareError UNKNOWN_MODEL, NO_PRICE, INVALID_ARGUMENT.
   */
  prices(id: ModelName, options?: PriceOptions): PriceSheet;
  /**
   * How old the prices of each vendor are on a day (default: the catalog's `checked`), and how sure.
   *
   * @throws TokenfareError INVALID_ARGUMENT.
   */
  coverage(options?: { on?: Day }): readonly Coverage[];
  /**
   * What another project's price list says that the catalog cannot express, as `"model: key"`;
   * empty for a catalog in the format of `tokenfare/catalog.json`.
   */
  readonly unread: readonly string[];
  /** All price sheets that the model has had, oldest first. */
  history(id: ModelName): readonly PriceSheet[];
  /**
   * Prices a request.
   *
   * ```js
   * const quantities = { inputTokens: 50, outputTokens: 100 };
   * const quote = fare.catalog.quote({ model: "gpt-5.4-mini", quantities });
   * quote.total.exact; // "0.0004875"
   * quote.lines[0].formula; // "50 × $0.75 / 1M tokens"
   * ```
   *
   * @throws TokenfareError UNKNOWN_MODEL, NO_PRICE, INVALID_USAGE, INVALID_ARGUMENT, LIMIT_EXCEEDED,
   * ENCODING_NOT_LOADED if `prompt` or `completion` is given.
   */
  quote(request: QuoteRequest | ResponseUsage): Quote;
  /**
   * Prices a request on several models, cheapest first. Lists those that cannot serve it
   * separately.
   */
  compare(request: Omit<QuoteRequest, "model">, models: readonly ModelName[]): Comparison;
  /** A new catalog with added or replaced models and rates, or with contract discounts. */
  extend(overrides: CatalogOverrides): Catalog;
  /** The data, in the format of `tokenfare/catalog.json`. */
  toJSON(): object;
}

/** The pricing part of the API. */
export interface Pricing {
  /** The catalog shipped with this version. */
  readonly catalog: Catalog;
  /**
   * Reads and validates a catalog in the format of `tokenfare/catalog.json`, or makes one of
   * another project's price list: litellm's `model_prices_and_context_window.json`, models.dev's
   * `api.json` or genai-prices' `data.json`. The models then have the names of that list, and their
   * prices count as one source's, read on the `checked` day of the shipped catalog. `unread` lists
   * what cannot be expressed.
   *
   * @throws TokenfareError INVALID_CATALOG with the place of the fault.
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
   * @throws TokenfareError INVALID_ARGUMENT for what is not a decimal number, LIMIT_EXCEEDED if
   * the product needs more than 28 digits.
   */
  multiply(amount: Money | string, by: number | string): Money;
  /** Billed input tokens of one image, by the model's published rule. */
  imageInputTokens(model: ModelName, image: ImageInput): ImageTokens;
  /** Billed tokens of audio or video of a known length. */
  mediaTokens(model: ModelName, media: MediaInput): TokenEstimate;
  /**
   * Width, height and format from the first bytes of an image file (PNG, JPEG, GIF, WebP, AVIF,
   * BMP).
   */
  imageSize(bytes: Uint8Array): ImageSize;
  /**
   * Reads the usage of one response: what may be spread into `quote`. For responses that bill more
   * than one model, or where the price is wanted at once, use `priceResponse`, which lists what can
   * be read.
   *
   * @throws TokenfareError INVALID_USAGE where nothing that is billed can be read; the message names
   * the keys that were seen and the nearest shape.
   */
  usageFromResponse(response: unknown): ResponseUsage;
  /**
   * What a response costs: the body that an API answered, or its whole stream (an array of its
   * events, or the text of an SSE stream or of JSON Lines), an SDK's or a gateway's usage object, or
   * one line of a log. The day, tier, region, variant and speed are those that the response names;
   * `options` fill in what it does not name.
   *
   * ```js
   * const usage = { input_tokens: 1000, output_tokens: 500, speed: "fast" };
   * const response = { type: "message", model: "claude-opus-4-8", usage };
   * fare.priceResponse(response).total.exact; // "0.035"
   * ```
   *
   * @throws TokenfareError INVALID_USAGE where nothing that is billed can be read, UNKNOWN_MODEL,
   * NO_PRICE, INVALID_ARGUMENT where nobody names the model.
   */
  priceResponse(response: unknown, options?: ResponseOptions): ResponsePrice;
}

/** What a caller knows of a response. */
export interface ResponseOptions extends ResponseDefaults {
  /** The catalog whose prices count; the shipped one, if left out. */
  catalog?: Catalog | undefined;
}

/** `Warning` under a name that collides with no other package's. */
export type PriceWarning = Warning;

/** Audio or video of a known length. */
export type Media = MediaInput;
