// The compatibility entries beside the packages that they stand in for: random calls, in the same
// process, with the same results. The README lists the differences; those that are no error are
// tested here too.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";
import * as theirGpt from "gpt-tokenizer";
import * as theirJs from "js-tiktoken";
import theirJsRanks from "js-tiktoken/ranks/cl100k_base";
import * as theirTiktoken from "tiktoken";
import { TokenfareError } from "tokenfare";
import * as ourGpt from "tokenfare/compat/gpt-tokenizer";
import * as ourJs from "tokenfare/compat/js-tiktoken";
import * as ourLite from "tokenfare/compat/js-tiktoken/lite";
import ourJsRanks from "tokenfare/compat/js-tiktoken/ranks/cl100k_base";
import * as ourTiktoken from "tokenfare/compat/tiktoken";
import { randomOf, textOf } from "./random-texts.mjs";

const folder = mkdtempSync(join(tmpdir(), "tokenfare-compat-"));
after(() => rmSync(folder, { recursive: true }));

const CALLS = 1000;
const NAMES = ["gpt2", "r50k_base", "p50k_base", "p50k_edit", "cl100k_base", "o200k_base"];
const SPECIAL = ["<|endoftext|>", "<|fim_prefix|>", "<|endofprompt|>", "<|unknown|>"];

/** A result as plain data; of an error its message. */
function outcome(work) {
  try {
    const result = work();
    return ArrayBuffer.isView(result) ? [result.constructor.name, ...result] : result;
  } catch (error) {
    return { error: error.message };
  }
}

/** Special tokens to allow or to forbid: none, all, or some. */
const some = (random) => random.one([undefined, "all", [], [random.one(SPECIAL)], SPECIAL.slice(0, 2)]);

/** A text that holds special tokens now and then. */
const withSpecial = (random) => (random.chance(0.3) ? textOf(random, 10) + random.one(SPECIAL) + textOf(random, 10) : textOf(random));

test("js-tiktoken: 1,000 random calls", () => {
  const random = randomOf(1);
  const own = { "<|im_start|>": 100264 };
  const pairs = [
    ...NAMES.map((name) => [theirJs.getEncoding(name), ourJs.getEncoding(name)]),
    [new theirJs.Tiktoken(theirJsRanks, own), new ourLite.Tiktoken(ourJsRanks, own)],
  ];
  for (let call = 0; call < CALLS; call++) {
    const [theirs, ours] = random.one(pairs);
    const given = [withSpecial(random) + (random.chance(0.1) ? "<|im_start|>" : ""), some(random), some(random)];
    const expected = outcome(() => theirs.encode(...given));
    assert.deepEqual(outcome(() => ours.encode(...given)), expected, JSON.stringify(given));
    if (Array.isArray(expected)) {
      // From the middle of a character too, and with ids that are no token.
      const ids = [...expected.slice(random.below(3)), ...(random.chance(0.2) ? [50_280_000, -1] : [])];
      assert.equal(ours.decode(ids), theirs.decode(ids), JSON.stringify(ids));
    }
  }
});

test("js-tiktoken: models and errors", () => {
  const types = ["gpt-4o", "gpt-4", "gpt-35-turbo", "gpt2", "davinci-002", "babbage-002", "text-davinci-003", "text-davinci-edit-001", "code-cushman-001", "text-embedding-3-small", "o3-mini", "chatgpt-4o-latest", "text-search-ada-doc-001", "nothing-like-it"];
  for (const model of types) {
    assert.deepEqual(outcome(() => ourJs.getEncodingNameForModel(model)), outcome(() => theirJs.getEncodingNameForModel(model)), model);
    assert.deepEqual(outcome(() => ourTiktoken.get_encoding_name_for_model(model)), outcome(() => theirTiktoken.get_encoding_name_for_model(model)), model);
  }
  assert.deepEqual(outcome(() => ourJs.getEncoding("x")), outcome(() => theirJs.getEncoding("x")));
  assert.deepEqual(outcome(() => ourTiktoken.get_encoding("x")), outcome(() => theirTiktoken.get_encoding("x")));
  // Newer models, which js-tiktoken does not know.
  assert.equal(ourJs.getEncodingNameForModel("gpt-5.4-mini"), "o200k_base");
  assert.throws(() => new ourJs.Tiktoken(theirJsRanks), (error) => error instanceof TokenfareError && /a vocabulary of another package is not offered/.test(error.message));
  assert.throws(() => ourJsRanks.bpe_ranks, /bpe_ranks is not offered/);
  assert.deepEqual(ourJsRanks.special_tokens, theirJsRanks.special_tokens);
});

