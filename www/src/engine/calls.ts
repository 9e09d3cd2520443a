/**
 * What the page asks of the package, one function a question.
 *
 * All of it runs in a worker (see worker.ts), so that neither a vocabulary of 200,000 tokens nor a
 * text of many megabytes ever stops the page from answering a key. Every argument and every result
 * is plain data that can be posted between threads.
 */
import { init } from "tokenfare";
import type {
  EncodingName, EncodingSource, Model, Projection, Quote, QuoteRequest, Scenario, SpecialTokenOptions, Tokenizer,
} from "tokenfare";

export interface EngineInfo {
  version: string;
  /** The newest day on which a price of the catalog was checked. */
  checked: string;
  encodings: readonly EncodingName[];
  models: readonly Model[];
}

export interface TokenSpans { tokens: Uint32Array; starts: Uint32Array }

const vocabularies: Record<EncodingName, () => Promise<{ default: EncodingSource }>> = {
  o200k_base: () => import("tokenfare/encodings/o200k_base"),
  o200k_harmony: () => import("tokenfare/encodings/o200k_harmony"),
  cl100k_base: () => import("tokenfare/encodings/cl100k_base"),
  p50k_base: () => import("tokenfare/encodings/p50k_base"),
  p50k_edit: () => import("tokenfare/encodings/p50k_edit"),
  r50k_base: () => import("tokenfare/encodings/r50k_base"),
  gpt2: () => import("tokenfare/encodings/gpt2"),
};

async function tokenizer(encoding: EncodingName): Promise<Tokenizer> {
  const api = await init();
  return api.loadEncoding((await vocabularies[encoding]()).default);
}

export const calls = {
  async start(): Promise<EngineInfo> {
    const api = await init();
    return {
      version: api.version,
      checked: api.catalog.checked,
      encodings: api.encodings,
      models: api.catalog.models(),
    };
  },

  /** Fetches a vocabulary's module while the network is still there; nothing is built from it yet. */
  async fetchVocabulary(encoding: EncodingName): Promise<void> {
    await vocabularies[encoding]();
  },

  async count(text: string, encoding: EncodingName, options?: SpecialTokenOptions): Promise<number> {
    return (await tokenizer(encoding)).count(text, options);
  },

  async spans(text: string, encoding: EncodingName, options?: SpecialTokenOptions): Promise<TokenSpans> {
    return (await tokenizer(encoding)).spans(text, options);
  },

  async quote(request: QuoteRequest): Promise<Quote> {
    return (await init()).catalog.quote(request);
  },

  async project(scenario: Scenario): Promise<Projection> {
    return (await init()).project(scenario);
  },
};

export type Calls = typeof calls;
