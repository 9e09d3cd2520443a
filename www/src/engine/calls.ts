/**
 * The page's calls of the package, one function for each.
 *
 * All of them run in a worker (worker.ts), so that neither a vocabulary of 200,000 tokens nor a
 * text of many megabytes keeps the page from responding to a key. Every argument and result is
 * plain data that can be posted between threads.
 */
import {
  type Catalog,
  type CatalogOverrides,
  type ChatCount,
  type ChatRequest,
  type Chunk,
  type Comparison,
  type EncodingName,
  type EncodingSource,
  type ImageInput,
  type ImageTokens,
  init,
  type Model,
  type Money,
  type PriceSheet,
  type Projection,
  type Quote,
  type QuoteRequest,
  type Scenario,
  type ScenarioComparison,
  type SpecialTokenOptions,
  type StreamCounter,
  type Tier,
  type TokenEstimate,
  type TokenfareError,
  type Tokenizer,
  type Truncation,
} from "tokenfare";
import { type EngineInfo, plainRate } from "./catalog-info.js";

export interface TokenSpans {
  tokens: Uint32Array;
  starts: Uint32Array;
}

/**
 * All vocabularies, each loaded when a model asks for it. The single file carries them too: opened
 * from `file://`, it could load nothing later.
 */
const vocabularies: Record<string, () => Promise<{ default: EncodingSource }>> = {
  o200k_base: () => import("tokenfare/encodings/o200k_base"),
  o200k_harmony: () => import("tokenfare/encodings/o200k_harmony"),
  cl100k_base: () => import("tokenfare/encodings/cl100k_base"),
  p50k_base: () => import("tokenfare/encodings/p50k_base"),
  p50k_edit: () => import("tokenfare/encodings/p50k_edit"),
  r50k_base: () => import("tokenfare/encodings/r50k_base"),
  gpt2: () => import("tokenfare/encodings/gpt2"),
  claude_3: () => import("tokenfare/encodings/claude_3"),
  claude_4_7: () => import("tokenfare/encodings/claude_4_7"),
  gemma_3: () => import("tokenfare/encodings/gemma_3"),
  llama_2: () => import("tokenfare/encodings/llama_2"),
  mistral_spm: () => import("tokenfare/encodings/mistral_spm"),
  llama_3: () => import("tokenfare/encodings/llama_3"),
  llama_4: () => import("tokenfare/encodings/llama_4"),
  qwen_2: () => import("tokenfare/encodings/qwen_2"),
  qwen_3_5: () => import("tokenfare/encodings/qwen_3_5"),
  deepseek_v3: () => import("tokenfare/encodings/deepseek_v3"),
  mistral_tekken: () => import("tokenfare/encodings/mistral_tekken"),
  kimi_k2: () => import("tokenfare/encodings/kimi_k2"),
  glm_4: () => import("tokenfare/encodings/glm_4"),
  glm_5: () => import("tokenfare/encodings/glm_5"),
  minimax: () => import("tokenfare/encodings/minimax"),
};

async function vocabulary(encoding: EncodingName): Promise<EncodingSource> {
  const load = vocabularies[encoding];
  if (load === undefined) throw new Error(`This page has no vocabulary ${encoding}.`);
  return (await load()).default;
}

async function tokenizer(encoding: EncodingName): Promise<Tokenizer> {
  const api = await init();
  return api.loadEncoding(await vocabulary(encoding));
}

/** The open counters of texts that arrive in chunks. */
const counters = new Map<number, StreamCounter>();
let lastCounter = 0;

/** The catalog with the reader's own prices, if there are any. */
let own: Catalog | null = null;

async function catalog(): Promise<Catalog> {
  return own ?? (await init()).catalog;
}

/** A comparison with the cost of a month for each quote; null where that has no exact amount. */
export interface MonthlyComparison extends Comparison {
  readonly months: readonly (Money | null)[];
}

export interface Dispute {
  says: string;
  components: readonly string[];
  tier: string;
  from: string | null;
  to: string | null;
  source: string;
  url: string | null;
}
/** Rates in US dollars per 1M tokens; null where the model has no such rate. */
export interface ListedRates {
  model: string;
  input: string | null;
  cached: string | null;
  output: string | null;
}

