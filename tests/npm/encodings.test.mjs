// Every encoding, as a module and as raw bytes.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";
import { createContext, runInContext } from "node:vm";
import { init } from "tokenfare";

const require = createRequire(import.meta.url);
const fare = await init();

// Sizes are those of tiktoken's n_vocab, and one more than the highest id in the vendors' own files. A
// reconstruction has no ids.
const sizes = {
  o200k_base: 200_019,
  o200k_harmony: 201_088,
  cl100k_base: 100_277,
  p50k_base: 50_281,
  p50k_edit: 50_284,
  r50k_base: 50_257,
  gpt2: 50_257,
  claude_3: 0,
  claude_4_7: 0,
  gemma_3: 262_144,
  llama_2: 32_000,
  llama_3: 128_256,
  llama_4: 202_048,
  qwen_2: 151_669,
  qwen_3_5: 248_070,
  deepseek_v3: 129_280,
  mistral_tekken: 131_072,
  mistral_spm: 32_000,
  kimi_k2: 163_840,
  glm_4: 151_365,
  glm_5: 154_856,
  minimax: 200_061,
};

test("the list of encodings is that of the package's modules", () => {
  assert.deepEqual([...fare.encodings].sort(), Object.keys(sizes).sort());
});

// Those that extend another come first, because their module imports it.
const extending = ["o200k_harmony", "p50k_edit", "gpt2", "p50k_base", "llama_3", "glm_5"];
for (const name of [...extending, ...Object.keys(sizes).filter((name) => !extending.includes(name))]) {
  test(`${name} loads, counts and decodes`, async () => {
    const { default: source } = await import(`tokenfare/encodings/${name}`);
    assert.equal(source.name, name);
    const tokenizer = await fare.loadEncoding(source);
    assert.equal(tokenizer.encoding, name);
    assert.equal(tokenizer.vocabularySize, sizes[name]);
    assert.equal(fare.tokenizer(name), tokenizer);
    assert.equal(await fare.loadEncoding(source), tokenizer);
    const text = "The quick brown fox – 中文 🙂\n\n  jumps.";
    if (sizes[name] === 0) {
      assert.ok(tokenizer.count(text) > 0);
      for (const call of [() => tokenizer.encode(text), () => tokenizer.spans(text), () => tokenizer.decode([1])]) {
        assert.throws(call, { code: "NO_IDS" });
      }
      return;
    }
    assert.equal(tokenizer.decode(tokenizer.encode(text)), text);
    assert.equal(tokenizer.count(text), tokenizer.encode(text).length);
  });
}

test("raw bytes load as well", async () => {
  const bytes = new Uint8Array(readFileSync(require.resolve("tokenfare/encodings/cl100k_base.tfv")));
  assert.equal((await fare.loadEncoding(bytes)).encoding, "cl100k_base");
});

test("classic scripts of encodings may come in any order", async () => {
  const folder = new URL("encodings/", import.meta.resolve("tokenfare"));
  const page = createContext({});
  for (const name of ["p50k_edit", "p50k_base", "r50k_base"]) {
    runInContext(readFileSync(new URL(`${name}.global.js`, folder), "utf8"), page);
  }
  const { p50k_edit: edit, p50k_base: base, r50k_base: first } = page.tokenfareEncodings;
  assert.ok(edit.base === base && base.base === first && first.base === undefined);
  assert.equal((await fare.loadEncoding(edit)).encoding, "p50k_edit");
});