test("tiktoken: 1,000 random calls", () => {
  const random = randomOf(2);
  const own = { "<|im_start|>": 100264 };
  const pairs = [
    ...NAMES.map((name) => [theirTiktoken.get_encoding(name), ourTiktoken.get_encoding(name)]),
    [theirTiktoken.get_encoding("cl100k_base", own), ourTiktoken.get_encoding("cl100k_base", own)],
  ];
  for (let call = 0; call < CALLS; call++) {
    const [theirs, ours] = random.one(pairs);
    const given = [withSpecial(random), some(random), some(random)];
    const expected = outcome(() => theirs.encode(...given));
    assert.deepEqual(outcome(() => ours.encode(...given)), expected, JSON.stringify(given));
    assert.deepEqual(ours.encode_ordinary(given[0]), theirs.encode_ordinary(given[0]));
    if (Array.isArray(expected)) {
      const ids = Uint32Array.from(expected.slice(1 + random.below(3)));
      assert.deepEqual(ours.decode(ids), theirs.decode(ids));
      if (ids.length > 0) {
        const bytes = theirs.decode_single_token_bytes(ids[0]);
        assert.deepEqual(ours.decode_single_token_bytes(ids[0]), bytes);
        if (ours.name === "r50k_base") assert.equal(ours.encode_single_token(bytes), theirs.encode_single_token(bytes));
      }
    }
  }
  for (const [theirs, ours] of pairs) {
    assert.equal(ours.name, theirs.name);
    ours.free();
    theirs.free();
    assert.equal(ours.encode("Hello").length, 1, "nothing is freed");
  }
});

test("tiktoken: what is not offered says so", () => {
  const encoding = ourTiktoken.encoding_for_model("gpt-4o");
  const refusal = (name) => (error) => error instanceof TokenfareError && error.message.startsWith(`${name} is not offered`);
  assert.throws(() => encoding.encode_with_unstable("hello"), refusal("encode_with_unstable"));
  assert.throws(() => new ourTiktoken.Tiktoken("", {}, ""), refusal("a vocabulary of one's own"));
  const bytes = ourTiktoken.get_encoding("gpt2").token_byte_values();
  const theirs = theirTiktoken.get_encoding("gpt2");
  assert.deepEqual(bytes, theirs.token_byte_values());
  theirs.free();
});

const GPT = [...NAMES, "o200k_harmony"];
const MODELS = ["gpt-4o", "gpt-3.5-turbo", "gpt-4-turbo", "gpt-5-mini", "gpt-oss-20b", "o3-mini", "text-davinci-003", "gpt-4"];

test("gpt-tokenizer: 1,000 random calls of its encodings", async () => {
  const random = randomOf(3);
  const pairs = [[theirGpt, ourGpt]];
  for (const name of GPT) pairs.push([await import(`gpt-tokenizer/encoding/${name}`), await import(`tokenfare/compat/gpt-tokenizer/encoding/${name}`)]);
  const set = (list) => (Array.isArray(list) ? new Set(list) : list);
  for (let call = 0; call < CALLS; call++) {
    const [theirs, ours] = random.one(pairs);
    const options = random.chance(0.3) ? undefined : { allowedSpecial: set(some(random)), disallowedSpecial: set(some(random)) };
    // gpt-tokenizer finds an allowed special token at the beginning of a text alone.
    const isAllowed = options?.allowedSpecial !== undefined && (options.allowedSpecial === "all" || options.allowedSpecial.size > 0);
    const text = isAllowed ? random.one(["", "<|endoftext|>"]) + textOf(random) : withSpecial(random);
    const expected = outcome(() => theirs.encode(text, options));
    const message = JSON.stringify([text, options], (_, value) => (value instanceof Set ? [...value] : value));
    assert.deepEqual(outcome(() => ours.encode(text, options)), expected, message);
    assert.deepEqual(outcome(() => ours.countTokens(text, options)), outcome(() => theirs.countTokens(text, options)), message);
    const limit = random.one([0, 5, 20, Infinity, -1, 2.5]);
    assert.deepEqual(outcome(() => ours.isWithinTokenLimit(text, limit, options)), outcome(() => theirs.isWithinTokenLimit(text, limit, options)), message);
    if (!Array.isArray(expected)) continue;
    assert.equal(ours.decode(expected), theirs.decode(expected));
    assert.equal([...ours.decodeGenerator(expected)].join(""), [...theirs.decodeGenerator(expected)].join(""));
    assert.deepEqual([...ours.encodeGenerator(text, options)].flat(), expected);
  }
  for (const [theirs, ours] of pairs) {
    assert.equal(ours.vocabularySize, theirs.vocabularySize);
    assert.deepEqual(outcome(() => ours.decode([9_999_999])), outcome(() => theirs.decode([9_999_999])));
    for (const [name, value] of Object.entries(theirs)) {
      assert.equal(typeof ours[name], typeof value, name);
      if (typeof value === "string" || typeof value === "number") assert.equal(ours[name], value, name);
    }
  }
});

