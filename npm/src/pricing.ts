/** The pricing part of the API object. */
import { invalidArgument, requireBytes, requireObject, requireString } from "./check.js";
import { call, instance, type Glue } from "./engine.js";
import { guarded } from "./guard.js";
import { TokenfareError } from "./error.js";
import { plainData } from "./plain-data.js";
import { frozen, parsed } from "./results.js";
import type { Catalog, Pricing, ResponseOptions } from "./api/pricing.js";
import type { ImageSize, ImageTokens, Model, Money, QuoteRequest, ResponseUsage, TokenEstimate } from "./api/data.js";

/** A catalog inside the engine. */
export interface LoadedCatalog {
  /** Its handle in the instance that made it. 0 is the shipped catalog, which always exists. */
  handle: number;
  instance: number;
  /** Makes it in an instance and returns its handle. */
  readonly make: (engine: Glue) => number;
}

const SHIPPED: LoadedCatalog = { handle: 0, instance: 0, make: () => 0 };

const loadedOf = new WeakMap<object, LoadedCatalog>();

/** Where a runtime lacks it, catalogs stay loaded. */
const collected = globalThis.FinalizationRegistry && new FinalizationRegistry<LoadedCatalog>(forget);

function forget(gone: LoadedCatalog): void {
  if (gone.instance !== instance()) return;
  try {
    call((engine) => engine.catalogForget(gone.handle));
  } catch {
    // No one could catch it here. A spoiled engine is replaced at the next call, without the catalog.
  }
}

/**
 * The handle of a catalog in the running instance. A fresh one makes it at its first use, because
 * making all of them again could take seconds and more memory than there is.
 */
export function handleOf(catalog: LoadedCatalog, engine: Glue): number {
  if (catalog.instance !== instance()) {
    catalog.handle = catalog.make(engine);
    catalog.instance = instance();
  }
  return catalog.handle;
}

export function pricing(): Pricing {
  let shipped: Catalog | undefined;
  return {
    get catalog(): Catalog {
      return (shipped ??= catalogOf(SHIPPED));
    },
    parseCatalog(json) {
      // genai-prices' list is an array.
      const text = typeof json === "string" ? json : textOf(Array.isArray(json) ? json : requireObject(json, "json"));
      return keep((engine) => engine.catalogParse(text));
    },
    multiply(amount, by) {
      const money: { exact?: unknown } =
        typeof amount === "string" ? { exact: amount } : requireObject(amount, "amount");
      const digits = requireString(money.exact, "amount");
      const factor = typeof by === "number" ? String(by) : requireString(by, "by");
      return frozen(call((engine) => engine.multiply(digits, factor) as Money));
    },
    imageInputTokens(model, image) {
      const [name, input] = [requireString(model, "model"), requireObject(image, "image")];
      return frozen(call((engine) => engine.imageInputTokens(name, input) as ImageTokens));
    },
    mediaTokens(model, media) {
      const [name, input] = [requireString(model, "model"), requireObject(media, "media")];
      return frozen(call((engine) => engine.mediaTokens(name, input) as TokenEstimate));
    },
    imageSize(bytes) {
      // The size is near the beginning, so a photograph is not copied into the engine whole.
      const head = requireBytes(bytes, "bytes").subarray(0, MAX_HEADER_BYTES);
      return frozen(call((engine) => engine.imageSize(head) as ImageSize));
    },
    usageFromResponse(response) {
      const text = responseText(response);
      return frozen(call((engine) => engine.usageFromResponse(text) as ResponseUsage));
    },
    priceResponse(response, options = {}) {
      const text = responseText(response);
      const { catalog, ...known } = requireObject(options, "options") as ResponseOptions;
      const own = loadedCatalog(catalog, "options.catalog");
      return parsed(call((engine) => engine.catalogPriceResponse(handleOf(own, engine), text, known)));
    },
  };
}

/**
 * A response as JSON text. The objects of SDKs hold dates, methods and references to themselves, all
 * of it outside of the usage. What cannot be read goes to the engine as it is, which says where the
 * fault is.
 */
function responseText(response: unknown): unknown {
  if (typeof response === "string") return response;
  if (typeof response !== "object" || response === null) {
    return invalidArgument("response", "the body of a response, parsed or as text", response);
  }
  try {
    return JSON.stringify(response, plainData()) ?? response;
  } catch (error) {
    if (error instanceof TokenfareError) throw error;
    return response;
  }
}

