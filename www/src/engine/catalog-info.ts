/** What the engine told at its start: its version and models. */
import type { Model, PriceSheet } from "tokenfare";

export interface EngineInfo {
  version: string;
  /** The latest day on which a price of the catalog was checked. */
  checked: string;
  models: readonly Model[];
  /** The names of providers for people, by their ids. */
  providers: Readonly<Record<string, string>>;
}

/**
 * The models that a first visit may start with, small and widely used; the first one in the
 * catalog.
 */
const firstChoices = ["gpt-5.4-mini", "gpt-5-mini", "gpt-4o-mini"];

export let info: EngineInfo = { version: "", checked: "", models: [], providers: {} };

/** The models that read text. */
export let textModels: readonly Model[] = [];
const byName = new Map<string, Model>();

export function setInfo(from: EngineInfo): void {
  info = from;
  textModels = from.models.filter(readsText);
  byName.clear();
  for (const model of from.models) {
    for (const name of [
      ...model.aliases,
      ...((model as { snapshots?: readonly string[] }).snapshots ?? []),
    ])
      byName.set(name, model);
  }
  // A model's own id comes before another's alias.
  for (const model of from.models) byName.set(model.id, model);
}

/** Finds a model by its id or another of its names, as links and scenarios may use them. */
export const findModel = (name: string): Model | undefined => byName.get(name);

/** The name of a provider for people. */
export const providerName = (id: string): string => info.providers[id] ?? id;

/** The name of a model for people, where it differs from its id by more than its spelling. */
export const displayName = (id: string): string => findModel(id)?.name ?? id;

export const readsText = (model: Model): boolean => model.input.includes("text");

export function defaultModel(): string {
  return firstChoices.find((name) => findModel(name)) ?? info.models.find(readsText)?.id ?? "";
}

/** The conditions of requests that are not long. */
const usual = new Set(["upTo", "below"]);

/**
 * The rate of most requests, in US dollars per 1M tokens: the one without a condition, or the one
 * of requests that are not long.
 */
export const plainRate = ({ rates }: PriceSheet, component: string): string | undefined =>
  rates.find(
    (rate) =>
      rate.component === component &&
      rate.unit === "1M tokens" &&
      Object.keys(rate.when ?? {}).every((name) => usual.has(name)),
  )?.usd;
