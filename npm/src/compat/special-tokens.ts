/** Special tokens as the other packages know them: a table of their own for each encoding. */
import { TokenfareError } from "../error.js";
import { failure } from "./tokenizers.js";
import type { Tokenizer } from "../api/tokenizer.js";

/** Special tokens by name, as the other package's user sees them. */
export class SpecialTokens {
  readonly #idOf: ReadonlyMap<string, number>;
  readonly #nameOf: ReadonlyMap<number, string>;

  constructor(ids: Readonly<Record<string, number>>) {
    this.#idOf = new Map(Object.entries(ids));
    this.#nameOf = new Map([...this.#idOf].map(([name, id]) => [id, name]));
  }

  /** All names. */
  names(): Iterable<string> {
    return this.#idOf.keys();
  }

  /** How many there are. */
  get size(): number {
    return this.#idOf.size;
  }

  /** The id of a name. */
  id(name: string): number | undefined {
    return this.#idOf.get(name);
  }

  /** The name of an id. */
  name(id: number): string | undefined {
    return this.#nameOf.get(id);
  }

  /** Encodes a text in which the allowed special tokens become their ids; all else is ordinary text. */
  encode(tokenizer: Tokenizer, text: string, allowed: Iterable<string>): number[] {
    const pattern = patternOf([...allowed].filter((name) => this.#idOf.has(name)), "g");
    if (pattern === undefined) return Array.from(tokenizer.encode(text));
    const ids: number[] = [];
    let start = 0;
    for (const { 0: name, index } of text.matchAll(pattern)) {
      append(ids, tokenizer.encode(text.slice(start, index)));
      ids.push(this.#idOf.get(name)!);
      start = index + name.length;
    }
    append(ids, tokenizer.encode(text.slice(start)));
    return ids;
  }

  /** As the length of {@link encode}. */
  count(tokenizer: Tokenizer, text: string, allowed: Iterable<string>): number {
    const pattern = patternOf([...allowed].filter((name) => this.#idOf.has(name)), "g");
    if (pattern === undefined) return tokenizer.count(text);
    const texts = text.split(pattern);
    return tokenizer.countBatch(texts).reduce((sum, count) => sum + count, texts.length - 1);
  }

  /** The bytes of ids. `unknown` decides what happens to an id that is no token. */
  bytes(tokenizer: Tokenizer, ids: Iterable<number>, unknown: (id: number) => void): Uint8Array {
    const pieces: Uint8Array[] = [];
    let ordinary: number[] = [];
    const own = ownSpecialIds(tokenizer);
    const flush = (): void => {
      if (ordinary.length > 0) pieces.push(bytesOf(tokenizer, ordinary, unknown));
      ordinary = [];
    };
    for (const id of ids) {
      const name = this.#nameOf.get(id);
      if (name === undefined && isToken(tokenizer, id) && !own.has(id)) {
        ordinary.push(id);
        continue;
      }
      flush();
      if (name === undefined) unknown(id);
      else pieces.push(new TextEncoder().encode(name));
    }
    flush();
    return joined(pieces);
  }
}

/** Throws where a text holds one of these names, in the words that tiktoken and its ports share. */
export function refuse(text: string, names: Iterable<string>, message = "The text contains a special token that is not allowed: "): void {
  const found = patternOf([...names])?.exec(text);
  if (found) throw failure("DISALLOWED_SPECIAL_TOKEN", `${message}${found[0]}`);
}

/** The pattern that was made last, because most programs always pass the same options. */
let last: { readonly key: string; readonly pattern: RegExp } | undefined;

/** A pattern of literal texts; none for no texts. */
function patternOf(names: readonly string[], flags = ""): RegExp | undefined {
  if (names.length === 0) return undefined;
  const key = `${flags}\n${names.join("\n")}`;
  if (last?.key !== key) last = { key, pattern: new RegExp(names.map((name) => name.replace(/[\\^$*+?.()|[\]{}]/g, "\\$&")).join("|"), flags) };
  return last.pattern;
}

const specialIds = new WeakMap<Tokenizer, ReadonlySet<number>>();

function ownSpecialIds(tokenizer: Tokenizer): ReadonlySet<number> {
  let ids = specialIds.get(tokenizer);
  if (ids === undefined) specialIds.set(tokenizer, (ids = new Set(Object.values(tokenizer.specialTokens))));
  return ids;
}

function isToken(tokenizer: Tokenizer, id: number): boolean {
  return Number.isInteger(id) && id >= 0 && id < tokenizer.vocabularySize;
}

/** The vocabularies have a few holes, which are found out by decoding. */
function bytesOf(tokenizer: Tokenizer, ids: readonly number[], unknown: (id: number) => void): Uint8Array {
  const decoded = known(() => tokenizer.decodeBytes(ids));
  if (decoded !== undefined) return decoded;
  const pieces: Uint8Array[] = [];
  for (const id of ids) {
    const piece = known(() => tokenizer.tokenBytes(id));
    if (piece === undefined) unknown(id);
    else pieces.push(piece);
  }
  return joined(pieces);
}

function known(work: () => Uint8Array): Uint8Array | undefined {
  try {
    return work();
  } catch (error) {
    if (error instanceof TokenfareError && error.code === "UNKNOWN_TOKEN") return undefined;
    throw error;
  }
}

function append(ids: number[], more: Uint32Array): void {
  for (const id of more) ids.push(id);
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
