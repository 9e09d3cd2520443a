// Bad input to every function gives the documented error, and the instance keeps working.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { afterEach, test } from "node:test";
import { TokenfareError, init } from "tokenfare";
import o200k from "tokenfare/encodings/o200k_base";

const require = createRequire(import.meta.url);
const fare = await init();

/** The call must throw a TokenfareError with this code, and with this path if one is given. */
async function refuses(code, call, path) {
  const error = await Promise.resolve().then(call).then(
    () => assert.fail(`nothing was thrown; ${code} was due`),
    (thrown) => thrown,
  );
  assert.ok(error instanceof TokenfareError, `${error?.stack ?? error}`);
  assert.equal(error.name, "TokenfareError");
  assert.equal(error.code, code, error.message);
  if (path !== undefined) assert.equal(error.path, path);
  return error;
}

afterEach(async () => {
  const tokenizer = await fare.loadEncoding(o200k);
  assert.equal(tokenizer.count("hello world"), 2);
  const quote = fare.catalog.quote({ model: "gpt-4o-mini-2024-07-18", quantities: { inputTokens: 50, outputTokens: 100 } });
  assert.equal(quote.total.exact, "0.0000675");
});

test("one frozen object", async () => {
  assert.equal(await init(), fare);
  assert.ok(Object.isFrozen(fare));
});

test("an encoding must be loaded first", async () => {
  await refuses("ENCODING_NOT_LOADED", () => fare.tokenizer("p50k_base"));
  await refuses("UNKNOWN_ENCODING", () => fare.tokenizer("o300k_base"));
  await refuses("ENCODING_NOT_LOADED", () =>
    fare.catalog.quote({ model: "gpt-3.5-turbo-0125", quantities: {}, prompt: "text" }),
  );
});

test("quantities", async () => {
  const quote = (quantities) => () => fare.catalog.quote({ model: "gpt-4o-mini", quantities });
  await refuses("INVALID_ARGUMENT", quote({ inputTokens: -1 }), "quantities.inputTokens");
  await refuses("INVALID_ARGUMENT", quote({ inputTokens: Number.NaN }), "quantities.inputTokens");
  await refuses("INVALID_ARGUMENT", quote({ inputTokens: Number.POSITIVE_INFINITY }), "quantities.inputTokens");
  await refuses("INVALID_ARGUMENT", quote({ inputTokens: "50" }), "quantities.inputTokens");
  await refuses("INVALID_ARGUMENT", quote({ inputTokens: 50n }), "quantities.inputTokens");
  await refuses("INVALID_ARGUMENT", quote(null));
  await refuses("INVALID_USAGE", quote({ inputTokens: 10, cachedInputTokens: 20 }));
});

test("models", async () => {
  const error = await refuses("UNKNOWN_MODEL", () => fare.catalog.model("gpt-4o-mni"));
  assert.ok(error.suggestions.includes("gpt-4o-mini"), String(error.suggestions));
  await refuses("UNKNOWN_MODEL", () => fare.catalog.quote({ model: "nothing-like-it", quantities: {} }));
  await refuses("INVALID_ARGUMENT", () => fare.catalog.model(4));
  await refuses("INVALID_ARGUMENT", () => fare.encodingForModel(null));
  assert.equal(fare.catalog.find("nothing-like-it"), null);
});

test("catalogs", async () => {
  await refuses("INVALID_CATALOG", () => fare.parseCatalog("{"));
  await refuses("INVALID_CATALOG", () => fare.parseCatalog("{}"));
  await refuses("INVALID_CATALOG", () => fare.parseCatalog({ models: Number.NaN }));
  await refuses("INVALID_ARGUMENT", () => fare.parseCatalog(null));
  const shipped = JSON.parse(readFileSync(require.resolve("tokenfare/catalog.json"), "utf8"));
  assert.equal(fare.parseCatalog(shipped).size, fare.catalog.size);
  assert.deepEqual(fare.catalog.toJSON(), shipped);
});