/** The part of the catalog's file that the page reads. */
interface CatalogFile {
  providers: readonly {
    sources?: Record<string, { name: string; url?: string }>;
    model: readonly {
      id: string;
      rates?: readonly {
        usd: Record<string, string>;
        tier?: string;
        from?: string;
        to?: string;
        disputes?: readonly {
          says: string;
          source: string;
          components?: readonly string[];
          from?: string;
          to?: string;
        }[];
      }[];
    }[];
  }[];
}

export interface PriceChange {
  model: string;
  day: string;
  rates: string;
}

export const calls = {
  async start(): Promise<EngineInfo> {
    const api = await init();
    return {
      version: api.version,
      checked: api.catalog.checked,
      models: api.catalog.models(),
    };
  },

  /** Fetches a vocabulary's module for use without a network. Nothing is built from it yet. */
  async fetchVocabulary(encoding: EncodingName): Promise<void> {
    await vocabulary(encoding);
  },

  async count(
    text: string,
    encoding: EncodingName,
    options?: SpecialTokenOptions,
  ): Promise<number> {
    return (await tokenizer(encoding)).count(text, options);
  },

  /** Starts counting a text that arrives in chunks. Returns the counter's id. */
  async openCounter(encoding: EncodingName): Promise<number> {
    counters.set(++lastCounter, (await tokenizer(encoding)).counter());
    return lastCounter;
  },

  /** Adds a chunk. Returns the tokens that are certain so far. */
  async pushCounter(counter: number, piece: string): Promise<number> {
    return counters.get(counter)!.push(piece);
  },

  /** Ends a text. Returns its tokens. */
  async closeCounter(counter: number): Promise<number> {
    const open = counters.get(counter);
    counters.delete(counter);
    return open!.end();
  },

  /** Discards a text that is not to be counted to its end. */
  async dropCounter(counter: number): Promise<void> {
    counters.delete(counter);
  },

  async countBatch(texts: string[], encoding: EncodingName): Promise<Uint32Array> {
    return (await tokenizer(encoding)).countBatch(texts);
  },

  async spans(
    text: string,
    encoding: EncodingName,
    options?: SpecialTokenOptions,
  ): Promise<TokenSpans> {
    return (await tokenizer(encoding)).spans(text, options);
  },

  async truncate(
    text: string,
    encoding: EncodingName,
    maxTokens: number,
    keep: "start" | "end" | "middle",
  ): Promise<Truncation> {
    return (await tokenizer(encoding)).truncate(text, maxTokens, {
      keep,
      ...(keep === "middle" && { marker: "\n…\n" }),
    });
  },

  async chunk(
    text: string,
    encoding: EncodingName,
    maxTokens: number,
    overlap: number,
  ): Promise<Chunk[]> {
    return (await tokenizer(encoding)).chunk(text, maxTokens, { overlap });
  },

  async countChat(request: ChatRequest, encoding: EncodingName): Promise<ChatCount> {
    return (await tokenizer(encoding)).countChat(request);
  },

  async imageSize(bytes: Uint8Array): Promise<{ width: number; height: number; format: string }> {
    return (await init()).imageSize(bytes);
  },

  async imageTokens(model: string, image: ImageInput): Promise<ImageTokens> {
    return (await init()).imageInputTokens(model, image);
  },

  async mediaTokens(
    model: string,
    kind: "audio" | "video",
    seconds: number,
  ): Promise<TokenEstimate> {
    return (await init()).mediaTokens(model, { kind, direction: "input", seconds });
  },

  async quote(request: QuoteRequest): Promise<Quote> {
    return (await catalog()).quote(request);
  },

  /** Quotes the same request on every model of the catalog, cheapest first. */
  async compare(
    request: Omit<QuoteRequest, "model">,
    requestsPerDay: number,
    days: number,
  ): Promise<MonthlyComparison> {
    const { multiply } = await init();
    const from = await catalog();
    const comparison = from.compare(
      request,
      from.models().map((model) => model.id),
    );
    const requests = multiply(String(requestsPerDay), days).exact;
    const months = comparison.quotes.map(({ total }) => {
      try {
        return multiply(total, requests);
      } catch (error) {
        if ((error as TokenfareError).code === "LIMIT_EXCEEDED") return null;
        throw error;
      }
    });
    return { ...comparison, months };
  },

  async prices(model: string, on: string | undefined, tier: Tier): Promise<PriceSheet> {
    return (await catalog()).prices(model, { ...(on && { on }), tier });
  },

  async history(model: string): Promise<readonly PriceSheet[]> {
    return (await catalog()).history(model);
  },

  /** The sources that publish another figure than the catalog's. */
  async disputes(model: string): Promise<Dispute[]> {
    const { providers } = (await catalog()).toJSON() as unknown as CatalogFile;
    return providers.flatMap(({ model: models, sources }) =>
      models
        .filter((each) => each.id === model)
        .flatMap(({ rates }) =>
          (rates ?? []).flatMap((row) =>
            (row.disputes ?? []).map((dispute): Dispute => {
              const source = sources?.[dispute.source];
              return {
                says: dispute.says,
                components: dispute.components ?? Object.keys(row.usd),
                tier: row.tier ?? "standard",
                from: dispute.from ?? row.from ?? null,
                to: dispute.to ?? row.to ?? null,
                source: source?.name ?? dispute.source,
                url: source?.url ?? null,
              };
            }),
          ),
        ),
    );
  },

  /** Every model's usual rates for text, for the overview of the catalog. */
  async rateList(): Promise<ListedRates[]> {
    const from = await catalog();
    return from.models().map(({ id }): ListedRates => {
      try {
        const sheet = from.prices(id);
        return {
          model: id,
          input: plainRate(sheet, "input") ?? null,
          cached: plainRate(sheet, "cached_input") ?? null,
          output: plainRate(sheet, "output") ?? null,
        };
      } catch {
        // Not sold in the standard tier on this day.
        return { model: id, input: null, cached: null, output: null };
      }
    });
  },

  async catalogJson(): Promise<object> {
    return (await catalog()).toJSON();
  },

  /** Applies own prices and discounts to the shipped catalog; null removes them. */
  async override(overrides: CatalogOverrides | null): Promise<readonly Model[]> {
    const { catalog: shipped } = await init();
    const extended = overrides ? shipped.extend(overrides) : shipped;
    own = overrides ? extended : null;
    return extended.models();
  },

  /** The changes of these models' standard prices after the first day and up to the last. */
  async priceChanges(
    models: readonly string[],
    after: string,
    upTo: string,
  ): Promise<PriceChange[]> {
    const from = await catalog();
    return models.flatMap((model) => {
      if (!from.find(model)) return [];
      const sheets = from.history(model).filter((sheet) => sheet.tier === "standard");
      return sheets.flatMap((sheet) => {
        if (sheet.from === null || sheet.from <= after || sheet.from > upTo) return [];
        const before = sheets.find((each) => each.to === sheet.from);
        const rates = ["input", "output"].flatMap((component) => {
          const [now, then] = [plainRate(sheet, component), before && plainRate(before, component)];
          return now !== undefined && then !== undefined && now !== then
            ? [`${component} $${then} → $${now}`]
            : [];
        });
        return [{ model, day: sheet.from, rates: rates.join(", ") }];
      });
    });
  },

  async project(scenario: Scenario): Promise<Projection> {
    return (await init()).project(scenario, { catalog: await catalog() });
  },

  /** Applies the merge patch of a lever. */
  async mergePatch(scenario: Scenario, patch: object): Promise<Scenario> {
    return (await init()).mergePatch(scenario, patch);
  },

  /** Projects a scenario and others beside it, which are passed whole and not as patches. */
  async compareScenarios(
    base: Scenario,
    variants: readonly { name: string; scenario: Scenario }[],
  ): Promise<ScenarioComparison> {
    const api = await init();
    const patches = variants.map(({ name, scenario }) => [name, api.patchBetween(base, scenario)]);
    return api.compareScenarios(base, Object.fromEntries(patches), { catalog: await catalog() });
  },
};

export type Calls = typeof calls;
