/** A chat as typed: any part that is JSON may not be finished yet. */
export interface Chat {
  messages: readonly ChatMessage[];
  tools: string;
  /** The request's further fields, as a JSON object: response_format, tool_choice, … */
  other: string;
  /** The model that an opened request names. */
  model?: NamedModel;
}

/** Text with a role is edited in fields of its own, every other message as JSON. */
export type ChatMessage = PlainMessage | WrittenMessage;
export interface PlainMessage {
  role: string;
  content: string;
  name?: string;
}
export interface WrittenMessage {
  json: string;
  /** Whether it is edited however long it is. */
  edited?: boolean;
}

/** While the page's model is `as`, the request goes out with its own name for it, or without one. */
export interface NamedModel {
  name?: string | null;
  as: string;
}

/** So many stand in fields of their own without slowing the page. */
export const mostMessages = 500;

/** What was kept of a chat, if it is one. */
export function keptChat(value: unknown): Chat | null {
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
