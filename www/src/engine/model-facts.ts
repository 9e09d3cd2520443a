/**
 * What the page says of models beyond the catalog's fields: who is a vendor and who a host, which
 * models chat, and which ones are current.
 */
import type { Model } from "tokenfare";
import { dayAfter, isBefore, today } from "../format/dates.js";

/** Providers that serve models of other vendors. */
const hosts = new Set([
  "amazon-bedrock",
  "azure",
  "baseten",
  "cerebras",
  "cloudflare",
  "databricks",
  "deepinfra",
  "fal",
  "fireworks",
  "groq",
  "huggingface",
  "nebius",
  "novita",
  "openrouter",
  "sambanova",
  "together",
  "vertex",
]);

/** Whether somebody else than its maker sells it. A vendor's resold models carry a path as name. */
export const isHosted = (model: Model): boolean =>
  hosts.has(model.provider) || model.id.includes("/");

/** Marks of models that do one thing only, though they read or write text. */
const special =
  /asr|whisper|transcri|(^|[-/.])tts|embed|rerank|ocr|moderation|guard|voxtral|realtime|live|translat|speech|voice|audio|image|banana|video|music|lyria|router|search|robotics|character|rosalind|cyber|(^|-)mt(-|$)/i;

/** Whether it answers questions in text, as most people ask for. */
export const isChat = (model: Model): boolean =>
  model.input.includes("text") && model.output.includes("text") && !special.test(model.id);

/** A model is current for two years after its release, unless its vendor says otherwise. */
const currentDays = 730;

/**
 * Whether it is served, not deprecated and known to be recent. Lists keep models for long after
 * they were switched off, so one without a day of release is not taken for a current one.
 */
export function isCurrent(model: Model): boolean {
  const now = today();
  const isOver = (day: string | null): boolean => day !== null && day <= now;
  if (!model.active || isOver(model.deprecated) || isOver(model.retires)) return false;
  return model.released !== null && !isBefore(model.released, dayAfter(now, -currentDays));
}

/** A few that most people ask for, of several vendors, small ones first. */
const recommended = [
  "gpt-5.4-mini",
  "gpt-5.4",
  "gpt-6-luna",
  "claude-haiku-5-5",
  "claude-sonnet-5-5",
  "gemini-3.8-flash",
  "gemini-4-carbon",
  "grok-4.7",
  "deepseek-v4-pro",
  "mistral-medium-3.5",
];

export const isRecommended = (model: Model): boolean => recommended.includes(model.id);

export const byRecommendation = (a: Model, b: Model): number =>
  recommended.indexOf(a.id) - recommended.indexOf(b.id);