test("texts", async () => {
  const tokenizer = await fare.loadEncoding(o200k);
  for (const value of [undefined, null, 7, {}, ["text"]]) {
    await refuses("INVALID_ARGUMENT", () => tokenizer.count(value), "text");
    await refuses("INVALID_ARGUMENT", () => tokenizer.encode(value), "text");
  }
  await refuses("INVALID_ARGUMENT", () => tokenizer.countBatch(["a", 1]), "texts[1]");
  await refuses("INVALID_ARGUMENT", () => tokenizer.countUpTo("a", -1), "limit");
  await refuses("INVALID_ARGUMENT", () => tokenizer.chunk("a", 0), "maxTokens");
});

test("lone surrogates count as U+FFFD, wherever they stand", async () => {
  const tokenizer = await fare.loadEncoding(o200k);
  for (const text of ["\ud800", "a\udc00b", "\ud83d", "\udc00\ud800", `${"x".repeat(5000)}\ud800`]) {
    assert.equal(tokenizer.count(text), tokenizer.count(text.toWellFormed()));
    assert.equal(tokenizer.decode(tokenizer.encode(text)), text.toWellFormed());
  }
  assert.equal(
    tokenizer.countChat({ model: "gpt-4o", messages: [{ role: "user", content: "\ud800" }] }).total,
    tokenizer.countChat({ model: "gpt-4o", messages: [{ role: "user", content: "\ufffd" }] }).total,
  );
});

test("messages say what was given, and what to do", async () => {
  const tokenizer = await fare.loadEncoding(o200k);
  const message = async (work) => {
    try {
      await work();
    } catch (error) {
      return error.message;
    }
    return "";
  };
  assert.equal(await message(() => tokenizer.truncate("a b", 1, { keep: "left" })), 'options.keep must be "start", "end" or "middle", not "left"');
  assert.match(await message(() => tokenizer.countUpTo("a", "7")), /not "7"$/);
  assert.match(await message(() => tokenizer.countUpTo("a", "7".repeat(41))), /not a string$/);
  assert.match(await message(() => fare.loadEncoding({ default: o200k })), /of a namespace, its `\.default`.* Uint8Array, not an object$/);
  assert.match(await message(() => fare.tokenizer("gpt-4o")), /encodingForModel says which one a model has$/);
});

test("ids", async () => {
  const tokenizer = await fare.loadEncoding(o200k);
  await refuses("UNKNOWN_TOKEN", () => tokenizer.decode([24912, 9_999_999]));
  await refuses("INVALID_ARGUMENT", () => tokenizer.decode([24912, -1]), "tokens[1]");
  await refuses("INVALID_ARGUMENT", () => tokenizer.decode([1.5]), "tokens[0]");
  await refuses("INVALID_ARGUMENT", () => tokenizer.decode(null), "tokens");
  await refuses("UNKNOWN_TOKEN", () => tokenizer.tokenBytes(9_999_999));
  // The highest that fits, whose next one does not.
  await refuses("UNKNOWN_TOKEN", () => tokenizer.decode([24912, 0xffff_ffff]), "tokens[1]");
  await refuses("UNKNOWN_TOKEN", () => tokenizer.tokenBytes(0xffff_ffff));
  await refuses("UNKNOWN_TOKEN", () => tokenizer.decoder().push(0xffff_ffff));
});

test("special tokens", async () => {
  const tokenizer = await fare.loadEncoding(o200k);
  const text = "a<|endoftext|>";
  assert.ok(tokenizer.count(text) > 2);
  assert.deepEqual([...tokenizer.encode(text, { allowedSpecial: "all" })], [64, 199_999]);
  await refuses("DISALLOWED_SPECIAL_TOKEN", () => tokenizer.encode(text, { disallowedSpecial: "all" }));
  // Offsets are in UTF-16 units: é has one unit and two bytes, the flag four units and eight bytes.
  for (const call of ["encode", "count", "spans"]) {
    const error = await refuses("DISALLOWED_SPECIAL_TOKEN", () => tokenizer[call](`é🇫🇷${text}`, { disallowedSpecial: "all" }));
    assert.match(error.message, / at offset 6;/);
  }
  await refuses("INVALID_ARGUMENT", () => tokenizer.encode(text, { allowedSpecial: "some" }), "options.allowedSpecial");
});

