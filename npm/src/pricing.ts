/** Quantities to money: this house's part of the API object. */
import { requireBytes, requireObject, requireString } from "./arguments.js";
import { call, onRestart, type Glue } from "./engine.js";
import { TokenfareError } from "./error.js";
import type { Catalog, Pricing } from "./pricing-types.js";

export type * from "./pricing-types.js";

/** A catalog inside the engine. */
interface Kept {
  /** Its handle in the running instance; 0 is the shipped catalog, which is always there. */
  handle: number;
  /** Makes it again in a fresh instance and returns its new handle. */
  readonly make: (engine: Glue) => number;
}

const SHIPPED: Kept = { handle: 0, make: () => 0 };

/** In order of making, so that what a catalog extends is there before it. */
const kept = new Set<Kept>();
const keptOf = new WeakMap<object, Kept>();

const collected = new FinalizationRegistry<Kept>((gone) => {
  kept.delete(gone);
  call((engine) => engine.catalogForget(gone.handle));
});

onRestart((engine) => {
  for (const catalog of kept) catalog.handle = catalog.make(engine);
});

export function pricing(): Pricing {
  let shipped: Catalog | undefined;
  return {
    get catalog(): Catalog {
      return (shipped ??= catalogOf(SHIPPED));
    },
    parseCatalog(json) {
      const text = typeof json === "string" ? json : written(requireObject(json, "json"), "json");
      return keep((engine) => engine.catalogParse(text));
    },
    imageInputTokens(model, image) {
      const [name, text] = [requireString(model, "model"), written(requireObject(image, "image"), "image")];
      return read(call((engine) => engine.imageInputTokens(name, text)));
    },
    mediaTokens(model, media) {
      const [name, text] = [requireString(model, "model"), written(requireObject(media, "media"), "media")];
      return read(call((engine) => engine.mediaTokens(name, text)));
    },
    imageSize(bytes) {
      // Sizes stand near the beginning; a photograph need not be copied into the engine whole.
      const head = requireBytes(bytes, "bytes").subarray(0, MAX_HEADER_BYTES);
      return read(call((engine) => engine.imageSize(head)));
    },
    usageFromResponse(response) {
      const text = written(response, "response");
      return read(call((engine) => engine.usageFromResponse(text)));
    },
  };
}

const MAX_HEADER_BYTES = 16 << 20;

/**
 * The handle of a catalog, for other houses.
 *
 * @throws TokenfareError INVALID_ARGUMENT for what is no catalog of this package.
 */
export function catalogHandle(catalog: Catalog | undefined, path: string): number {
  if (catalog === undefined) return SHIPPED.handle;
  const found = typeof catalog === "object" && catalog !== null ? keptOf.get(catalog) : undefined;
  if (found !== undefined) return found.handle;
  throw new TokenfareError({
    code: "INVALID_ARGUMENT",
    message: `${path} must be a catalog made by this package: fare.catalog, parseCatalog() or extend()`,
    path,
  });
}

function keep(make: (engine: Glue) => number): Catalog {
  const made: Kept = { handle: call(make), make };
  kept.add(made);
  const catalog = catalogOf(made);
  collected.register(catalog, made);
  return catalog;
}

function catalogOf(own: Kept): Catalog {
  const catalog: Catalog = Object.freeze({
    get checked() {
      return call((engine) => engine.catalogChecked(own.handle));
    },
    get size() {
      return call((engine) => engine.catalogSize(own.handle));
    },
    models(filter) {
      const text = filter === undefined ? "{}" : written(requireObject(filter, "filter"), "filter");
      return read(call((engine) => engine.catalogModels(own.handle, text)));
    },
    model(id) {
      const name = requireString(id, "id");
      return read(call((engine) => engine.catalogModel(own.handle, name)));
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
      const text = options === undefined ? "{}" : written(requireObject(options, "options"), "options");
      return read(call((engine) => engine.catalogPrices(own.handle, name, text)));
    },
    history(id) {
      const name = requireString(id, "id");
      return read(call((engine) => engine.catalogHistory(own.handle, name)));
    },
    quote(request) {
      requireString((requireObject(request, "request") as { model?: unknown }).model, "model");
      const { text, prompt, completion } = withoutTexts(request);
      return read(call((engine) => engine.catalogQuote(own.handle, text, prompt, completion)));
    },
    compare(request, models) {
      const { text, prompt, completion } = withoutTexts(requireObject(request, "request"));
      const names = written(models, "models");
      return read(call((engine) => engine.catalogCompare(own.handle, text, names, prompt, completion)));
    },
    extend(overrides) {
      const text = written(requireObject(overrides, "overrides"), "overrides");
      // The catalog itself is named here, not only its handle: what is extended must not be collected
      // before its extension, which is made from it again in a fresh instance.
      return keep((engine) => engine.catalogExtend(catalogHandle(catalog, "catalog"), text));
    },
    toJSON() {
      return JSON.parse(call((engine) => engine.catalogToJson(own.handle))) as object;
    },
  } satisfies Catalog);
  keptOf.set(catalog, own);
  return catalog;
}

/** A request in JSON, its texts apart: they may be long, and hold what JSON text cannot. */
function withoutTexts(request: object): { text: string; prompt?: string; completion?: string } {
  const given = request as { prompt?: unknown; completion?: unknown };
  if (given.prompt === undefined && given.completion === undefined) return { text: written(request, "request") };
  const { prompt, completion, ...rest } = given;
  return {
    text: written(rest, "request"),
    ...(prompt === undefined ? {} : { prompt: requireString(prompt, "prompt") }),
    ...(completion === undefined ? {} : { completion: requireString(completion, "completion") }),
  };
}

/** JSON for the engine. Numbers that are none (NaN, Infinity) become null, which the engine refuses by name. */
function written(value: unknown, path: string): string {
  let text: string | undefined;
  try {
    text = JSON.stringify(value);
  } catch (cause) {
    throw new TokenfareError(
      { code: "INVALID_ARGUMENT", message: `${path} cannot be written as JSON: ${String(cause)}`, path },
      { cause },
    );
  }
  if (text === undefined) {
    throw new TokenfareError({ code: "INVALID_ARGUMENT", message: `${path} must be an object`, path });
  }
  // Half a surrogate pair is escaped by JSON.stringify and no text to the engine: U+FFFD, as everywhere.
  return text.includes("\\ud") ? text.replace(/(\\\\)|\\ud[89a-f][0-9a-f]{2}/g, (_, escape) => escape ?? "\\ufffd") : text;
}

/** A result of the engine, frozen through and through. */
function read<T>(json: string): T {
  return frozen(JSON.parse(json) as T);
}

function frozen<T>(value: T): T {
  if (typeof value === "object" && value !== null) {
    for (const inner of Object.values(value)) frozen(inner);
    Object.freeze(value);
  }
  return value;
}
