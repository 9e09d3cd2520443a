/** What the engine said at its start; the views read it once it is there. */
import type { Model } from "tokenfare";
import type { EngineInfo } from "./calls.js";

/** The model a first visit opens with: small, widely used, still sold. The first of these that the catalog has. */
const firstChoices = ["gpt-5.4-mini", "gpt-5-mini", "gpt-4o-mini"];

export let info: EngineInfo = { version: "", checked: "", encodings: [], models: [] };

export function setInfo(from: EngineInfo): void {
  info = from;
}

/** A model by its id or by another of its names, as links and scenarios may give it. */
export const findModel = (name: string): Model | undefined =>
  info.models.find((model) => model.id === name) ??
  info.models.find((model) => model.aliases.includes(name) || (model as { snapshots?: readonly string[] }).snapshots?.includes(name));

export const readsText = (model: Model): boolean => model.input.includes("text");

export function defaultModel(): string {
  return (firstChoices.find((name) => findModel(name)) ?? info.models.find(readsText)?.id) ?? "";
}