test("vocabularies", async () => {
  const packed = new Uint8Array(readFileSync(require.resolve("tokenfare/encodings/r50k_base.tfv")));
  for (const length of [0, 1, 16, 1000, packed.length - 1]) {
    await refuses("CORRUPT_VOCABULARY", () => fare.loadEncoding(packed.slice(0, length)));
  }
  const flipped = packed.slice();
  flipped[70_000] ^= 1;
  await refuses("CORRUPT_VOCABULARY", () => fare.loadEncoding(flipped));
  await refuses("INVALID_ARGUMENT", () => fare.loadEncoding(null));
  await refuses("INVALID_ARGUMENT", () => fare.loadEncoding({ name: "r50k_base" }));
  // A failure is not remembered.
  assert.equal((await fare.loadEncoding(packed)).encoding, "r50k_base");
});

test("scenarios", async () => {
  const project = (perDay) => () =>
    fare.project({ version: 1, months: 1, workloads: [{ name: "chat", model: "gpt-4o", requests: { perDay }, request: {} }] });
  for (const perDay of [-1, Number.NaN, Number.POSITIVE_INFINITY, "10"]) {
    await refuses("INVALID_SCENARIO", project(perDay), "workloads[0].requests.perDay");
  }
  await refuses("INVALID_ARGUMENT", () => fare.project(null), "scenario");
  await refuses("INVALID_SCENARIO", () => fare.project({}));
  await refuses("INVALID_ARGUMENT", () => fare.project({ version: 1, months: 1, workloads: [] }, { catalog: {} }));
});

test("images", async () => {
  await refuses("INVALID_IMAGE", () => fare.imageSize(new Uint8Array([1, 2, 3])));
  await refuses("INVALID_ARGUMENT", () => fare.imageSize("bytes"), "bytes");
});

test("responses", async () => {
  const cyclic = {};
  cyclic.usage = cyclic;
  await refuses("INVALID_USAGE", () => fare.usageFromResponse(cyclic), "usage");
  await refuses("INVALID_USAGE", () => fare.usageFromResponse({ usage: { prompt_tokens: -5 } }));
  await refuses("INVALID_ARGUMENT", () => fare.usageFromResponse(undefined), "response");
});

test("scenarios", async () => {
  const workload = { name: "chatbot", model: "gpt-4o-mini", requests: { perDay: 10 }, request: { inputTokens: 50 } };
  const project = (change, scenario = {}) => () =>
    fare.project({ version: 1, months: 1, workloads: [{ ...workload, ...change }], ...scenario });
  await refuses("INVALID_SCENARIO", project({ requests: { perDay: -1 } }), "workloads[0].requests.perDay");
  await refuses("INVALID_SCENARIO", project({ requests: { perDay: Number.NaN } }), "workloads[0].requests.perDay");
  await refuses("INVALID_SCENARIO", project({ reqests: {} }), "workloads[0].reqests");
  await refuses("UNKNOWN_MODEL", project({ model: "gpt-4o-mni" }));
  await refuses("LIMIT_EXCEEDED", project({}, { months: 601 }), "months");
  await refuses("INVALID_ARGUMENT", () => fare.project(null));
  await refuses("INVALID_ARGUMENT", () => fare.project({ version: 1, months: 1, workloads: [] }, { catalog: {} }));
});

test("odd objects", async () => {
  const tokenizer = await fare.loadEncoding(o200k);
  const quote = (quantities) => () => fare.catalog.quote({ model: "gpt-4o", quantities });
  await refuses("INVALID_ARGUMENT", quote(new Map([["inputTokens", 5]])), "quantities");
  await refuses("INVALID_ARGUMENT", quote(new Set()), "quantities");
  await refuses("INVALID_ARGUMENT", () => fare.catalog.quote({ model: "gpt-4o", on: new Date(), quantities: {} }), "on");
  await refuses("INVALID_ARGUMENT", quote({ images: [, { width: 1, height: 1 }] }), "quantities.images[0]");
  let deep = {};
  for (let i = 0; i < 50_000; i++) deep = { deep };
  await refuses("INVALID_ARGUMENT", quote({ deep }));
  await refuses("INVALID_SCENARIO", () => fare.project(deep));
  await refuses("INVALID_USAGE", () => fare.usageFromResponse(deep));
  const throwing = { get inputTokens() { throw new RangeError("no"); } };
  await refuses("INVALID_ARGUMENT", quote(throwing));
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  await refuses("INVALID_ARGUMENT", quote({ images: proxy }));
  await refuses("INVALID_ARGUMENT", () => tokenizer.decode({ length: 1e10 }), "tokens");
  await refuses("INVALID_ARGUMENT", () => tokenizer.decode({ length: -5 }), "tokens");
  await refuses("INVALID_ARGUMENT", () => tokenizer.countBatch([, "a"]), "texts[0]");
  await refuses("INVALID_ARGUMENT", quote({ inputTokens: 5e-324 }), "quantities.inputTokens");
});

