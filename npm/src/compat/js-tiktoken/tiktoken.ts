/** js-tiktoken's class, on tokenfare's engine. */
import { SpecialTokens, refuse } from "../special-tokens.js";
import { encodingNameOf } from "../models.js";
import { failure, notOffered, tokenizerOf } from "../tokenizers.js";
import type { EncodingSource, Tokenizer } from "../../api/tokenizer.js";
import type { TiktokenEncoding, TiktokenModel } from "../models.js";

/** The default export of `ranks/<name>`. Only ranks of this package can be loaded. */
export interface TiktokenBPE {
  /** Not offered: reading it throws. */
  readonly pat_str: string;
  /** The special tokens and their ids. */
  readonly special_tokens: Record<string, number>;
  /** Not offered: reading it throws. */
  readonly bpe_ranks: string;
}

const sources = new WeakMap<object, EncodingSource>();

/** The ranks of a vocabulary. */
export function ranksOf(source: EncodingSource): TiktokenBPE {
  const instead = "the vocabulary is packed; tokenBytes of tokenfare/tokenizer gives each token's bytes";
  const ranks: TiktokenBPE = Object.freeze({
    get pat_str(): string {
      return notOffered("pat_str", instead);
    },
    get special_tokens(): Record<string, number> {
      return { ...tokenizerOf(source).specialTokens };
    },
    get bpe_ranks(): string {
      return notOffered("bpe_ranks", instead);
    },
  });
  sources.set(ranks, source);
  return ranks;
}

/** An encoder, as in js-tiktoken: special tokens in a text throw unless they are allowed. */
export class Tiktoken {
  readonly #tokenizer: Tokenizer;
  readonly #special: SpecialTokens;

  /** An encoder of `ranks/<name>`, with special tokens of one's own. */
  constructor(ranks: TiktokenBPE, extendedSpecialTokens: Record<string, number> = {}) {
    const source = sources.get(ranks) ?? notOffered("a vocabulary of another package", "import it from tokenfare/compat/js-tiktoken/ranks");
    this.#tokenizer = tokenizerOf(source);
    this.#special = new SpecialTokens({ ...this.#tokenizer.specialTokens, ...extendedSpecialTokens });
  }

  /** The ids of a text. */
  encode(text: string, allowedSpecial: string[] | "all" = [], disallowedSpecial: string[] | "all" = "all"): number[] {
    const allowed = new Set(allowedSpecial === "all" ? this.#special.names() : allowedSpecial);
    refuse(text, disallowedSpecial === "all" ? [...this.#special.names()].filter((name) => !allowed.has(name)) : disallowedSpecial);
    return this.#special.encode(this.#tokenizer, text, allowed);
  }

  /** The text of ids. Those that are no token are left out. */
  decode(tokens: ArrayLike<number> & Iterable<number>): string {
    return new TextDecoder().decode(this.#special.bytes(this.#tokenizer, tokens, () => {}));
  }
}

/** Where js-tiktoken differs from OpenAI's own list, by which these models have cl100k_base. */
const DIFFERENT: ReadonlyMap<string, TiktokenEncoding> = new Map([
  ["davinci-002", "p50k_base"],
  ["babbage-002", "r50k_base"],
]);

/** The name of a model's encoding. */
export function getEncodingNameForModel(model: TiktokenModel): TiktokenEncoding {
  const name = DIFFERENT.get(model) ?? encodingNameOf(model);
  if (name === undefined) throw failure("UNKNOWN_MODEL", "Unknown model");
  return name;
}
