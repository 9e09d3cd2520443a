/**
 * The page's calls of the package, one function for each.
 *
 * All of them run in a worker (worker.ts), so that neither a vocabulary of 200,000 tokens nor a
 * text of many megabytes keeps the page from responding to a key. Every argument and result is
 * plain data that can be posted between threads.
 */
import {
  type ChatCount,
  type ChatRequest,
  type Chunk,
  type EncodingName,
  type EncodingSource,
  type ImageInput,
  type ImageTokens,
  init,
  type Projection,
  type Quote,
  type QuoteRequest,
  type RequestCount,
  type ResponsePrice,
  type Scenario,
  type ScenarioComparison,
  type SpecialTokenOptions,
  type StreamCounter,
  type TokenEstimate,
  type Tokenizer,
  type Truncation,
} from "tokenfare";
import { catalog, catalogCalls } from "./catalog-calls.js";
import type { EngineInfo } from "./catalog-info.js";
import { usageCalls } from "./usage-calls.js";

export interface TokenSpans {
  tokens: Uint32Array;
  starts: Uint32Array;
}

/**
 * All vocabularies, each loaded when a model asks for it. The single file carries them too: opened
 * from `file://`, it could load nothing later.
 */
const vocabularies: Record<string, () => Promise<{ default: EncodingSource }>> = {
  o200k_base: () => import("tokenfare/encodings/o200k_base"),
  o200k_harmony: () => import("tokenfare/encodings/o200k_harmony"),
  cl100k_base: () => import("tokenfare/encodings/cl100k_base"),
  p50k_base: () => import("tokenfare/encodings/p50k_base"),
  p50k_edit: () => import("tokenfare/encodings/p50k_edit"),
  r50k_base: () => import("tokenfare/encodings/r50k_base"),
  gpt2: () => import("tokenfare/encodings/gpt2"),
  claude_3: () => import("tokenfare/encodings/claude_3"),
  claude_4_7: () => import("tokenfare/encodings/claude_4_7"),
  gemma_3: () => import("tokenfare/encodings/gemma_3"),
  llama_2: () => import("tokenfare/encodings/llama_2"),
  mistral_spm: () => import("tokenfare/encodings/mistral_spm"),
  llama_3: () => import("tokenfare/encodings/llama_3"),
  llama_4: () => import("tokenfare/encodings/llama_4"),
  qwen_2: () => import("tokenfare/encodings/qwen_2"),
  qwen_3_5: () => import("tokenfare/encodings/qwen_3_5"),
  deepseek_v3: () => import("tokenfare/encodings/deepseek_v3"),
  mistral_tekken: () => import("tokenfare/encodings/mistral_tekken"),
  kimi_k2: () => import("tokenfare/encodings/kimi_k2"),
  glm_4: () => import("tokenfare/encodings/glm_4"),
  glm_5: () => import("tokenfare/encodings/glm_5"),
  minimax: () => import("tokenfare/encodings/minimax"),
};

async function vocabulary(encoding: EncodingName): Promise<EncodingSource> {
  const load = vocabularies[encoding];
  if (load === undefined) throw new Error(`This page has no vocabulary ${encoding}.`);
  return (await load()).default;
}

async function tokenizer(encoding: EncodingName): Promise<Tokenizer> {
  const api = await init();
  return api.loadEncoding(await vocabulary(encoding));
}

/** The open counters of texts that arrive in chunks. */
const counters = new Map<number, StreamCounter>();
let lastCounter = 0;

