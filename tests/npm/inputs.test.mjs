// The schemas of the inputs against the engine: what a schema accepts the engine accepts; what it refuses the engine refuses, at the same place.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { before, test } from "node:test";
import Ajv2020 from "ajv/dist/2020.js";
import { init } from "tokenfare";

const INSTANCES = 10_000;
const document = JSON.parse(readFileSync(new URL("../../schemas/inputs.json", import.meta.url), "utf8"));

let fare;
/** The shipped catalog with three models, so that twenty thousand calls are a matter of seconds. */
let catalog;
before(async () => {
  fare = await init();
  const { providers, ...rest } = fare.catalog.toJSON();
  const kept = providers.map((provider) => ({ ...provider, model: provider.model.filter(({ id }) => MODELS.model.includes(id)) }));
  catalog = fare.parseCatalog({ ...rest, providers: kept.filter(({ model }) => model.length > 0) });
  assert.equal(catalog.size, MODELS.model.length);
});

/** Mulberry32: the same instances every time. */
function random(seed) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

const isDay = (text) => /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) && new Date(text).toISOString().startsWith(text);
const ajv = new Ajv2020({ strict: true, strictTypes: false, allowUnionTypes: true, formats: { date: isDay, uint8: true, uint16: true, uint32: true, uint64: true, int64: true, double: true } });
ajv.addSchema(document);
const validatorOf = (name) => ajv.compile({ $ref: `tokenfare:inputs#/$defs/${name}` });

/** Draws what a schema accepts. `at` names texts that the schema alone does not know: models, providers. */
class Generator {
  constructor(seed, texts) {
    this.random = random(seed);
    this.texts = texts;
  }
  below(count) {
    return Math.floor(this.random() * count);
  }
  one(list) {
    return list[this.below(list.length)];
  }
  resolve(schema) {
    if (schema.$ref === undefined) return schema;
    const { $ref, ...rest } = schema;
    return { ...document.$defs[$ref.replace("#/$defs/", "")], ...rest };
  }
  draw(schema, name = "") {
    schema = this.resolve(schema);
    if ("const" in schema) return schema.const;
    if (schema.enum) return this.one(schema.enum);
    const choices = schema.anyOf ?? schema.oneOf;
    if (choices) return this.draw(this.one(choices), name);
    switch (schema.type) {
      case "object":
        return this.object(schema);
      case "array": {
        const least = schema.minItems ?? 0;
        const most = Math.max(least, Math.min(schema.maxItems ?? 3, 3));
        return Array.from({ length: least + this.below(most - least + 1) }, () => this.draw(schema.items, name));
      }
      case "integer":
      case "number": {
        const least = schema.minimum ?? 0;
        // Small figures, so that a scenario is a matter of microseconds.
        const most = Math.min(schema.maximum ?? 50, least + 50);
        const number = least + this.random() * (most - least);
        return schema.type === "integer" || this.random() < 0.5 ? Math.min(most, Math.ceil(number)) : Math.round(number * 100) / 100 < least ? least : Math.min(most, Math.round(number * 100) / 100);
      }
      case "boolean":
        return this.random() < 0.5;
      case "string":
        if (schema.format === "date") return this.one(["2026-03-01", "2026-11-20", "2027-02-28", "2028-02-29"]);
        if (schema.pattern) return this.one(["0.25", "3", "12.5"]);
        return this.one(this.texts[name] ?? ["a", "é", "two words"]);
      default:
        return { anything: 1 };
    }
  }
  object(schema) {
    const drawn = {};
    for (const [name, property] of Object.entries(schema.properties ?? {})) {
      const wanted = schema.required?.includes(name) ? 1 : 0.3;
      if (this.random() < wanted) drawn[name] = this.draw(property, name);
    }
    return drawn;
  }
}

/** Every place of a value: its path as errors write it, its container and its key. */
function* places(value, path = "", container = null, key = null) {
  yield { value, path, container, key };
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) yield* places(item, `${path}[${index}]`, value, index);
  } else if (typeof value === "object" && value !== null) {
    for (const [name, item] of Object.entries(value)) yield* places(item, path === "" ? name : `${path}.${name}`, value, name);
  }
}

/** Breaks one place; says where. */
function broken(instance, generator) {
  const copy = structuredClone(instance);
  const spot = generator.one([...places(copy)]);
  const inside = (name) => (spot.path === "" ? name : `${spot.path}.${name}`);
  const isObject = typeof spot.value === "object" && spot.value !== null && !Array.isArray(spot.value);
  const kind = generator.below(isObject ? 5 : 3);
  if (kind === 3) {
    spot.value.nonsense = 1;
    return { copy, at: inside("nonsense") };
  }
  if (kind === 4 && Object.keys(spot.value).length > 0) {
    const name = generator.one(Object.keys(spot.value));
    delete spot.value[name];
    // Without samples, an uncertain number is a range without its first field.
    return { copy, at: inside(name === "samples" ? "low" : name) };
  }
  if (spot.container === null) return null;
  const other = { 0: null, 1: typeof spot.value === "string" ? 7 : "text", 2: typeof spot.value === "number" ? -1e18 : Array.isArray(spot.value) ? {} : [] }[kind % 3];
  spot.container[spot.key] = other;
  return { copy, at: spot.path };
}