/** A chat as gpt-tokenizer takes it. */
function chatOf(random) {
  const message = () => ({ role: random.one(["system", "user", "assistant"]), ...(random.chance(0.2) ? { name: "Ada" } : {}), content: `Hi ${textOf(random, 20)}` });
  return Array.from({ length: 1 + random.below(5) }, message);
}

test("gpt-tokenizer: 1,000 random chats of its models", async () => {
  const random = randomOf(4);
  const pairs = [];
  for (const name of MODELS) pairs.push([await import(`gpt-tokenizer/model/${name}`), await import(`tokenfare/compat/gpt-tokenizer/model/${name}`)]);
  for (let call = 0; call < CALLS; call++) {
    const [theirs, ours] = random.one(pairs);
    const chat = chatOf(random);
    const options = random.chance(0.2) ? { primeWithAssistantResponse: random.one(["", "yes"]) } : undefined;
    if (theirs.encodeChat !== undefined) {
      assert.deepEqual(outcome(() => ours.encodeChat(chat, undefined, options)), outcome(() => theirs.encodeChat(chat, undefined, options)));
    }
    assert.deepEqual(outcome(() => ours.countTokens(chat)), outcome(() => theirs.countTokens(chat)));
    assert.deepEqual(outcome(() => ours.isWithinTokenLimit(chat, 30)), outcome(() => theirs.isWithinTokenLimit(chat, 30)));
    assert.equal("countChatCompletionTokens" in ours, "countChatCompletionTokens" in theirs);
    if (theirs.countChatCompletionTokens) {
      const functions = random.chance(0.3) ? [{ name: "weather", description: "The weather", parameters: { type: "object", properties: { city: { type: "string", description: "Where" } }, required: ["city"] } }] : undefined;
      const request = { messages: chat, ...(functions && { functions }) };
      assert.equal(ours.countChatCompletionTokens(request), theirs.countChatCompletionTokens(request), JSON.stringify(request));
    }
  }
});

test("gpt-tokenizer: every model is there, with its vocabulary", async () => {
  const { modelToEncodingMap } = await import("gpt-tokenizer/mapping");
  const { readdirSync } = await import("node:fs");
  const folder = new URL("model/", import.meta.resolve("gpt-tokenizer"));
  const models = readdirSync(folder).filter((file) => file.endsWith(".js")).map((file) => file.slice(0, -3));
  assert.ok(models.length > 200);
  for (const model of models) {
    const { default: api, vocabularySize } = await import(`tokenfare/compat/gpt-tokenizer/model/${model}`);
    assert.equal(vocabularySize, (await import(`tokenfare/compat/gpt-tokenizer/encoding/${modelToEncodingMap[model] ?? "o200k_base"}`)).vocabularySize, model);
    assert.ok(api.modelName === undefined || api.modelName === model);
  }
});

test("apps of js-tiktoken and of gpt-tokenizer run unchanged behind an alias of the bundler", async () => {
  const app = `
    import { encodingForModel, Tiktoken } from "js-tiktoken";
    import cl100k from "js-tiktoken/ranks/cl100k_base";
    import { encode, isWithinTokenLimit } from "gpt-tokenizer";
    import { encodeChat } from "gpt-tokenizer/model/gpt-4";
    const text = "Hello, world! 日本語";
    export default [
      encodingForModel("gpt-4o").encode(text),
      new Tiktoken(cl100k).encode(text),
      encode(text),
      isWithinTokenLimit(text, 3),
      encodeChat([{ role: "user", content: text }]),
    ];`;
  const run = async (alias) => {
    const options = { stdin: { contents: app, resolveDir: fileURLToPath(new URL(".", import.meta.url)) }, bundle: true, format: "esm", write: false };
    const { outputFiles } = await build({ ...options, alias });
    const file = join(folder, `app-${Object.keys(alias).length}.mjs`);
    writeFileSync(file, outputFiles[0].text);
    return (await import(pathToFileURL(file))).default;
  };
  const alias = { "js-tiktoken": "tokenfare/compat/js-tiktoken", "gpt-tokenizer": "tokenfare/compat/gpt-tokenizer" };
  assert.deepEqual(await run(alias), await run({}));
});

test("gpt-tokenizer: differences that the README states", () => {
  const all = { allowedSpecial: "all" };
  // tiktoken's result: special tokens anywhere in the text. gpt-tokenizer finds the first alone.
  assert.deepEqual(ourGpt.encode("a<|endoftext|>", all), [64, 199999]);
  assert.notDeepEqual(theirGpt.encode("a<|endoftext|>", all), [64, 199999]);
  assert.throws(() => ourGpt.estimateCost(10), (error) => error instanceof TokenfareError && /estimateCost is not offered.*tokenfare\/prices/.test(error.message));
  // An unfinished character: gpt-tokenizer keeps its bytes for a later call.
  const [first] = ourGpt.encode("\u{1fad8}");
  assert.equal(ourGpt.decode([first]), "\ufffd");
});
