/** The tokenizer's part of the API object. */
import { described, invalidArgument, isBytes, requireBytes, requireCount, requireObject, requireOptions, requireString } from "./check.js";
import { nativeBytesFromBase64 } from "./base64.js";
import { counterOf } from "./counter.js";
import { type Glue, call, onRestart } from "./engine.js";
import { TokenfareError } from "./error.js";
import { guarded } from "./guard.js";
import * as memory from "./memory.js";
import { type SafeCuts, eachPart } from "./parts.js";
import { plainData } from "./plain-data.js";
import { frozen } from "./results.js";
import type { ChatCount, EncodingMatch, EncodingName, RequestCount, RequestEndpoint } from "./api/data.js";
import type {
  ChatRequest,
  Chunk,
  EncodingSource,
  RequestOptions,
  SpecialTokenOptions,
  StreamDecoder,
  Tokenizer,
  Tokenizers,
  Truncation,
} from "./api/tokenizer.js";

const ENCODINGS: readonly EncodingName[] = Object.freeze([
  "o200k_base",
  "o200k_harmony",
  "cl100k_base",
  "p50k_base",
  "p50k_edit",
  "r50k_base",
  "gpt2",
  "claude_3",
  "claude_4_7",
  "gemma_3",
  "llama_2",
  "llama_3",
  "llama_4",
  "qwen_2",
  "qwen_3_5",
  "deepseek_v3",
  "mistral_tekken",
  "mistral_spm",
  "kimi_k2",
  "glm_4",
  "glm_5",
  "minimax",
]);

/** Decodes whole texts. Each stream has a decoder of its own. Made at first use, as in `memory.ts`. */
let utf8: TextDecoder | undefined;

const EXPECTED_SOURCE =
  'the default export of "tokenfare/encodings/<name>" (of a namespace, its `.default`), ' +
  "or the packed bytes as a Uint8Array";

/** The export of a module `tokenfare/encodings/<name>`. */
interface PackedSource extends EncodingSource {
  readonly packed: string;
  /** The encoding that this one extends. */
  readonly base?: PackedSource;
}

/**
 * Everything that was loaded, in order. A fresh instance loads it again, so that handles stay the
 * same.
 */
const loaded: (PackedSource | Uint8Array)[] = [];
const tokenizerByName = new Map<EncodingName, Tokenizer>();
/** By the packed text, not by the name, which may be wrong. */
const tokenizerByPacked = new Map<string, Tokenizer>();
const loading = new Map<string, Promise<Tokenizer>>();

onRestart((engine) => {
  for (const source of loaded) load(engine, source);
});

export function tokenizers(): Tokenizers {
  return {
    encodings: ENCODINGS,

    async loadEncoding(source: EncodingSource | Uint8Array): Promise<Tokenizer> {
      const packed = requireSource(source);
      if (packed instanceof Uint8Array) return loadNow(packed);
      let promise = loading.get(packed.packed);
      if (promise === undefined) {
        promise = Promise.resolve().then(() => loadNow(packed));
        loading.set(packed.packed, promise);
        promise.catch(() => loading.delete(packed.packed));
      }
      return promise.then((tokenizer) => named(tokenizer, packed));
    },

    loadEncodingSync(source: EncodingSource | Uint8Array): Tokenizer {
      const packed = requireSource(source);
      return packed instanceof Uint8Array ? loadNow(packed) : named(loadNow(packed), packed);
    },

    tokenizer(encoding: EncodingName): Tokenizer {
      const found = tokenizerByName.get(encoding);
      if (found !== undefined) return found;
      if (!ENCODINGS.includes(requireString(encoding, "encoding") as EncodingName)) {
        throw new TokenfareError({
          code: "UNKNOWN_ENCODING",
          message: `there is no encoding ${described(encoding)}; there are ${ENCODINGS.join(", ")}; encodingForModel says which one a model has`,
          path: "encoding",
          suggestions: ENCODINGS.filter((name) => name.slice(0, 3) === encoding.slice(0, 3)),
        });
      }
      throw new TokenfareError({
        code: "ENCODING_NOT_LOADED",
        message: `${encoding} is not loaded; call loadEncoding with the default export of "tokenfare/encodings/${encoding}" first`,
        path: "encoding",
      });
    },

    encodingForModel(model: string): EncodingMatch {
      requireString(model, "model");
      return frozen(call((engine) => engine.encodingForModel(model)) as EncodingMatch);
    },

    countRequest(request: unknown, options: RequestOptions = {}): RequestCount {
      requireObject(request, "request");
      requireOptions(options, "options", ["model", "endpoint"]);
      const { model, endpoint } = options;
      if (model !== undefined) requireString(model, "options.model");
      if (endpoint !== undefined && !ENDPOINTS.includes(endpoint)) {
        return invalidArgument("options.endpoint", `one of ${ENDPOINTS.join(", ")}`, endpoint);
      }
      return frozen(withPlainData(request, (plain) => call((engine) => engine.countRequest(plain, model, endpoint)) as RequestCount));
    },
  };
}

