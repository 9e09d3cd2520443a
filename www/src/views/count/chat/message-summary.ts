/** Summarizes a message of a request: "assistant, calls get_weather", "user, text and 1 image". */
import { fieldOf } from "../../../format/json.js";
import { plural } from "../../../format/numbers.js";

const longestName = 40;

const partNames = new Map([
  ["text", "text"],
  ["input_text", "text"],
  ["output_text", "text"],
  ["image_url", "image"],
  ["input_image", "image"],
  ["input_audio", "audio"],
  ["file", "file"],
  ["input_file", "file"],
  ["refusal", "refusal"],
]);

const summaries = new WeakMap<object, string>();

/** Cached: a message may have very many parts. */
export function summaryOf(message: object): string {
  const summary = summaries.get(message) ?? summarised(message);
  summaries.set(message, summary);
  return summary;
}

function summarised(message: object): string {
  const said = [contentOf(fieldOf(message, "content")), callsOf(message)].filter(Boolean);
  const answered = fieldOf(message, "tool_call_id");
  if (typeof answered === "string") said.push(`answers ${short(answered)}`);
  if (typeof fieldOf(message, "refusal") === "string") said.push("refuses");
  return [short(String(fieldOf(message, "role"))), ...(said.length ? said : ["no content"])].join(
    ", ",
  );
}

function contentOf(content: unknown): string {
  if (typeof content === "string") return content === "" ? "" : "text";
  if (!Array.isArray(content)) return "";
  const counts = new Map<string, number>();
  for (const part of content) {
    const type = fieldOf(part, "type");
    const name = (typeof type === "string" && partNames.get(type)) || "other part";
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return listed(
    [...counts].map(([name, count]) =>
      (name === "text" || name === "audio") && count === 1 ? name : plural(count, name),
    ),
  );
}

function callsOf(message: unknown): string {
  const calls = fieldOf(message, "tool_calls");
  const functions = Array.isArray(calls)
    ? calls.map((call) => fieldOf(call, "function") ?? fieldOf(call, "custom"))
    : [];
  const older = fieldOf(message, "function_call");
  if (older !== undefined && older !== null) functions.push(older);
  if (functions.length === 0) return "";
  if (functions.length > 3) return `calls ${plural(functions.length, "tool")}`;
  return `calls ${listed(functions.map((each) => short(nameOf(each))))}`;
}

function nameOf(called: unknown): string {
  const name = fieldOf(called, "name");
  return typeof name === "string" && name ? name : "a tool";
}

const listed = (words: readonly string[]): string =>
  words.length < 2 ? words.join() : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;

const short = (text: string): string =>
  text.length > longestName ? `${text.slice(0, longestName)}…` : text;
