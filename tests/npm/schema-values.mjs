// Random values that a JSON Schema of the package accepts, and their places.
import { readFileSync } from "node:fs";
import { randomOf } from "./random-texts.mjs";

/** The schemas of everything that the package reads. */
export const inputs = JSON.parse(readFileSync(new URL("../../schemas/inputs.json", import.meta.url), "utf8"));

/** Draws what a schema accepts. `texts` has texts that no schema knows, by property: models, providers. */
export class Generator {
  constructor(random, texts) {
    Object.assign(this, typeof random === "number" ? randomOf(random) : random);
    this.texts = texts;
  }
  resolve(schema) {
    if (schema.$ref === undefined) return schema;
    const { $ref, ...rest } = schema;
    return { ...inputs.$defs[$ref.replace("#/$defs/", "")], ...rest };
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
        const number = least + (this.below(1_000_001) / 1_000_000) * (most - least);
        if (schema.type === "integer" || this.chance(0.5)) return Math.min(most, Math.ceil(number));
        const rounded = Math.round(number * 100) / 100;
        return rounded < least ? least : Math.min(most, rounded);
      }
      case "boolean":
        return this.chance(0.5);
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
      if (this.chance(wanted)) drawn[name] = this.draw(property, name);
    }
    return drawn;
  }
}

/** Every place of a value: its path as errors write it, its container and its key. */
export function* places(value, path = "", container = null, key = null) {
  yield { value, path, container, key };
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) yield* places(item, `${path}[${index}]`, value, index);
  } else if (typeof value === "object" && value !== null) {
    for (const [name, item] of Object.entries(value)) yield* places(item, path === "" ? name : `${path}.${name}`, value, name);
  }
}

/** Models and providers that exist in the catalog of three models. */
export const MODELS = { model: ["gpt-5.4-mini", "gpt-4o-mini", "claude-opus-4-8"], provider: ["openai", "anthropic"], region: ["global", "eu"] };

/** The shipped catalog with three models, so that twenty thousand calls are a matter of seconds. */
export function smallCatalog(fare) {
  const { providers, ...rest } = fare.catalog.toJSON();
  const kept = providers.map((provider) => ({ ...provider, model: provider.model.filter(({ id }) => MODELS.model.includes(id)) }));
  return fare.parseCatalog({ ...rest, providers: kept.filter(({ model }) => model.length > 0) });
}

/** Puts the relations in order that random figures of a scenario would never fulfil, and keeps it small. */
export function tame(scenario, generator) {
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
}
