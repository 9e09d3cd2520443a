/** Turns names and messages of the package's data into words for the page. */
import type { Scenario } from "tokenfare";

const leverTitles: Record<string, string> = {
  "cheaper-model": "Switch to a cheaper model",
  "other-provider": "Switch to another vendor’s model",
  batch: "Send it in batches",
  flex: "Switch to the flex tier",
  "standard-tier": "Switch to the standard tier",
  "response-cache": "Cache the responses of repeated requests",
  "cap-output": "Shorten the answers",
  "trim-prefix": "Shorten the prompt",
  "image-detail": "Send images in low detail",
  "prompt-caching": "Use the prompt cache",
  "fine-tune": "Fine-tune and shorten the prompt",
};

export const leverTitle = (name: string): string =>
  leverTitles[name] ?? name.charAt(0).toUpperCase() + name.slice(1).replaceAll("-", " ");

/** "workloads[0].conversation.answerTokens" → "conversations: answer tokens". */
export function pathInWords(path: string, { workloads }: Scenario): string {
  const match = /^workloads\[(\d+)\]\.(.*)$/.exec(path);
  if (!match) return words(path);
  const [, at = "0", rest = ""] = match;
  const name = words(
    rest.replace(/^(conversation|request)\./, "").replace(/^requests\./, "requests "),
  );
  return workloads.length > 1
    ? `${workloads[Number(at)]?.name ?? "workload"}: ${name}`
    : name.charAt(0).toUpperCase() + name.slice(1);
}

/** "requestsPerMinute" → "requests a minute". */
export const limitInWords = (name: string): string => words(name).replace(" per ", " a ");

const words = (name: string): string =>
  name
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .replaceAll(".", " ")
    .replaceAll(/\[(\d+)\]/g, (_, at: string) => ` ${Number(at) + 1}`)
    .toLowerCase();

/** "cachedInputTokens" → "cached input tokens". */
export const fieldName = (name: string): string => words(name);

/** "cached_input" → "Cached input". */
export function componentName(component: string): string {
  const name = component.replaceAll("_", " ");
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/** The message of an error, as a sentence. */
export function messageOf(error: unknown): string {
  const message = (error instanceof Error ? error.message : String(error)).trim();
  return /[.!?]$/.test(message) ? message : `${message}.`;
}
