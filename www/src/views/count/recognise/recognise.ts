/** What a pasted text is: a request body, a response, or plain text. */
import type { RequestCount, ResponsePrice } from "tokenfare";
import { findModel } from "../../../engine/catalog-info.js";
import { engine } from "../../../engine/client.js";
import { logFormats } from "../../../files/usage-log.js";
import { fieldOf, isObject, readJson } from "../../../format/json.js";
import { priceDay } from "../../../state/month-cost.js";
import type { PageState } from "../../../state/page-state.js";

export type Recognised =
  | { kind: "request"; body: object; named: string | null; count: RequestCount; parts: string }
  | { kind: "response"; price: ResponsePrice }
  | { kind: "log"; file: File };

/** A longer text is not parsed while somebody types. */
const longest = 4_000_000;

/** The fields that hold what is asked, in the bodies of the vendors. */
const prompts = ["messages", "contents", "input", "prompt"];

/** The first line of a table of usage. */
const tableHead = /^[^\n{]*[,;\t][^\n]*\n/;
const usageWords = /token|cost|usage|model/i;

/** Null for plain text, and for JSON that is none of these. */
export async function recognise(state: PageState): Promise<Recognised | null> {
  const text = state.text.trimStart();
  if (text.length > longest) return null;
  const head = tableHead.exec(text)?.[0];
  if (head !== undefined && usageWords.test(head)) return log(text, "pasted.csv");
  if (!/^[[{]|^(data|event):/.test(text)) return null;
  const value = parsed(text);
  if (isObject(value) && prompts.some((name) => fieldOf(value, name) !== undefined))
    return request(value, state);
  const isStream = value === null && /^(data|event):/.test(text);
  const isUsage =
    isObject(value) &&
    ["usage", "usageMetadata"].some((name) => fieldOf(value, name) !== undefined);
  if (!isStream && !isUsage) return log(text, "pasted.jsonl");
  try {
    return {
      kind: "response",
      price: await engine.priceResponse(isStream ? text : value, priceDay(state)),
    };
  } catch {
    return null; // What cannot be priced as a response is counted as the text that it is.
  }
}

async function log(text: string, name: string): Promise<Recognised | null> {
  const file = new File([text], name);
  return (await logFormats(file, name)) ? { kind: "log", file } : null;
}

async function request(body: object, state: PageState): Promise<Recognised | null> {
  const model = findModel(state.model);
  if (!model) return null;
  const name = fieldOf(body, "model") ?? fieldOf(body, "modelId");
  try {
    return {
      kind: "request",
      body,
      named: typeof name === "string" ? (findModel(name)?.id ?? null) : null,
      count: await engine.countRequest(body, model.id, model.encoding.encoding),
      parts: partsOf(body),
    };
  } catch {
    return null; // A body of no vendor's is counted as the text that it is.
  }
}

/** "2 messages, 25 tools" */
function partsOf(body: object): string {
  const number = (name: string, one: string): string[] => {
    const value = fieldOf(body, name);
    if (!Array.isArray(value) || !value.length) return [];
    return [`${value.length} ${one}${value.length === 1 ? "" : "s"}`];
  };
  return [
    ...number("messages", "message"),
    ...number("contents", "message"),
    ...number("input", "item"),
    ...number("tools", "tool"),
  ].join(", ");
}

function parsed(text: string): unknown {
  try {
    return readJson(text);
  } catch {
    return null;
  }
}
