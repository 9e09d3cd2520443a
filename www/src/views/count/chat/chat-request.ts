/**
 * Converts a chat request of OpenAI's API into a chat to edit and back, without losing any field.
 */
import type { ChatMessage as RequestMessage, ChatRequest } from "tokenfare";
import { findModel } from "../../../engine/catalog-info.js";
import { fieldOf, isObject, readJson, writeJson } from "../../../format/json.js";
import { formatCount } from "../../../format/numbers.js";
import { messageOf } from "../../../format/words.js";
import { type Chat, type ChatMessage, mostMessages } from "../../../state/chat.js";

/** Longer texts, and longer roles or names, are edited as JSON and not in fields. */
const longestText = 100_000;
const longestName = 64;

/** Parses a request. Throws an error that says what to do where it is not one. */
export function openRequest(json: string): Omit<Chat, "model"> & { model?: string | null } {
  const request = parsed(json);
  if (!isObject(request) || !Array.isArray(request["messages"]))
    throw new Error(
      "it has no list of messages: " +
        'open a request as it is sent to the API, { "model": …, "messages": [ … ] }',
    );
  const { model, messages, tools, ...other } = request as Record<string, unknown> & {
    messages: unknown[];
  };
  if (messages.length === 0)
    throw new Error("its list of messages is empty: add one, and open it again");
  if (messages.length > mostMessages)
    throw new Error(
      `it has ${formatCount(messages.length)} messages, ` +
        `and the page takes ${formatCount(mostMessages)}: ` +
        "leave some out, or count it with the package",
    );
  if (model !== undefined && model !== null && typeof model !== "string")
    throw new Error('its model is no text: put a name there, as in "model": "gpt-4o"');
  return {
    messages: messages.map(chatMessageOf),
    tools: tools === undefined ? "" : writeJson(tools),
    other: Object.keys(other).length ? writeJson(other) : "",
    ...(model !== undefined && { model }),
  };
}

function parsed(json: string): unknown {
  try {
    return readJson(json);
  } catch (error) {
    if (error instanceof SyntaxError)
      throw new Error(`it is not JSON (${error.message}): save one request alone, and open that`);
    throw error;
  }
}

function chatMessageOf(message: unknown, i: number): ChatMessage {
  const role = fieldOf(message, "role");
  if (typeof role !== "string")
    throw new Error(
      `its message ${i + 1} has no role: each needs one, as in { "role": "user", "content": … }`,
    );
  const { content, name, ...rest } = message as Record<string, unknown>;
  const isPlain =
    Object.keys(rest).length === 1 &&
    role.length <= longestName &&
    typeof content === "string" &&
    content.length <= longestText &&
    (name === undefined || (typeof name === "string" && name !== "" && name.length <= longestName));
  if (!isPlain) return { json: writeJson(message) };
  return { role, content, ...(name !== undefined && { name }) };
}

/** The value of a field, or its error. */
export type Reading<Value> = { value: Value } | { problem: string };

const readings = new WeakMap<ChatMessage, Reading<RequestMessage>>();

/** A message as it is sent. Messages are never changed in place, so each is parsed once. */
export function readMessage(message: ChatMessage): Reading<RequestMessage> {
  const known = readings.get(message);
  if (known) return known;
  const reading =
    "json" in message ? readField(message.json, asMessage) : { value: plainMessage(message) };
  readings.set(message, reading);
  return reading;
}

function plainMessage({
  role,
  name,
  content,
}: {
  role: string;
  name?: string;
  content: string;
}): RequestMessage {
  return { role, ...(name && { name }), content };
}

function asMessage(value: unknown): RequestMessage {
  if (typeof fieldOf(value, "role") !== "string")
    throw new Error(
      'A message is a JSON object with a role, as { "role": "user", "content": "…" }.',
    );
  return value as RequestMessage;
}

export const readTools = lastRead((tools): Reading<{ tools?: readonly unknown[] | null }> =>
  tools.trim() ? readField(tools, asTools) : { value: {} },
);

/** Some programs write null for no tools. */
function asTools(value: unknown): { tools: readonly unknown[] | null } {
  if (value !== null && !Array.isArray(value)) throw new Error("Tools are a JSON array: [ … ].");
  return { tools: value };
}

export const readOther = lastRead((other): Reading<object> =>
  other.trim() ? readField(other, asOther) : { value: {} },
);

function asOther(value: unknown): object {
  if (!isObject(value)) throw new Error("Other fields are a JSON object: { … }.");
  const elsewhere = ["model", "messages", "tools"].find((name) => Object.hasOwn(value, name));
  if (elsewhere)
    throw new Error(`“${elsewhere}” has its own place on this page: take it out here.`);
  return value;
}

/**
 * Remembers the last result: the field is parsed for the request and for its error, on every
 * change.
 */
function lastRead<Value>(read: (text: string) => Reading<Value>): (text: string) => Reading<Value> {
  let last: { text: string; reading: Reading<Value> } | null = null;
  return (text) => {
    if (last?.text !== text) last = { text, reading: read(text) };
    return last.reading;
  };
}

function readField<Value>(text: string, as: (value: unknown) => Value): Reading<Value> {
  try {
    return { value: as(readJson(text)) };
  } catch (error) {
    const message = messageOf(error);
    return {
      problem:
        error instanceof SyntaxError
          ? `This is not JSON yet: ${message}`
          : message.replace(/^it /, "This "),
    };
  }
}

/**
 * The request to count; null while a part of it is unfinished. A model that the catalog does not
 * know is replaced by the page's model.
 */
export function countedRequest(chat: Chat, model: string): ChatRequest | null {
  const name = nameOf(chat, model);
  // The engine accepts null for no tools, which the package's type does not allow.
  return requestWith(chat, { model: name && findModel(name) ? name : model }) as ChatRequest | null;
}

/** The request as it is sent or was opened; null while a part of it is unfinished. */
export function sentRequest(chat: Chat, model: string): object | null {
  const name = nameOf(chat, model);
  return requestWith(chat, name === undefined ? {} : { model: name });
}

/** The model that the reader has chosen takes precedence over the one that the request names. */
function nameOf({ model: named }: Chat, model: string): string | null | undefined {
  return named?.as === model ? named.name : model;
}

function requestWith(chat: Chat, model: { model?: string | null }): object | null {
  const [tools, other] = [readTools(chat.tools), readOther(chat.other)];
  const messages = chat.messages.map(readMessage);
  if ("problem" in tools || "problem" in other || !messages.every((each) => "value" in each))
    return null;
  return { ...model, messages: messages.map((each) => each.value), ...tools.value, ...other.value };
}
