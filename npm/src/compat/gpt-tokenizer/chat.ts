/** The ids of a chat in the formats that gpt-tokenizer writes: ChatML and harmony. */
import * as name from "./constants.js";
import { failure } from "../tokenizers.js";
import type { SpecialTokens } from "../special-tokens.js";

/** A message of a chat. */
export interface ChatMessage {
  role?: string;
  name?: string;
  content: string;
  function_call?: { name?: string; arguments?: string };
  /** Harmony: `analysis`, `commentary`, `final`. */
  channel?: string;
  /** Harmony: who the message is for. */
  recipient?: string;
  /** Harmony: where the recipient stands; default `channel`. */
  recipientPlacement?: "role" | "channel";
  /** Harmony: `json`. */
  constraint?: string;
  /** Harmony: the closing token; default `<|end|>`. */
  terminator?: "<|end|>" | "<|return|>" | "<|call|>";
}

/** What a format needs of its encoding. */
export interface ChatEncoder {
  readonly special: SpecialTokens;
  /** The ids of a header: no special token may stand in it. */
  header(text: string): number[];
  /** The ids of a message's content. */
  content(text: string): number[];
}

/** The separators of a model's ChatML. */
export interface Separators {
  readonly role: readonly number[];
  readonly message: readonly number[];
}

/** ChatML: each message between `<|im_start|>` and `<|im_end|>`, and the primed answer. */
export function* chatml(encoder: ChatEncoder, chat: Iterable<ChatMessage>, separators: Separators, prime: string): Generator<number[], void, undefined> {
  const [start, end] = [idOf(encoder, name.ImStart), idOf(encoder, name.ImEnd)];
  for (const { role = "system", name: author = role, content } of chat) {
    requireContent(content);
    yield [start];
    yield encoder.header(author);
    if (separators.role.length > 0) yield [...separators.role];
    yield encoder.content(content);
    yield [end];
    yield [...separators.message];
  }
  if (prime.length > 0) {
    yield [start];
    yield encoder.content(prime);
  }
  if (separators.role.length > 0) yield [...separators.role];
}

/** Harmony, the format of gpt-oss: channels, recipients and constraints stand in the header. */
export function* harmony(encoder: ChatEncoder, chat: Iterable<ChatMessage>, prime: string): Generator<number[], void, undefined> {
  const header = (text: string): number[] => (text === "" ? [] : encoder.header(text));
  for (const message of chat) {
    requireContent(message.content);
    const { channel, recipient, constraint } = message;
    const isInRole = recipient !== undefined && recipient !== "" && (message.recipientPlacement === "role" || !channel);
    yield [idOf(encoder, name.HarmonyStart)];
    yield header(message.name ?? message.role ?? "user");
    if (isInRole) yield header(` to=${recipient}`);
    if (channel) {
      yield [idOf(encoder, name.HarmonyChannel)];
      yield header(channel);
      if (recipient && !isInRole) yield header(` to=${recipient}`);
    }
    if (constraint) {
      yield [idOf(encoder, name.HarmonyConstrain)];
      yield header(constraint);
    }
    yield [idOf(encoder, name.HarmonyMessage)];
    yield encoder.content(message.content);
    yield [idOf(encoder, message.terminator ?? name.HarmonyEnd)];
  }
  if (prime.length > 0) {
    yield [idOf(encoder, name.HarmonyStart)];
    yield header(prime);
  }
}

function requireContent(content: unknown): void {
  if (content === undefined) throw failure("INVALID_ARGUMENT", "Content must be defined for all messages.");
}

function idOf(encoder: ChatEncoder, token: string): number {
  const id = encoder.special.id(token);
  if (id === undefined) throw failure("INVALID_ARGUMENT", `this encoding has no special token ${token}`);
  return id;
}