test("places are those within the argument, whoever finds them", async () => {
  for (const minContext of [-1, Number.NaN]) {
    await refuses("INVALID_ARGUMENT", () => fare.catalog.models({ minContext }), "minContext");
  }
  for (const width of [-5, Number.NaN]) {
    await refuses("INVALID_ARGUMENT", () => fare.imageInputTokens("gpt-4o", { width, height: 5 }), "width");
  }
  for (const seconds of [-1, Number.NaN]) {
    await refuses("INVALID_ARGUMENT", () => fare.mediaTokens("gpt-4o", { kind: "audio", direction: "input", seconds }), "seconds");
  }
  await refuses("INVALID_ARGUMENT", () => fare.catalog.compare({ quantities: {} }, [5]), "models[0]");
  await refuses("INVALID_ARGUMENT", () => fare.catalog.compare({ quantities: {} }, "gpt-4o"), "models");
});

test("misspelt options", async () => {
  const tokenizer = await fare.loadEncoding(o200k);
  await refuses("INVALID_ARGUMENT", () => tokenizer.encode("a", { allowedspecial: "all" }), "options.allowedspecial");
  await refuses("INVALID_ARGUMENT", () => tokenizer.truncate("a b c", 2, { kep: "end" }), "options.kep");
  await refuses("INVALID_ARGUMENT", () => tokenizer.chunk("a b c", 2, { overlp: 1 }), "options.overlp");
  const scenario = { version: 1, months: 1, workloads: [{ name: "chat", model: "gpt-4o", requests: { perDay: 1 }, request: {} }] };
  await refuses("INVALID_ARGUMENT", () => fare.project(scenario, { catalgo: fare.catalog }), "options.catalgo");
});

test("whatever an argument does, callers see a TokenfareError", async () => {
  const tokenizer = await fare.loadEncoding(o200k);
  const throwing = new Proxy({}, { get() { throw new SyntaxError("no"); }, ownKeys() { throw new SyntaxError("no"); } });
  const revoked = () => {
    const { proxy, revoke } = Proxy.revocable([], {});
    revoke();
    return proxy;
  };
  const detached = new Uint8Array(64);
  structuredClone(detached, { transfer: [detached.buffer] });
  const cyclic = { name: "o200k_base", packed: "" };
  cyclic.base = cyclic;
  const hostile = [throwing, revoked(), detached, cyclic, Object.create(Uint32Array.prototype), Object.create(null), Symbol("a"), 1n, () => {}];
  const functions = {
    encode: (value) => tokenizer.encode("a", value),
    "encode a text": (value) => tokenizer.encode(value),
    count: (value) => tokenizer.count("a", value),
    "allowed tokens": (value) => tokenizer.count("a", { allowedSpecial: value }),
    countBatch: (value) => tokenizer.countBatch(value),
    "countBatch of one": (value) => tokenizer.countBatch([value]),
    countUpTo: (value) => tokenizer.countUpTo("a", value),
    decode: (value) => tokenizer.decode(value),
    "decode of one": (value) => tokenizer.decode([value]),
    decoder: (value) => tokenizer.decoder().push(value),
    counter: (value) => tokenizer.counter().push(value),
    truncate: (value) => tokenizer.truncate("a", 1, value),
    chunk: (value) => tokenizer.chunk("a", 1, value),
    countChat: (value) => tokenizer.countChat(value),
    loadEncoding: (value) => fare.loadEncoding(value),
    loadEncodingSync: (value) => fare.loadEncodingSync(value),
    tokenizer: (value) => fare.tokenizer(value),
    encodingForModel: (value) => fare.encodingForModel(value),
    quote: (value) => fare.catalog.quote(value),
    compare: (value) => fare.catalog.compare({ quantities: { inputTokens: 1 } }, value),
    project: (value) => fare.project(value),
    "project with options": (value) => fare.project({ version: 1, months: 1, workloads: [] }, value),
    imageSize: (value) => fare.imageSize(value),
    parseCatalog: (value) => fare.parseCatalog(value),
    extend: (value) => fare.catalog.extend(value),
    usageFromResponse: (value) => fare.usageFromResponse(value),
  };
  for (const [name, run] of Object.entries(functions)) {
    for (const value of hostile) {
      try {
        await run(value);
      } catch (error) {
        assert.ok(error instanceof TokenfareError, `${name}: ${error?.stack}`);
        assert.notEqual(error.code, "INTERNAL", `${name}: ${error.message}`);
        assert.ok(error.message.length < 2000, name);
      }
    }
  }
  // An array may change between the check and the use: it is read once.
  let reads = 0;
  const changing = new Proxy(["a"], { get: (target, key) => (key === "0" ? (reads++ === 0 ? "a" : 5) : Reflect.get(target, key)) });
  assert.deepEqual([...tokenizer.countBatch(changing)], [1]);
});

