/** A chat as typed. Any part that is JSON may be unfinished. */
export interface Chat {
  messages: readonly ChatMessage[];
  tools: string;
  /** The other fields of the request, as a JSON object: response_format, tool_choice, … */
  other: string;
  /** The model that an opened request names. */
  model?: NamedModel;
}

/** A message of text and a role is edited in fields, every other message as JSON. */
export type ChatMessage = PlainMessage | WrittenMessage;
export interface PlainMessage {
  role: string;
  content: string;
  name?: string;
}
export interface WrittenMessage {
  json: string;
  /** Whether it is edited even though it is long. */
  edited?: boolean;
}

/**
 * While the page's model is `as`, the request is sent with its own name for the model, or without
 * one.
 */
export interface NamedModel {
  name?: string | null;
  as: string;
}

/** The most messages that can have fields of their own without slowing the page. */
export const mostMessages = 500;

/** Checks a stored chat. Returns null where it is none. */
export function storedChat(value: unknown): Chat | null {
  if (typeof value !== "object" || value === null) return null;
  const { messages, tools, other = "", model } = value as Partial<Record<keyof Chat, unknown>>;
  if (
    !Array.isArray(messages) ||
    messages.length === 0 ||
    messages.length > mostMessages ||
    !messages.every(isMessage)
  )
    return null;
  if (typeof tools !== "string" || typeof other !== "string") return null;
  return { messages, tools, other, ...(isNamedModel(model) && { model }) };
}

function isMessage(value: unknown): value is ChatMessage {
  if (typeof value !== "object" || value === null) return false;
  const { json, edited, role, content, name } = value as Record<string, unknown>;
  if (json !== undefined)
    return typeof json === "string" && (edited === undefined || typeof edited === "boolean");
  return (
    typeof role === "string" &&
    typeof content === "string" &&
    (name === undefined || typeof name === "string")
  );
}

function isNamedModel(value: unknown): value is NamedModel {
  if (typeof value !== "object" || value === null) return false;
  const { name, as } = value as Record<string, unknown>;
  return (
    typeof as === "string" && (name === undefined || name === null || typeof name === "string")
  );
}
