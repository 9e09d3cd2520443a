// The calls of the API that are made at random, and what must hold of their results.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { Generator, MODELS, smallCatalog, tame } from "../schema-values.mjs";
import { textOf } from "../random-texts.mjs";
import { hostile } from "./values.mjs";

const fixture = (path) => readFileSync(new URL(`../../../${path}`, import.meta.url));
const BODIES = JSON.parse(fixture("tests/fixtures/pricing/response-shapes.json")).flatMap(({ minimal, full }) => [minimal, full].filter(Boolean).map(({ response }) => response));
const CHATS = JSON.parse(fixture("tests/fixtures/chat_cases.json")).cases.map(({ tokens, ...request }) => ({ model: "gpt-4o", ...request }));
// The first byte of a corpus file says where the fuzz target cuts it.
const LOGS = readdirSync(new URL("../../../fuzz/corpus/usage_log/", import.meta.url)).map((name) => fixture(`fuzz/corpus/usage_log/${name}`).subarray(1).toString());
const ENDPOINTS = ["openai.chat", "openai.responses", "anthropic.messages", "google.generate", "bedrock.converse", "other"];
const DIMENSIONS = ["day", "hour", "weekday", "model", "provider", "project", "key", "user", "workspace", "session", "source", "tier"];

/** Digits after the point of the exact sums that are compared. */
const DIGITS = 40;

/** An exact amount as a whole number of units of the last digit. */
function exact(amount) {
  const [, sign, whole, part = ""] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(amount);
  return BigInt(`${sign}${whole}${part.padEnd(DIGITS, "0")}`);
}
const sumOf = (amounts) => amounts.reduce((sum, amount) => sum + exact(amount.exact), 0n);

/** A number of characters or bytes, whatever the call was given. */
const size = (given) => (Number.isInteger(given) && given >= 0 && given < 2 ** 31 ? given : 7);

function jsonOf(value) {
  try {
    return JSON.stringify(value);
  } catch {
    return undefined;
  }
}

/** A text as recipes have them: of words, of one repeated piece, or a hostile one. */
function text(random) {
  if (random.chance(0.85)) return textOf(random);
  return { $: "repeated", of: random.one(["a", " ", "ab", "\n", "😀", "\0", "—", "<|endoftext|>"]), times: random.below(random.chance(0.02) ? 200_000 : 3_000) };
}

/**
 * The calls: `draw` gives the arguments as recipes and `run` makes the call with what they stand for.
 * `run` may be called with anything.
 */
