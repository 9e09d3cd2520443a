/** Which models a picker offers, in which groups, for what was typed. */
import type { Model } from "tokenfare";
import { findModel, info, providerName } from "../engine/catalog-info.js";
import { byRecommendation, isCurrent, isHosted, isRecommended } from "../engine/model-facts.js";

export interface ModelGroup {
  name: string;
  models: readonly Model[];
}

export interface Wanted {
  typed: string;
  /** Each narrows the list. */
  reads: ReadonlySet<string>;
  longContext: boolean;
  /** Old, undated and resold models too. */
  all: boolean;
}

/** More rows would take longer to lay out than to search for. */
const mostRows = 60;
const longContext = 200_000;

export function groupsOf(
  models: readonly Model[],
  wanted: Wanted,
): { groups: ModelGroup[]; hidden: number; cut: number } {
  const terms = wanted.typed.toLowerCase().split(/\s+/).filter(Boolean);
  const fitting = models.filter(
    (model) =>
      [...wanted.reads].every((each) => (model.input as readonly string[]).includes(each)) &&
      (!wanted.longContext || (model.contextWindow ?? 0) >= longContext) &&
      matches(model, terms),
  );
  // An exact name is found, however old the model is.
  const isNamed = (model: Model): boolean =>
    terms.length === 1 && [model.id, ...model.aliases].includes(terms[0]!);
  const shown = wanted.all
    ? fitting
    : fitting.filter((model) => isNamed(model) || (isCurrent(model) && !isHosted(model)));
  const groups: ModelGroup[] = [];
  const add = (name: string, list: readonly Model[]): void => {
    if (list.length) groups.push({ name, models: list });
  };
  if (terms.length) {
    const ranked = [...shown].sort((a, b) => rank(a, terms) - rank(b, terms));
    add("Found", ranked);
  } else {
    const recent = recentModels().filter((model) => shown.includes(model));
    const first = shown
      .filter((model) => isRecommended(model) && !recent.includes(model))
      .sort(byRecommendation);
    add("Recent", recent);
    add("Recommended", first);
    const taken = new Set([...recent, ...first]);
    const byProvider = new Map<string, Model[]>();
    for (const model of shown) {
      if (taken.has(model)) continue;
      const group = byProvider.get(model.provider);
      if (group) group.push(model);
      else byProvider.set(model.provider, [model]);
    }
    for (const [provider, list] of [...byProvider].sort(familiarFirst))
      add(providerName(provider), list.sort(newestFirst));
  }
  let room = mostRows;
  const limited = groups.flatMap(({ name, models: list }) => {
    const part = list.slice(0, room);
    room -= part.length;
    return part.length ? [{ name, models: part }] : [];
  });
  const total = groups.reduce((sum, group) => sum + group.models.length, 0);
  return {
    groups: limited,
    hidden: fitting.length - shown.length,
    cut: total - (mostRows - room),
  };
}

function matches(model: Model, terms: readonly string[]): boolean {
  if (!terms.length) return true;
  const words =
    `${model.id} ${model.name} ${providerName(model.provider)} ${model.provider} ${model.aliases.join(" ")}`.toLowerCase();
  return terms.every((term) => words.includes(term));
}

/** Lower is better: an exact name, then a beginning, then a current model of its own vendor. */
function rank(model: Model, terms: readonly string[]): number {
  const typed = terms.join(" ");
  const names = [model.id, model.name.toLowerCase(), ...model.aliases];
  if (names.includes(typed) || names.includes(typed.replaceAll(" ", "-"))) return 0;
  const begins = names.some((name) => name.startsWith(terms[0] ?? ""));
  return (
    1 +
    (begins ? 0 : 4) +
    (isHosted(model) ? 2 : 0) +
    (isCurrent(model) ? 0 : 1) -
    (isRecommended(model) ? 0.5 : 0)
  );
}

const familiar = ["openai", "anthropic", "google", "mistral", "xai", "deepseek", "meta"];

function familiarFirst([a]: [string, unknown], [b]: [string, unknown]): number {
  const place = (id: string): number => {
    const at = familiar.indexOf(id);
    return at < 0 ? familiar.length : at;
  };
  return place(a) - place(b) || providerName(a).localeCompare(providerName(b));
}

const newestFirst = (a: Model, b: Model): number =>
  (b.released ?? "").localeCompare(a.released ?? "") || a.id.localeCompare(b.id);

const recentKey = "tokenfare.recent-models";
const mostRecent = 5;

function recentModels(): Model[] {
  try {
    const names: unknown = JSON.parse(localStorage.getItem(recentKey) ?? "[]");
    return Array.isArray(names)
      ? names.flatMap((name) => {
          const model = typeof name === "string" ? findModel(name) : undefined;
          return model && info.models.includes(model) ? [model] : [];
        })
      : [];
  } catch {
    return []; // Storage may be forbidden or hold something else.
  }
}

export function rememberModel(id: string): void {
  try {
    const names = [id, ...recentModels().map((model) => model.id)];
    localStorage.setItem(recentKey, JSON.stringify([...new Set(names)].slice(0, mostRecent)));
  } catch {
    // Storage may be forbidden. The list is then as on a first visit.
  }
}