const ENDPOINTS: readonly RequestEndpoint[] = Object.freeze([
  "openai.chat",
  "openai.responses",
  "anthropic.messages",
  "google.generate",
  "google.vertex",
  "bedrock.converse",
]);

function requireSource(source: EncodingSource | Uint8Array): PackedSource | Uint8Array {
  if (isBytes(source)) return requireBytes(source, "source");
  const { name, packed } = (source ?? {}) as Partial<PackedSource>;
  if (typeof packed !== "string" || typeof name !== "string") return invalidArgument("source", EXPECTED_SOURCE, source);
  return source as PackedSource;
}

/** Refuses another encoding's name, which would make the counts of a model wrong without a word. */
function named(tokenizer: Tokenizer, source: PackedSource): Tokenizer {
  if (tokenizer.encoding === source.name) return tokenizer;
  throw new TokenfareError({
    code: "CORRUPT_VOCABULARY",
    message:
      `the source is named ${described(source.name)}, but holds ${tokenizer.encoding}; ` +
      `import it from "tokenfare/encodings/${tokenizer.encoding}"`,
    path: "source.name",
  });
}

function loadNow(source: PackedSource | Uint8Array): Tokenizer {
  if (source instanceof Uint8Array) return loadNew(source);
  const known = tokenizerByPacked.get(source.packed);
  if (known !== undefined) return known;
  if (source.base !== undefined) loadNow(source.base);
  const tokenizer = loadNew(source);
  tokenizerByPacked.set(source.packed, tokenizer);
  return tokenizer;
}

function loadNew(source: PackedSource | Uint8Array): Tokenizer {
  // A copy, because the caller may change its bytes and a fresh instance needs the same ones.
  const own = source instanceof Uint8Array ? source.slice() : source;
  return call((engine) => {
    const handle = load(engine, own);
    const { name, vocabularySize, specialTokens, safeCuts } = engine.encodingInfo(handle) as {
      name: EncodingName;
      vocabularySize: number;
      specialTokens: [string, number][];
      safeCuts: SafeCuts;
    };
    const known = tokenizerByName.get(name);
    if (known !== undefined) return known;
    const tokenizer = tokenizerOf(handle, name, vocabularySize, Object.fromEntries(specialTokens), safeCuts);
    loaded.push(own);
    tokenizerByName.set(name, tokenizer);
    return tokenizer;
  });
}

function load(engine: Glue, source: PackedSource | Uint8Array): number {
  try {
    const bytes = source instanceof Uint8Array ? source : nativeBytesFromBase64(source.packed);
    if (bytes !== undefined) {
      memory.writeBytes(engine, bytes);
      return engine.loadEncoding(bytes.length);
    }
    return engine.loadEncodingBase64(memory.writeText(engine, (source as PackedSource).packed));
  } finally {
    memory.inputIsGone();
  }
}

