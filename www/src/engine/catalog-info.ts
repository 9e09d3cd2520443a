/** What the engine said at its start; the views read it once it is there. */
import type { Model } from "tokenfare";
import type { EngineInfo } from "./calls.js";

/** The model a first visit opens with: small, widely used, and priced for text. */
const firstChoices = ["gpt-4o-mini-2024-07-18", "gpt-4o-mini"];

export let info: EngineInfo = { version: "", checked: "", encodings: [], models: [] };

export function setInfo(from: EngineInfo): void {
  info = from;
}

export const findModel = (id: string): Model | undefined => info.models.find((model) => model.id === id);

export const readsText = (model: Model): boolean => model.input.includes("text");

export function defaultModel(): string {
  const models = info.models.filter(readsText);
  const chosen = models.find((model) => firstChoices.includes(model.id)) ?? models[0];
  return chosen?.id ?? "";
}