export function apiCalls(fare, tokenizers) {
  const priced = "catalog" in fare;
  const catalog = priced ? smallCatalog(fare) : undefined;
  const drawn = (random, name, texts = MODELS) => new Generator(random, texts).draw({ $ref: `#/$defs/${name}` });
  const own = (at) => tokenizers[size(at) % tokenizers.length];
  const tokenizer = (random) => random.below(tokenizers.length);
  const special = (random) => (random.chance(0.6) ? { $: "undefined" } : { [random.one(["allowedSpecial", "disallowedSpecial"])]: random.one(["all", [], ["<|endoftext|>"]]) });

  const counting = {
    "a text is counted alike": {
      draw: (random) => [tokenizer(random), text(random), text(random), random.below(60)],
      run(at, one, other, limit) {
        const its = own(at);
        const count = its.count(one);
        assert.deepEqual([...its.countBatch([one, other])], [count, its.count(other)]);
        assert.equal(its.countUpTo(one, limit), count <= limit ? count : null);
        const counter = its.counter();
        for (let from = 0; from < one.length; from += 1 + size(limit)) counter.push(one.slice(from, from + 1 + size(limit)));
        assert.equal(counter.end(), count);
      },
    },
    "ids become the text again": {
      draw: (random) => [tokenizer(random), text(random)],
      run(at, one) {
        const its = own(at);
        const ids = its.encode(one);
        assert.equal(ids.length, its.count(one));
        const { tokens, starts } = its.spans(one);
        assert.deepEqual(tokens, ids);
        assert.ok(starts.every((start, index) => start >= (starts[index - 1] ?? 0) && start <= one.length));
        assert.equal(its.decode(ids), one.toWellFormed());
        const decoder = its.decoder();
        assert.equal([...ids].map((id) => decoder.push(id)).join("") + decoder.end(), its.decode(ids));
      },
    },
    "a text is cut within its limit": {
      draw: (random) => [tokenizer(random), text(random), random.below(40), random.one([{ $: "undefined" }, { keep: "end" }, { keep: "middle", marker: "…" }, { keep: "start", marker: "<cut>" }])],
      run(at, one, limit, options) {
        const cut = own(at).truncate(one, limit, options);
        if (!cut.truncated) return assert.equal(cut.text, one);
        // A marker alone may be longer than the limit: nothing is kept then.
        assert.ok(cut.tokens <= limit, `${cut.tokens} of ${limit}`);
        assert.equal(own(at).count(cut.text), cut.tokens);
      },
    },
    "chunks are a text": {
      draw: (random) => [tokenizer(random), text(random), 1 + random.below(40), random.one([{ $: "undefined" }, { overlap: random.below(20) }])],
      run(at, one, limit, options) {
        let reached = 0;
        for (const chunk of own(at).chunk(one, limit, options)) {
          assert.equal(chunk.text, one.slice(chunk.start, chunk.end));
          assert.ok(chunk.tokens <= limit && chunk.start <= reached && chunk.end > reached);
          reached = chunk.end;
        }
        assert.equal(reached, one.length);
      },
    },
    "special tokens": {
      draw: (random) => [tokenizer(random), text(random), special(random)],
      run: (at, one, options) => [own(at).count(one, options), own(at).encode(one, options), own(at).spans(one, options)],
    },
    "ids of anyone": {
      draw: (random) => [tokenizer(random), Array.from({ length: random.below(20) }, () => random.below(random.one([300, 60_000, 300_000])))],
      run: (at, ids) => [own(at).decodeBytes(ids), own(at).decode(ids), own(at).tokenBytes(ids[0])],
    },
    "a chat": {
      draw: (random) => [tokenizer(random), random.one(CHATS)],
      run(at, request) {
        assert.ok(own(at).countChat(request).total >= 0);
      },
    },
    "a request": {
      draw: (random) => [random.one([...CHATS, ...BODIES]), { model: random.one(["gpt-4o", "claude-opus-4-8", "gemini-2.5-flash"]), endpoint: random.one(ENDPOINTS) }],
      run(request, options) {
        assert.ok(fare.countRequest(request, options).total >= 0);
      },
    },
    "a model's encoding": {
      draw: (random) => [random.one([...MODELS.model, "gpt-4o", "claude-fable-5", "", text(random)])],
      run: (model) => fare.encodingForModel(model).encoding,
    },
    "an encoding by name": { draw: (random) => [random.one(["o200k_base", "r50k_base", text(random)])], run: (name) => fare.tokenizer(name) },
    "an encoding from anything": { draw: (random) => [hostile(random)], run: (source) => fare.loadEncoding(source) },
  };
  if (!priced) return counting;

  const pricing = {
    "a quote is the sum of its lines": {
      draw: (random) => [{ quantities: { inputTokens: 10 }, ...drawn(random, "QuoteRequest") }],
      run(request) {
        const quote = catalog.quote(request);
        assert.equal(sumOf(quote.lines.map(({ amount }) => amount)), exact(quote.total.exact));
      },
    },
    "a comparison": {
      draw: (random) => [{ quantities: { inputTokens: 100, outputTokens: random.below(1000) } }, [...MODELS.model, text(random)].slice(random.below(4))],
      run(request, models) {
        const { quotes, excluded } = catalog.compare(request, models);
        const totals = quotes.map(({ total }) => exact(total.exact));
        assert.ok(totals.every((total, index) => index === 0 || totals[index - 1] <= total));
        if (Array.isArray(models)) assert.equal(quotes.length + excluded.length, models.length);
      },
    },
    models: { draw: (random) => [drawn(random, "ModelFilter")], run: (filter) => catalog.models(filter) },
    prices: { draw: (random) => [random.one(MODELS.model), drawn(random, "PriceOptions")], run: (model, options) => [catalog.prices(model, options), catalog.history(model), catalog.find(model)] },
    "a model by any name": {
      draw: (random) => [random.one(["gpt-4o", "openai/gpt-4o:batch", "bedrock/us.anthropic.claude-opus-4-8", text(random)])],
      run: (name) => [fare.catalog.find(name), fare.catalog.model(name)],
    },
    "an extended catalog": {
      draw: (random) => [drawn(random, "CatalogOverrides"), { model: "gpt-4o-mini", quantities: { inputTokens: 1000 } }],
      run(overrides, request) {
        const extended = catalog.extend(overrides);
        assert.ok(extended.size >= catalog.size);
        return extended.quote(request);
      },
    },
    "a catalog from anything": { draw: (random) => [random.chance(0.5) ? catalogText(catalog, random) : hostile(random)], run: (json) => fare.parseCatalog(json).models() },
    coverage: { draw: (random) => [{ on: random.one(["2026-11-28", "0001-01-01"]) }], run: (options) => catalog.coverage(options) },
    "a product": { draw: (random) => [random.one(["0.1", "3", { exact: "0.25" }]), random.one([2, 0.1, "0.5"])], run: (amount, by) => fare.multiply(amount, by) },
    "an image": { draw: (random) => [random.one(MODELS.model), drawn(random, "ImageInput", { detail: ["low", "high", "auto"] })], run: (model, image) => fare.imageInputTokens(model, image) },
    media: { draw: (random) => ["gemini-2.5-flash", drawn(random, "MediaInput")], run: (model, media) => fare.mediaTokens(model, media) },
    "the size of an image": { draw: (random) => [{ $: "bytes", of: [...fixture("fuzz/corpus/image_size/png").subarray(0, random.below(64)), random.below(256)] }], run: (bytes) => fare.imageSize(bytes) },
    "a response": {
      draw: (random) => [random.one(BODIES), drawn(random, "ResponseDefaults")],
      run(response, options) {
        fare.usageFromResponse(response);
        const { quotes, total } = fare.priceResponse(response, options);
        assert.ok(quotes.length > 0);
        assert.equal(sumOf(quotes.map((quote) => quote.total)), exact(total.exact));
      },
    },
    "a projection is the sum of its months": {
      draw: (random) => [tame(drawn(random, "Scenario"), random)],
      run(scenario) {
        const { months, lines, total } = fare.project(scenario, { catalog });
        assert.equal(sumOf(months.map(({ cost }) => cost)), exact(total.exact));
        assert.equal(sumOf(lines.map(({ amount }) => amount)), exact(total.exact));
      },
    },
    "scenarios compared": {
      draw: (random) => [tame(drawn(random, "Scenario"), random), { other: tame(drawn(random, "Scenario"), random) }],
      run: (base, variants) => fare.compareScenarios(base, variants, { catalog }),
    },
    "a patch between two scenarios": {
      draw: (random) => [tame(drawn(random, "Scenario"), random), tame(drawn(random, "Scenario"), random)],
      run(from, to) {
        // Read once before, because some values change when they are read.
        const expected = jsonOf(to);
        const patched = fare.mergePatch(from, fare.patchBetween(from, to));
        // Null means "remove" in a patch, so a patch cannot put it in; halves of characters become U+FFFD.
        if (expected !== undefined && !/null|\\ud/.test(expected)) assert.deepEqual(patched, JSON.parse(expected));
      },
    },
    "a usage log": {
      draw: (random) => [logOf(random), random.below(300), { by: Array.from({ length: random.below(3) }, () => random.one(DIMENSIONS)) }, {}],
      run(log, step, analysis, options) {
        const bytes = typeof log === "string" ? new TextEncoder().encode(log) : log;
        const whole = fare.readUsage(log, options);
        const reader = fare.usageReader(options);
        // An empty log is pushed too: it says that it is empty.
        for (let from = 0; from === 0 || from < bytes.length; from += 1 + size(step)) reader.push(bytes.subarray(from, from + 1 + size(step)));
        assert.equal(JSON.stringify(reader.finish()), JSON.stringify(whole));
        
        const report = whole.analyse(analysis);
        assert.equal(sumOf(report.groups.map(({ cost }) => cost)), exact(report.total.exact));
      },
    },
    "options of a usage log": {
      draw: (random) => [random.one(LOGS), drawn(random, "UsageReadOptions"), drawn(random, "UsageAnalysis"), drawn(random, "ToScenarioOptions")],
      run(log, options, analysis, range) {
        const read = fare.readUsage(log, options);
        read.analyse(analysis);
        return read.toScenario(range);
      },
    },
  };
  return { ...counting, ...pricing };
}

/** A log of known lines with other ones between them, or with bytes replaced. */
function logOf(random) {
  const { below, one, chance } = random;
  const lines = Array.from({ length: 1 + below(4) }, () => one(LOGS));
  let log = lines.join(one(["", "\n", "\r\n", ","]));
  for (let changes = below(4); changes > 0; changes--) {
    const at = below(log.length);
    log = log.slice(0, at) + one(["", "null", '"', "{", "}", "\n", ",", "-1", "1e999", "\0", "é", "\ud800", "99999999999999999999"]) + log.slice(at + below(6));
  }
  if (chance(0.1)) log = `\ufeff${log}`;
  return chance(0.1) ? { $: "bytes", of: [...Buffer.from(log, "utf16le")] } : log;
}

/** The text of a small catalog with a few characters replaced. */
function catalogText(catalog, { below, one }) {
  let json = JSON.stringify(catalog.toJSON());
  for (let changes = 1 + below(3); changes > 0; changes--) {
    const at = below(json.length);
    json = json.slice(0, at) + one(["", "0", "-", '"', "{", "}", "null", "9".repeat(40), "\\u0000", "e9"]) + json.slice(at + below(3));
  }
  return json;
}
