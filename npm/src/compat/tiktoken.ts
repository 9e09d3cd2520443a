/** The API and results of the npm package tiktoken, on tokenfare's engine; see the README for differences. */
import { SpecialTokens, refuse } from "./special-tokens.js";
import { encodingNameOf } from "./models.js";
import { failure, notOffered, tokenizerOf } from "./tokenizers.js";
import { SOURCES } from "./sources.js";
import type { Tokenizer } from "../api/tokenizer.js";
import type { TiktokenEncoding, TiktokenModel } from "./models.js";

export type { TiktokenEncoding, TiktokenModel } from "./models.js";

/** Proves to the constructor that `get_encoding` calls it. */
const OWN = Symbol("tokenfare");

/** An encoder, as in tiktoken: special tokens in a text throw unless they are allowed. */
export class Tiktoken {
  /** The name of the encoding. */
  readonly name: string | undefined;
  readonly #tokenizer: Tokenizer;
  readonly #special: SpecialTokens;
  #idOfBytes: ReadonlyMap<string, number> | undefined;

  /** Vocabularies of one's own are not offered: use `get_encoding`. */
  constructor(tiktoken_bfe: string, special_tokens: Record<string, number>, pat_str: string) {
    if ((pat_str as unknown) !== OWN) notOffered("a vocabulary of one's own", "use get_encoding");
    this.name = tiktoken_bfe;
    this.#tokenizer = tokenizerOf(SOURCES[tiktoken_bfe as TiktokenEncoding]);
    this.#special = new SpecialTokens({ ...this.#tokenizer.specialTokens, ...special_tokens });
  }

  /** Does nothing: there is nothing to free. */
  free(): void {}

  /** The ids of a text. */
  encode(text: string, allowed_special?: "all" | string[], disallowed_special?: "all" | string[]): Uint32Array {
    const allowed = new Set(allowed_special === "all" ? this.#special.names() : (allowed_special ?? []));
    const refused = disallowed_special ?? "all";
    refuse(text, refused === "all" ? [...this.#special.names()].filter((name) => !allowed.has(name)) : refused);
    return Uint32Array.from(this.#special.encode(this.#tokenizer, text, allowed));
  }

  /** The ids of a text in which special tokens are ordinary text. */
  encode_ordinary(text: string): Uint32Array {
    return this.#tokenizer.encode(text);
  }

  /** Not offered. */
  encode_with_unstable(_text: string, _allowed_special?: "all" | string[], _disallowed_special?: "all" | string[]): never {
    return notOffered("encode_with_unstable", "encode the text again when more of it is known");
  }

  /** The id of a token by its bytes; special tokens too. */
  encode_single_token(bytes: Uint8Array): number {
    const id = this.#special.id(new TextDecoder().decode(bytes)) ?? this.#ids().get(bytes.join());
    if (id === undefined) throw failure("UNKNOWN_TOKEN", `no token of ${this.name} has the bytes ${bytes.join()}`);
    return id;
  }

  /** The bytes of ids. */
  decode(tokens: ArrayLike<number> & Iterable<number>): Uint8Array {
    return this.#special.bytes(this.#tokenizer, tokens, (id) => {
      throw failure("UNKNOWN_TOKEN", `${id} is no token of ${this.name}`);
    });
  }

  /** The bytes of one token. */
  decode_single_token_bytes(token: number): Uint8Array {
    return this.decode([token]);
  }

  /** The bytes of all tokens that are not special, sorted as bytes. */
  token_byte_values(): number[][] {
    return [...this.#ids().keys()].map((key) => key.split(",").map(Number)).sort(compareBytes);
  }

  #ids(): ReadonlyMap<string, number> {
    if (this.#idOfBytes !== undefined) return this.#idOfBytes;
    const ids = new Map<string, number>();
    const special = new Set(Object.values(this.#tokenizer.specialTokens));
    for (let id = 0; id < this.#tokenizer.vocabularySize; id++) {
      if (special.has(id)) continue;
      const bytes = new SpecialTokens({}).bytes(this.#tokenizer, [id], () => {});
      if (bytes.length > 0) ids.set(bytes.join(), id);
    }
    return (this.#idOfBytes = ids);
  }
}

function compareBytes(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((byte, index) => byte !== b[index]);
  return at < 0 ? a.length - b.length : a[at]! - (b[at] ?? -1);
}

/** An encoder by the name of its encoding. */
export function get_encoding(encoding: TiktokenEncoding, extend_special_tokens: Record<string, number> = {}): Tiktoken {
  if (!Object.hasOwn(SOURCES, encoding)) throw failure("UNKNOWN_ENCODING", "Invalid encoding");
  return new Tiktoken(encoding, extend_special_tokens, OWN as unknown as string);
}

/** The name of a model's encoding. */
export function get_encoding_name_for_model(model: TiktokenModel): TiktokenEncoding {
  const name = encodingNameOf(model);
  if (name === undefined) throw failure("UNKNOWN_MODEL", `Invalid model: ${model}`);
  return name;
}

/** The encoder of a model. */
export function encoding_for_model(model: TiktokenModel, extend_special_tokens?: Record<string, number>): Tiktoken {
  return get_encoding(get_encoding_name_for_model(model), extend_special_tokens);
}