export const calls = {
  ...catalogCalls,
  ...usageCalls,

  async start(): Promise<EngineInfo> {
    const api = await init();
    return {
      version: api.version,
      checked: api.catalog.checked,
      models: api.catalog.models(),
      providers: Object.fromEntries(
        api.catalog.coverage().map(({ provider, name }) => [provider, name]),
      ),
    };
  },

  /** Fetches a vocabulary's module for use without a network. Nothing is built from it yet. */
  async fetchVocabulary(encoding: EncodingName): Promise<void> {
    await vocabulary(encoding);
  },

  async count(
    text: string,
    encoding: EncodingName,
    options?: SpecialTokenOptions,
  ): Promise<number> {
    return (await tokenizer(encoding)).count(text, options);
  },

  /** Starts counting a text that arrives in chunks. Returns the counter's id. */
  async openCounter(encoding: EncodingName): Promise<number> {
    const counter = (await tokenizer(encoding)).counter();
    // After the wait: calls of several files would otherwise return the number of the last one.
    lastCounter += 1;
    counters.set(lastCounter, counter);
    return lastCounter;
  },

  /** Adds a chunk. Returns the tokens that are certain so far. */
  async pushCounter(counter: number, piece: string): Promise<number> {
    return counters.get(counter)!.push(piece);
  },

  /** Ends a text. Returns its tokens. */
  async closeCounter(counter: number): Promise<number> {
    const open = counters.get(counter);
    counters.delete(counter);
    return open!.end();
  },

  /** Discards a text that is not to be counted to its end. */
  async dropCounter(counter: number): Promise<void> {
    counters.delete(counter);
  },

  async countBatch(texts: string[], encoding: EncodingName): Promise<Uint32Array> {
    return (await tokenizer(encoding)).countBatch(texts);
  },

  async spans(
    text: string,
    encoding: EncodingName,
    options?: SpecialTokenOptions,
  ): Promise<TokenSpans> {
    return (await tokenizer(encoding)).spans(text, options);
  },

  async truncate(
    text: string,
    encoding: EncodingName,
    maxTokens: number,
    keep: "start" | "end" | "middle",
  ): Promise<Truncation> {
    return (await tokenizer(encoding)).truncate(text, maxTokens, {
      keep,
      ...(keep === "middle" && { marker: "\n…\n" }),
    });
  },

  async chunk(
    text: string,
    encoding: EncodingName,
    maxTokens: number,
    overlap: number,
  ): Promise<Chunk[]> {
    return (await tokenizer(encoding)).chunk(text, maxTokens, { overlap });
  },

  async countChat(request: ChatRequest, encoding: EncodingName): Promise<ChatCount> {
    return (await tokenizer(encoding)).countChat(request);
  },

  /** The input tokens of a request body as its vendor will bill it for this model. */
  async countRequest(body: object, model: string, encoding: EncodingName): Promise<RequestCount> {
    await tokenizer(encoding);
    return (await init()).countRequest("model" in body ? { ...body, model } : body, { model });
  },

  /** What a response, a stream or a line of a log has cost. */
  async priceResponse(response: unknown, on: string): Promise<ResponsePrice> {
    return (await init()).priceResponse(response, { on, catalog: await catalog() });
  },

  async imageSize(bytes: Uint8Array): Promise<{ width: number; height: number; format: string }> {
    return (await init()).imageSize(bytes);
  },

  async imageTokens(model: string, image: ImageInput): Promise<ImageTokens> {
    return (await init()).imageInputTokens(model, image);
  },

  async mediaTokens(
    model: string,
    kind: "audio" | "video",
    seconds: number,
  ): Promise<TokenEstimate> {
    return (await init()).mediaTokens(model, { kind, direction: "input", seconds });
  },

  async quote(request: QuoteRequest): Promise<Quote> {
    return (await catalog()).quote(request);
  },

  async project(scenario: Scenario): Promise<Projection> {
    return (await init()).project(scenario, { catalog: await catalog() });
  },

  /** Applies the merge patch of a lever. */
  async mergePatch(scenario: Scenario, patch: object): Promise<Scenario> {
    return (await init()).mergePatch(scenario, patch);
  },

  /** Projects a scenario and others beside it, which are passed whole and not as patches. */
  async compareScenarios(
    base: Scenario,
    variants: readonly { name: string; scenario: Scenario }[],
  ): Promise<ScenarioComparison> {
    const api = await init();
    const patches = variants.map(({ name, scenario }) => [name, api.patchBetween(base, scenario)]);
    return api.compareScenarios(base, Object.fromEntries(patches), { catalog: await catalog() });
  },
};

export type Calls = typeof calls;