/** What no schema can say: how fields have to be to each other. They are checked after everything has been read. */
const RELATIONS =
  /names are unique|must add up to 1|is missing; (say|give|it must be|quantities)|says (no volume|the volume twice)|0 < p50|low <= mode|stand in order|states its caching itself|states cached tokens already|is a part of|must be after|at most 4 decimals|a share from -1 to 100|has no usage tier|only what a request uses differs/;
/** Refusals of prices, not of the shape: the model, the tier, the region, the parts of a total. */
const PRICES = new Set(["UNKNOWN_MODEL", "NO_PRICE", "INVALID_USAGE", "LIMIT_EXCEEDED"]);

function check(name, call, texts, { code, mayRefuse = () => false, repair = (instance) => instance }) {
  test(`${name}: the schema and the engine accept and refuse the same`, () => {
    const validate = validatorOf(name);
    const generator = new Generator(1, texts);
    let accepted = 0;
    let refused = 0;
    for (let i = 0; i < INSTANCES; i++) {
      const instance = repair(generator.draw({ $ref: `#/$defs/${name}` }), generator);
      assert.ok(validate(instance), `${JSON.stringify(instance)}: ${JSON.stringify(validate.errors)}`);
      try {
        call(instance);
        accepted += 1;
      } catch (error) {
        assert.ok(PRICES.has(error.code) || RELATIONS.test(error.message) || mayRefuse(error), `${error.code} ${error.message}: ${JSON.stringify(instance)}`);
      }
      const mutation = broken(instance, generator);
      if (mutation === null || validate(mutation.copy)) continue;
      refused += 1;
      assert.throws(
        () => call(mutation.copy),
        (error) => {
          assert.ok(error.code === code || error.code === "LIMIT_EXCEEDED", `${error.code} ${error.message}`);
          assert.equal(error.path, mutation.at, `${error.message}: ${JSON.stringify(mutation.copy)}`);
          return true;
        },
        `accepted ${JSON.stringify(mutation.copy)} broken at ${mutation.at}`,
      );
    }
    // A test that draws nothing that fits, or breaks nothing, would prove nothing.
    assert.ok(accepted > INSTANCES / 50, `${accepted} accepted`);
    assert.ok(refused > INSTANCES / 5, `${refused} refused`);
  });
}

const MODELS = { model: ["gpt-5.4-mini", "gpt-4o-mini", "claude-opus-4-8"], provider: ["openai", "anthropic"], region: ["global", "eu"] };
const argument = (error) => error.code === "INVALID_ARGUMENT" && /region|variant|quality|size|detail|fidelity|side|pixels/i.test(error.message);

check("QuoteRequest", (request) => catalog.quote(request), MODELS, {
  code: "INVALID_ARGUMENT",
  mayRefuse: argument,
  // Nothing is counted here: the vocabularies are not loaded.
  repair: ({ prompt, completion, ...request }) => ({ quantities: { inputTokens: 10 }, ...request }),
});
check("ImageInput", (image) => fare.imageInputTokens("gpt-4o-mini", image), { detail: ["low", "high", "auto"] }, { code: "INVALID_ARGUMENT", mayRefuse: argument });
check("MediaInput", (media) => fare.mediaTokens("gemini-2.5-flash", media), {}, { code: "INVALID_ARGUMENT" });
check("ModelFilter", (filter) => catalog.models(filter), MODELS, { code: "INVALID_ARGUMENT" });
check("PriceOptions", (options) => catalog.prices("gpt-5.4-mini", options), MODELS, { code: "INVALID_ARGUMENT", mayRefuse: argument });
check("CatalogOverrides", (overrides) => catalog.extend(overrides), MODELS, {
  code: "INVALID_CATALOG",
  mayRefuse: (error) => error.code === "INVALID_ARGUMENT" || /it ends .* before it begins/.test(error.message),
  // A model is any object here; its own schema is that of the catalog.
  repair: ({ discounts = [] }) => ({ discounts }),
});
check("Scenario", (scenario) => fare.project(scenario, { catalog }), MODELS, {
  code: "INVALID_SCENARIO",
  mayRefuse: (error) => argument(error) || error.code === "INVALID_ARGUMENT",
  repair(scenario, generator) {
    // The relations that random figures would never fulfil.
    scenario.months = Math.min(scenario.months, 3);
    // Without it, every uncertain input means 10,000 draws.
    scenario.uncertainty = { ...scenario.uncertainty, draws: (scenario.uncertainty?.draws ?? 5) % 20 };
    if (scenario.markup !== undefined) scenario.markup = Math.round(scenario.markup * 100) / 100;
    scenario.workloads.concat(scenario.fixed ?? []).forEach((named, index) => (named.name = `name ${index}`));
    for (const workload of scenario.workloads) {
      const volume = generator.one(["perDay", "perMonth"]);
      workload.requests = { [volume]: workload.requests[volume] ?? 10 };
      if (Array.isArray(workload.model)) workload.model = workload.model.slice(0, 1).map((part) => ({ ...part, share: 1 }));
      if (workload.conversation !== undefined) delete workload.cache;
      if (workload.request === undefined && workload.conversation === undefined && workload.steps === undefined) workload.request = { inputTokens: 100 };
    }
    for (const { value } of places(scenario)) {
      if (value?.low !== undefined) [value.low, value.mode, value.high] = [value.low, value.mode, value.high].sort((a, b) => a - b);
      if (value?.p50 !== undefined) [value.p50, value.p95] = [Math.max(value.p50, 1), Math.max(value.p50, value.p95, 1)];
    }
    return scenario;
  },
});