function tokenizerOf(
  handle: number,
  encoding: EncodingName,
  vocabularySize: number,
  specialTokens: Record<string, number>,
  cuts: SafeCuts,
): Tokenizer {
  /** Writes a text, processes it, and releases the buffers of a large one. */
  const withText = <T>(text: string, work: (engine: Glue, length: number) => T): T => {
    requireString(text, "text");
    return call((engine) => {
      const result = work(engine, memory.writeText(engine, text));
      memory.trim(engine);
      return result;
    });
  };

  const decodeBytes = <T>(tokens: ArrayLike<number>, use: (bytes: Uint8Array) => T, follows = false): T => {
    const words = wordsOf(tokens);
    return call((engine) => {
      memory.writeWords(engine, words);
      const result = use(memory.outputBytes(engine, engine.decodeTokens(handle, words.length, follows)));
      memory.trim(engine);
      return result;
    });
  };

  const tokenizer: Tokenizer = guarded<Tokenizer>({
    encoding,
    vocabularySize,
    specialTokens: Object.freeze(specialTokens),

    encode(text: string, options?: SpecialTokenOptions): Uint32Array {
      const special = specialOf(options);
      if (special === undefined) {
        requireString(text, "text");
        return call((engine) => {
          let count = 0;
          let first = true;
          eachPart(text, cuts, (part) => {
            count = engine.encodeTokens(handle, memory.writeText(engine, part), first);
            // Assumes that the rest is like the first part.
            if (first && part.length < text.length) {
              engine.tokenizerExpect(Math.min((1.1 * count * text.length) / part.length, 0xffff_ffff));
            }
            first = false;
          });
          const tokens = memory.readWords(engine, count);
          memory.trim(engine);
          return tokens;
        });
      }
      return withText(text, (engine, length) =>
        memory.readWords(engine, engine.encodeTokensWith(handle, length, special.allowed, special.disallowed)),
      );
    },

    count(text: string, options?: SpecialTokenOptions): number {
      const special = specialOf(options);
      if (special === undefined) {
        requireString(text, "text");
        return call((engine) => {
          let count = 0;
          eachPart(text, cuts, (part) => {
            count += engine.countTokens(handle, memory.writeText(engine, part));
          });
          memory.trim(engine);
          return count;
        });
      }
      return withText(text, (engine, length) =>
        engine.countTokensWith(handle, length, special.allowed, special.disallowed),
      );
    },

    countBatch(texts: readonly string[], options?: SpecialTokenOptions): Uint32Array {
      if (!Array.isArray(texts)) return invalidArgument("texts", "an array of strings", texts);
      // A copy, because the caller's array may change between two reads. A loop, because forEach
      // skips holes.
      const own: string[] = [];
      for (let index = 0; index < texts.length; index++) own.push(requireString(texts[index], `texts[${index}]`));
      const special = specialOf(options);
      return call((engine) => {
        const lengths = new Uint32Array(own.length);
        let end = 0;
        own.forEach((text, index) => {
          const length = memory.writeText(engine, text, end);
          lengths[index] = length;
          end += length;
        });
        const counts = engine.countTokensBatch(handle, lengths, special?.allowed, special?.disallowed);
        memory.trim(engine);
        return counts;
      });
    },

    countUpTo(text: string, limit: number, options?: SpecialTokenOptions): number | null {
      if (limit !== Infinity) requireCount(limit, "limit");
      const special = specialOf(options);
      return withText(
        text,
        (engine, length) => engine.countTokensUpTo(handle, length, Math.min(limit, MOST), special?.allowed, special?.disallowed) ?? null,
      );
    },

    counter: () => counterOf((text) => tokenizer.count(text), cuts),

    decode(tokens: ArrayLike<number>): string {
      const decoder = (utf8 ??= new TextDecoder("utf-8", { ignoreBOM: true }));
      return decodeBytes(tokens, (bytes) => decoder.decode(bytes));
    },

    decodeBytes(tokens: ArrayLike<number>): Uint8Array {
      return decodeBytes(tokens, (bytes) => bytes.slice());
    },

    decoder(): StreamDecoder {
      const stream = new TextDecoder("utf-8", { ignoreBOM: true });
      // Some vocabularies put a blank in front of a text, which only the first tokens have.
      let hasBegun = false;
      return guarded<StreamDecoder>({
        push(tokens: number | ArrayLike<number>): string {
          const ids = typeof tokens === "number" ? [tokens] : tokens;
          const text = decodeBytes(ids, (bytes) => stream.decode(bytes, { stream: true }), hasBegun);
          hasBegun ||= ids.length > 0;
          return text;
        },
        end(): string {
          hasBegun = false;
          return stream.decode();
        },
      });
    },

    tokenBytes(token: number): Uint8Array {
      requireCount(token, "token");
      return call((engine) => engine.tokenBytes(handle, token));
    },

    spans(text: string, options?: SpecialTokenOptions): { tokens: Uint32Array; starts: Uint32Array } {
      const special = specialOf(options);
      return withText(text, (engine, length) => {
        const count = engine.tokenSpans(handle, length, special?.allowed, special?.disallowed);
        return Object.freeze({ tokens: memory.readWords(engine, count), starts: memory.readWords(engine, count, count) });
      });
    },

    truncate(
      text: string,
      maxTokens: number,
      options: { keep?: "start" | "end" | "middle"; marker?: string } = {},
    ): Truncation {
      if (maxTokens !== Infinity) requireCount(maxTokens, "maxTokens");
      requireOptions(options, "options", ["keep", "marker"]);
      const { keep = "start", marker = "" } = options;
      const side = ["start", "end", "middle"].indexOf(keep);
      if (side < 0) return invalidArgument("options.keep", '"start", "end" or "middle"', keep);
      requireString(marker, "options.marker");
      const [head = 0, tail = 0, tokens = 0, isCut = 0, hasMarker = 0] = withText(text, (engine, length) =>
        engine.truncateText(handle, length, Math.min(maxTokens, MOST), side, marker),
      );
      if (isCut === 0) return Object.freeze({ text, tokens, truncated: false });
      const kept = [text.slice(0, head), hasMarker === 0 ? "" : marker, text.slice(tail)];
      return Object.freeze({ text: joinedApart(kept), tokens, truncated: true });
    },

    chunk(text: string, maxTokens: number, options: { overlap?: number } = {}): Chunk[] {
      requireCount(maxTokens, "maxTokens", 1);
      requireOptions(options, "options", ["overlap"]);
      const overlap = requireCount(options.overlap ?? 0, "options.overlap");
      const flat = withText(text, (engine, length) => engine.chunkText(handle, length, maxTokens, overlap));
      const chunks: Chunk[] = [];
      for (let i = 0; i + 2 < flat.length; i += 3) {
        const [start = 0, end = 0, tokens = 0] = flat.subarray(i, i + 3);
        chunks.push({ text: text.slice(start, end), start, end, tokens });
      }
      return frozen(chunks);
    },

    countChat(request: ChatRequest): ChatCount {
      requireObject(request, "request");
      return frozen(withPlainData(request, (plain) => call((engine) => engine.countChat(handle, plain)) as ChatCount));
    },
  });
  return tokenizer;
}

