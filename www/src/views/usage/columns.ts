/**
 * Which column of a CSV of the reader's own is what. The choice is kept in this browser by the names
 * of the columns, so that the next export of the same kind opens by itself.
 */
import Papa from "papaparse";
import type { LogFile } from "../../engine/usage-worker.js";

/** The field of each column that has one: "when" → "time". */
export type ColumnMap = Readonly<Record<string, string>>;

/** What a column may hold: the package's name, words for it, and what its title looks like. */
export const fields: readonly (readonly [field: string, words: string, looks: RegExp])[] = [
  ["time", "Day or time", /date|time|day|when|created|stamp/i],
  ["model", "Model", /model|engine|deployment/i],
  ["requests", "Number of requests", /request|call|count/i],
  ["cachedInputTokens", "Cached input tokens", /cache.*(read|hit|in)|cached/i],
  ["cacheWriteTokens", "Cache write tokens", /cache.*(write|creat)/i],
  ["reasoningTokens", "Reasoning tokens", /reason|think/i],
  ["outputTokens", "Output tokens", /out|completion|answer|generated/i],
  ["uncachedInputTokens", "Uncached input tokens", /uncached|fresh/i],
  ["inputTokens", "Input tokens", /\bin|input|prompt/i],
  ["cost", "Cost in US dollars", /cost|spend|amount|usd|price/i],
  ["provider", "Provider", /provider|vendor/i],
  ["project", "Project", /project|team|app/i],
  ["user", "User", /user|member|email/i],
  ["key", "API key", /key/i],
  ["session", "Session", /session|conversation|thread/i],
  ["id", "Id of the request", /\bid\b|uuid/i],
];

/** How a file of unknown columns names them. */
export interface UnknownTable {
  path: string;
  header: readonly string[];
}

const storageKey = "tokenfare.usage-columns";
/** More than any header needs. */
const beginning = 64 << 10;

/** The titles of a CSV's columns. */
export async function headerOf({ file }: LogFile): Promise<string[]> {
  const text = await file.slice(0, beginning).text();
  const { data } = Papa.parse<string[]>(text, { preview: 1 });
  return (data[0] ?? []).map((title) => title.replace(/^\ufeff/, "").trim()).filter(Boolean);
}

export const isTable = ({ path }: LogFile): boolean => /\.(csv|tsv|txt)$/i.test(path);

/** What the titles suggest, each field for one column. */
export function guessed(header: readonly string[]): ColumnMap {
  const taken = new Set<string>();
  const map: Record<string, string> = {};
  for (const title of header) {
    const words = title.replace(/([a-z])([A-Z])/g, "$1 $2").replaceAll("_", " ");
    const field = fields.find(([name, , looks]) => !taken.has(name) && looks.test(words))?.[0];
    if (!field) continue;
    taken.add(field);
    map[title] = field;
  }
  return map;
}

/**
 * What the reader has chosen for one of these tables before. A choice holds for all tables of a log,
 * so no other one may have a column of that name.
 */
export function columnsFor(headers: readonly (readonly string[])[]): ColumnMap | null {
  const all = stored();
  const kinds = [...new Set(headers.map(signature))];
  const chosen = kinds.filter((kind) => all[kind] !== undefined);
  const map = chosen[0] === undefined ? undefined : all[chosen[0]];
  if (map === undefined) return null;
  const named = new Set(Object.keys(map).map((title) => title.toLowerCase()));
  const others = kinds.filter((kind) => kind !== chosen[0]).flatMap((kind) => kind.split(unit));
  if (chosen.length > 1 || others.some((title) => named.has(title)))
    throw new Error(
      "One of these tables has columns that you have named, and another has some of the same names. Open one after the other.",
    );
  return map;
}

export function remember(header: readonly string[], map: ColumnMap): void {
  try {
    localStorage.setItem(storageKey, JSON.stringify({ ...stored(), [signature(header)]: map }));
  } catch {
    // Storage may be full or forbidden; the columns are then asked for again.
  }
}

/** A map can be read if it says how much was used, or what it cost. */
export const isComplete = (map: ColumnMap): boolean =>
  Object.values(map).some((field) => field === "cost" || /Tokens$|^requests$/.test(field));

const unit = "\u001f";
const signature = (header: readonly string[]): string =>
  header.map((title) => title.toLowerCase()).join(unit);

function stored(): Record<string, ColumnMap> {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(storageKey) ?? "{}");
    return typeof value === "object" && value !== null ? (value as Record<string, ColumnMap>) : {};
  } catch {
    return {}; // What is broken is as good as none.
  }
}
