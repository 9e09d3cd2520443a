// The schemas of the inputs against the engine: what a schema accepts the engine accepts; what it refuses the engine refuses, at the same place.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import Ajv2020 from "ajv/dist/2020.js";
import { init } from "tokenfare";
import { Generator, MODELS, inputs, places, smallCatalog, tame } from "./schema-values.mjs";

const INSTANCES = 10_000;

let fare;
let catalog;
before(async () => {
  fare = await init();
  catalog = smallCatalog(fare);
  assert.equal(catalog.size, MODELS.model.length);
});

const isDay = (text) => /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) && new Date(text).toISOString().startsWith(text);
const ajv = new Ajv2020({ strict: true, strictTypes: false, allowUnionTypes: true, formats: { date: isDay, uint8: true, uint16: true, uint32: true, uint64: true, int64: true, double: true } });
ajv.addSchema(inputs);
const validatorOf = (name) => ajv.compile({ $ref: `tokenfare:inputs#/$defs/${name}` });

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
  repair: tame,
});