/**
 * Counts a request, and once more as plain data if that is refused: requests of SDKs hold bytes,
 * dates, URLs and schemas with methods.
 */
function withPlainData<T>(request: unknown, count: (request: unknown) => T): T {
  try {
    return count(request);
  } catch (error) {
    if (!(error instanceof TokenfareError) || !/must be plain data|contains itself/.test(error.message)) throw error;
    return count(JSON.parse(JSON.stringify(request, plainData())));
  }
}

/** The largest number of tokens that the engine takes; no text has as many. */
const MOST = 0xffff_ffff;

type SpecialSet = "all" | readonly string[] | undefined;

/** Joins texts. Halves of two different characters that would become one at a seam are replaced, as they were counted. */
function joinedApart(texts: readonly string[]): string {
  return texts.reduce((joined, text) => {
    const wouldPair = /[\uD800-\uDBFF]$/.test(joined) && /^[\uDC00-\uDFFF]/.test(text);
    return wouldPair ? `${joined.slice(0, -1)}\uFFFD${text}` : joined + text;
  }, "");
}

/**
 * The checked options, or nothing if both have their default, which takes the engine's fast path.
 */
function specialOf(options: SpecialTokenOptions | undefined): { allowed: SpecialSet; disallowed: SpecialSet } | undefined {
  if (options === undefined) return undefined;
  requireOptions(options, "options", ["allowedSpecial", "disallowedSpecial"]);
  const allowed = setOf(options.allowedSpecial, "options.allowedSpecial");
  const disallowed = setOf(options.disallowedSpecial, "options.disallowedSpecial");
  return allowed === undefined && disallowed === undefined ? undefined : { allowed, disallowed };
}

function setOf(value: unknown, path: string): SpecialSet {
  if (value === undefined || value === "all") return value;
  // A copy, because the caller's array may change between two reads.
  const texts: unknown[] = Array.isArray(value) || value instanceof Set ? [...(value as Iterable<unknown>)] : [undefined];
  if (texts.every((text) => typeof text === "string")) return texts as readonly string[];
  return invalidArgument(path, '"all" or an array or set of strings', value);
}

/** More ids than the engine's memory can hold. */
const MAX_TOKENS = 1 << 30;

/**
 * The ids as 32-bit words. Each is checked, because another number would silently become a
 * different id.
 */
function wordsOf(tokens: ArrayLike<number>): Uint32Array {
  if (ArrayBuffer.isView(tokens) && tokens instanceof Uint32Array) return tokens;
  const length = (tokens as ArrayLike<number> | null | undefined)?.length;
  if (typeof tokens !== "object" || length === undefined || !Number.isInteger(length) || length < 0 || length > MAX_TOKENS) {
    return invalidArgument("tokens", "an array of ids", tokens);
  }
  const words = new Uint32Array(length);
  for (let i = 0; i < words.length; i++) {
    const token: unknown = tokens[i];
    if (typeof token !== "number" || !Number.isInteger(token) || token < 0 || token > 0xffff_ffff) {
      throw new TokenfareError({
        code: "INVALID_ARGUMENT",
        message: `tokens[${i}] must be a token id, not ${described(token)}`,
        path: `tokens[${i}]`,
      });
    }
    words[i] = token;
  }
  return words;
}
