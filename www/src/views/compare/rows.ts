/** The models that a comparison shows, as rows, and the columns of its table. */
import type { Model, Money, Quantities, Quote } from "tokenfare";
import { tokensInWindow } from "../../components/tokens-in-window.js";
import type { ListedRates, MonthlyComparison } from "../../engine/catalog-calls.js";
import { displayName, findModel, info, providerName } from "../../engine/catalog-info.js";
import { isChat, isCurrent, isHosted } from "../../engine/model-facts.js";
import type { PageState } from "../../state/page-state.js";
import { requestOf } from "../../state/page-state.js";

export interface Row {
  model: Model;
  quote: Quote;
  /** Null where the month has no exact amount. */
  month: Money | null;
  /** The share of the context window that the request needs, images, sound and video included. */
  fit: number | null;
  rates: ListedRates | undefined;
  /** The lower and upper end of the cost of a request, where its tokens are an estimate. */
  range: readonly [low: number, high: number] | null;
}

export interface Column {
  key: string;
  name: string;
  of: (row: Row) => string | number | null;
  end?: boolean;
  /** Left out where there is little room. */
  wide?: boolean;
}

const rate = (usd: string | null | undefined): number | null => (usd == null ? null : Number(usd));

export const columnsFor = (span: string): readonly Column[] => [
  { key: "model", name: "Model", of: (row) => displayName(row.model.id) },
  { key: "provider", name: "Sold by", of: (row) => providerName(row.model.provider) },
  { key: "request", name: "1,000 requests", of: (row) => row.quote.total.usd, end: true },
  { key: "month", name: span, of: (row) => row.month?.usd ?? null, end: true },
  { key: "input", name: "Input / 1M", of: (row) => rate(row.rates?.input), end: true },
  { key: "output", name: "Output / 1M", of: (row) => rate(row.rates?.output), end: true },
  { key: "window", name: "Context", of: (row) => row.model.contextWindow, end: true },
  { key: "fit", name: "Used", of: (row) => row.fit, end: true, wide: true },
  { key: "released", name: "Released", of: (row) => row.model.released, wide: true },
];

/** The kinds of reasons for which a model is not in the table. */
export interface LeftOut {
  reason: string;
  models: readonly string[];
}

/** What a model has to read so that it can serve the request. */
export function readingsOf(request: Quantities): string[] {
  const needed = ["text"];
  if (request.images?.length || request.imageInputTokens) needed.push("image");
  if (request.audioInputTokens || request.audioInputSeconds) needed.push("audio");
  if (request.videoSeconds) needed.push("video");
  return needed;
}

/** The models to price, and those that a filter or their kind leaves out. */
export function candidates(state: PageState): { asked: Model[]; left: LeftOut[] } {
  const request = requestOf(state);
  const needed = readingsOf(request);
  const hears = needed.includes("audio") && !request.outputTokens;
  const asked: Model[] = [];
  const groups = new Map<string, string[]>();
  for (const model of info.models) {
    const reason = state.picked.includes(model.id)
      ? null
      : reasonAgainst(model, state, needed, hears);
    if (reason === null) asked.push(model);
    else groups.set(reason, [...(groups.get(reason) ?? []), model.id]);
  }
  return { asked, left: [...groups].map(([reason, models]) => ({ reason, models })) };
}

function reasonAgainst(
  model: Model,
  state: PageState,
  needed: readonly string[],
  hears: boolean,
): string | null {
  const reads = model.input as readonly string[];
  const missing = [...needed, ...state.reads].find((each) => !reads.includes(each));
  // A recogniser of speech takes sound alone.
  if (missing && !(missing === "text" && hears)) return `Do not read ${words[missing] ?? missing}`;
  if (state.provider && model.provider !== state.provider) return "Other vendors";
  if (!state.hosted && !state.provider && isHosted(model)) return "Resold by a host";
  if (!state.special && !hears && !isChat(model)) return "Made for one task, such as speech";
  if (!state.deprecated && !isCurrent(model)) return "Older than two years, undated or retired";
  if (state.context && (model.contextWindow ?? 0) < state.context)
    return "Context window too small or unknown";
  if (state.released && (model.released ?? "") < state.released) return "Released earlier";
  return null;
}

const words: Record<string, string> = {
  image: "images",
  file: "files",
};

export function rowsOf(
  comparison: MonthlyComparison | null,
  state: PageState,
  rates: ReadonlyMap<string, ListedRates>,
): Row[] {
  const terms = state.search.toLowerCase().split(/\s+/).filter(Boolean);
  const request = requestOf(state);
  const rows = (comparison?.quotes ?? []).flatMap((quote, i): Row[] => {
    const model = findModel(quote.model);
    if (!model) return [];
    if (!state.picked.includes(model.id) && !isFound(model, terms)) return [];
    const used = tokensInWindow(quote, request) / (request.requests ?? 1);
    return [
      {
        model,
        quote,
        month: comparison?.months[i] ?? null,
        fit: model.contextWindow ? used / model.contextWindow : null,
        rates: rates.get(model.id),
        range: rangeOf(quote, model),
      },
    ];
  });
  const columns = columnsFor("");
  const column = columns.find((each) => each.key === state.sort.replace("-", "")) ?? columns[3]!;
  const direction = state.sort.startsWith("-") ? -1 : 1;
  return rows.sort(
    (a, b) =>
      Number(state.picked.includes(b.model.id)) - Number(state.picked.includes(a.model.id)) ||
      byValue(column.of(a), column.of(b), direction),
  );
}

/** An estimate of tokens moves what tokens cost, not what images or calls do. */
function rangeOf(quote: Quote, model: Model): Row["range"] {
  const { exact, errorBand } = model.encoding;
  if (exact || !errorBand) return null;
  const ofTokens = quote.lines.reduce(
    (sum, line) =>
      ["input", "cached_input", "cache_write", "output"].includes(line.component)
        ? sum + line.amount.usd
        : sum,
    0,
  );
  return [quote.total.usd - ofTokens * errorBand, quote.total.usd + ofTokens * errorBand];
}

function isFound(model: Model, terms: readonly string[]): boolean {
  if (!terms.length) return true;
  const all =
    `${model.id} ${model.name} ${model.provider} ${model.aliases.join(" ")}`.toLowerCase();
  return terms.every((term) => all.includes(term));
}

/** Compares two cells. Missing values come last in either order. */
function byValue(a: string | number | null, b: string | number | null, direction: number): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
  if (typeof a === "number" && typeof b === "number") return direction * (a - b);
  return direction * (a < b ? -1 : a > b ? 1 : 0);
}

export const exportHead = [
  "model",
  "provider",
  "request_usd",
  "month_usd",
  "input_usd_per_1m",
  "output_usd_per_1m",
  "context_window",
  "context_used",
  "tokens_exact",
  "released",
  "retires",
];

export const exportRow = ({ model, quote, month, fit, rates }: Row): (string | number)[] => [
  model.id,
  model.provider,
  quote.total.exact,
  month?.exact ?? "",
  rates?.input ?? "",
  rates?.output ?? "",
  model.contextWindow ?? "",
  fit === null ? "" : Number(fit.toPrecision(4)),
  model.encoding.exact && quote.exact ? "yes" : "no",
  model.released ?? "",
  model.retires ?? "",
];