/** Refuses a request that the engine has read, but that states nothing: it would cost $0 without a word. */
function requireQuantities({ quantities, prompt, completion }: Partial<QuoteRequest>): void {
  if (prompt !== undefined || completion !== undefined) return;
  const counts = quantities === undefined ? [undefined] : Object.values(quantities);
  if (counts.length === 0 || counts.some((count) => count !== undefined)) return;
  throw new TokenfareError({
    code: "INVALID_ARGUMENT",
    message: `quantities ${quantities === undefined ? "is missing" : "holds undefined alone"}; give quantities, a prompt or a completion`,
    path: "quantities",
  });
}

const MAX_HEADER_BYTES = 16 << 20;

/**
 * A catalog inside the engine, for other parts of the API.
 *
 * @throws TokenfareError INVALID_ARGUMENT for a value that is not a catalog of this package.
 */
export function loadedCatalog(catalog: Catalog | undefined, path: string): LoadedCatalog {
  if (catalog === undefined) return SHIPPED;
  const found = typeof catalog === "object" && catalog !== null ? loadedOf.get(catalog) : undefined;
  if (found !== undefined) return found;
  throw new TokenfareError({
    code: "INVALID_ARGUMENT",
    message: `${path} must be a catalog made by this package: fare.catalog, parseCatalog() or extend()`,
    path,
  });
}

function keep(make: (engine: Glue) => number): Catalog {
  const made: LoadedCatalog = { handle: 0, instance: -1, make };
  call((engine) => handleOf(made, engine));
  const catalog = catalogOf(made);
  collected?.register(catalog, made);
  return catalog;
}

function catalogOf(own: LoadedCatalog): Catalog {
  const catalog: Catalog = guarded<Catalog>({
    get checked() {
      return call((engine) => engine.catalogChecked(handleOf(own, engine)));
    },
    get size() {
      return call((engine) => engine.catalogSize(handleOf(own, engine)));
    },
    models(filter) {
      if (filter !== undefined) requireObject(filter, "filter");
      return parsed(call((engine) => engine.catalogModels(handleOf(own, engine), filter)));
    },
    model(id) {
      const name = requireString(id, "id");
      return frozen(call((engine) => engine.catalogModel(handleOf(own, engine), name) as Model));
    },
    find(id) {
      try {
        return catalog.model(id);
      } catch (error) {
        if (error instanceof TokenfareError && error.code === "UNKNOWN_MODEL") return null;
        throw error;
      }
    },
    prices(id, options) {
      const name = requireString(id, "id");
      if (options !== undefined) requireObject(options, "options");
      return parsed(call((engine) => engine.catalogPrices(handleOf(own, engine), name, options)));
    },
    coverage(options) {
      if (options !== undefined) requireObject(options, "options");
      const on = options?.on === undefined ? undefined : requireString(options.on, "on");
      return parsed(call((engine) => engine.catalogCoverage(handleOf(own, engine), on)));
    },
    get unread() {
      return parsed<readonly string[]>(call((engine) => engine.catalogUnread(handleOf(own, engine))));
    },
    history(id) {
      const name = requireString(id, "id");
      return parsed(call((engine) => engine.catalogHistory(handleOf(own, engine), name)));
    },
    quote(request) {
      requireObject(request, "request");
      const quote = call((engine) => engine.catalogQuote(handleOf(own, engine), request));
      requireQuantities(request);
      return parsed(quote);
    },
    compare(request, models) {
      requireObject(request, "request");
      if (!Array.isArray(models)) return invalidArgument("models", "an array of model names", models);
      const comparison = call((engine) => engine.catalogCompare(handleOf(own, engine), request, models));
      requireQuantities(request);
      return parsed(comparison);
    },
    extend(overrides) {
      const text = textOf(requireObject(overrides, "overrides"));
      // A fresh instance makes the extension from the catalog again.
      return keep((engine) => engine.catalogExtend(handleOf(own, engine), text));
    },
    toJSON() {
      return JSON.parse(call((engine) => engine.catalogToJson(handleOf(own, engine)))) as object;
    },
  } satisfies Catalog);
  loadedOf.set(catalog, own);
  return catalog;
}

/**
 * The JSON text of a catalog or of overrides, from which a fresh instance creates the catalog
 * again.
 */
function textOf(value: object): string {
  return call((engine) => engine.catalogText(value));
}