test("a typed array of another realm is one", async () => {
  const { runInNewContext } = await import("node:vm");
  const bytes = readFileSync(require.resolve("tokenfare/encodings/r50k_base.tfv"));
  const foreign = runInNewContext("(values) => Uint8Array.from(values)")(bytes);
  assert.ok(!(foreign instanceof Uint8Array));
  assert.equal((await fare.loadEncoding(foreign)).encoding, "r50k_base");
});

test("results are frozen", async () => {
  const tokenizer = await fare.loadEncoding(o200k);
  const results = [
    fare.encodingForModel("gpt-4o"),
    tokenizer.truncate("one two three", 2),
    tokenizer.truncate("one", 2),
    tokenizer.chunk("one two three", 2),
    tokenizer.chunk("one two three", 2)[0],
    tokenizer.spans("one two three"),
    tokenizer.countChat({ model: "gpt-4o", messages: [] }),
  ];
  for (const result of results) assert.ok(Object.isFrozen(result), JSON.stringify(result));
});

test("messages repeat nothing at length, and figures beyond 2^53 are refused", async () => {
  const tokenizer = await fare.loadEncoding(o200k);
  const long = "k".repeat(1_000_000);
  const calls = [
    () => fare.tokenizer(long),
    () => tokenizer.count("a", { [long]: 1 }),
    () => fare.multiply(long, 2),
    () => fare.readUsage("{}", { format: long }),
    () => fare.readUsage("{}", { zone: long }),
    () => fare.readUsage("{}", { columns: { [long]: long } }),
    () => fare.catalog.extend({ discounts: [{ provider: long, percent: 1 }] }),
    () => fare.catalog.quote({ model: "gpt-4o", quantities: { [long]: 1 } }),
  ];
  for (const call of calls) {
    assert.throws(call, (error) => {
      assert.ok(error instanceof TokenfareError && error.message.length < 2000, `${call}: ${error.message.length}`);
      assert.ok((error.path?.length ?? 0) < 200, String(call));
      return true;
    });
  }
  // 2.8e17 seconds are more than 2^53 tokens.
  await refuses("LIMIT_EXCEEDED", () => fare.mediaTokens("gemini-2.5-flash", { kind: "audio", direction: "input", seconds: 1e16 }));
});

test("objects that are shared many times are refused at once", async () => {
  let shared = { a: 1 };
  for (let level = 0; level < 40; level++) shared = { a: shared, b: shared };
  await refuses("LIMIT_EXCEEDED", () => fare.usageFromResponse(shared));
  await refuses("LIMIT_EXCEEDED", () => fare.priceResponse(shared));
});

test("damage behind a vocabulary is refused, whether its base is loaded or not", async () => {
  const { default: p50k } = await import("tokenfare/encodings/p50k_base");
  await fare.loadEncoding(p50k);
  const edit = readFileSync(require.resolve("tokenfare/encodings/p50k_edit.tfv"));
  for (const more of [[0], [1, 2, 3, 4, 5, 6, 7, 8], [...edit]]) {
    await refuses("CORRUPT_VOCABULARY", () => fare.loadEncoding(Uint8Array.from([...edit, ...more])));
  }
  assert.equal((await fare.loadEncoding(new Uint8Array(edit))).encoding, "p50k_edit");
});
