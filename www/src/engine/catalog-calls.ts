/**
 * The calls that need the catalog only: prices, their history, own prices, other price lists. Like
 * all calls they run in the engine's worker.
 */
import {
  type Catalog,
  type CatalogOverrides,
  type Comparison,
  type Coverage,
  init,
  type Model,
  type Money,
  type PriceSheet,
  type QuoteRequest,
  type Tier,
  type TokenfareError,
} from "tokenfare";
import { plainRate } from "./catalog-info.js";

/** Another price list that the reader has opened, for this visit. */
let opened: Catalog | null = null;
/** The catalog with the reader's own prices, if there are any. */
let own: Catalog | null = null;

export async function catalog(): Promise<Catalog> {
  return own ?? (await listed());
}

/** The prices without the reader's own. */
async function listed(): Promise<Catalog> {
  return opened ?? (await init()).catalog;
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

/** A model whose usual rates own prices or discounts change, in US dollars per 1M tokens. */
export interface PriceEffect {
  model: string;
  input: readonly [before: string | null, after: string | null];
  output: readonly [before: string | null, after: string | null];
}

/** A rate with two decimals at least: "$1.50", "$2.00", "$0.075". */
const inCents = (usd: string): string => {
  const [whole = "", decimals = ""] = usd.split(".");
  return `$${whole}.${decimals.padEnd(2, "0")}`;
};

const listedRates = (from: Catalog, id: string): ListedRates => {
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
};

export const catalogCalls = {
  /** Quotes the same request on these models, cheapest first, once and for all requests. */
  async compare(
    request: Omit<QuoteRequest, "model">,
    models: readonly string[],
    requests: number,
  ): Promise<MonthlyComparison> {
    const { multiply } = await init();
    const comparison = (await catalog()).compare(request, models);
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
    return from.models().map(({ id }) => listedRates(from, id));
  },

  async catalogJson(): Promise<object> {
    return (await catalog()).toJSON();
  },

  /** Applies own prices and discounts to the listed ones; null removes them. */
  async override(overrides: CatalogOverrides | null): Promise<readonly Model[]> {
    const base = await listed();
    const extended = overrides ? base.extend(overrides) : base;
    own = overrides ? extended : null;
    return extended.models();
  },

  /** What own prices change, for at most `most` of these models. */
  async priceEffects(models: readonly string[], most: number): Promise<PriceEffect[]> {
    const before = await listed();
    const after = await catalog();
    const found: PriceEffect[] = [];
    for (const model of models) {
      if (found.length >= most) break;
      const now = listedRates(after, model);
      const then = before.find(model) ? listedRates(before, model) : { input: null, output: null };
      if (now.input !== then.input || now.output !== then.output)
        found.push({ model, input: [then.input, now.input], output: [then.output, now.output] });
    }
    return found;
  },

  /** Takes the prices of another list instead of the shipped ones; null takes those again. */
  async openCatalog(
    json: string | null,
  ): Promise<{ models: readonly Model[]; checked: string; unread: readonly string[] }> {
    const next = json === null ? null : (await init()).parseCatalog(json);
    opened = next;
    own = null;
    const from = await catalog();
    return { models: from.models(), checked: from.checked, unread: next?.unread ?? [] };
  },

  /** How old and how sure the prices of each vendor are. */
  async coverage(on: string): Promise<readonly Coverage[]> {
    return (await catalog()).coverage({ on });
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
            ? [`${component} ${inCents(then)} → ${inCents(now)}`]
            : [];
        });
        return [{ model, day: sheet.from, rates: rates.join(", ") }];
      });
    });
  },
};
