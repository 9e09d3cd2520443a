/** A scenario to months: this house's part of the API object. */
import { requireObject, requireOptions } from "./arguments.js";
import { call } from "./engine.js";
import { parsed, toJson } from "./json.js";
import { catalogHandle } from "./pricing.js";
import type { Catalog } from "./types/catalog.js";
import type { Projecting } from "./types/projection.js";

export function projecting(): Projecting {
  let schema: object | undefined;
  return {
    project(scenario, options) {
      const [catalog, text] = [handle(options), written(scenario, "scenario", "")];
      return parsed(call((engine) => engine.projectScenario(catalog, text)));
    },
    compareScenarios(base, variants, options) {
      const [catalog, text] = [handle(options), written(base, "base", "")];
      const patches = written(variants, "variants", "variants");
      return parsed(call((engine) => engine.compareScenarios(catalog, text, patches)));
    },
    mergePatch<T extends object>(target: T, patch: object): T {
      const texts = [plain(target, "target"), plain(patch, "patch")] as const;
      return parsed(call((engine) => engine.mergePatch(...texts)));
    },
    patchBetween(from, to) {
      const texts = [plain(from, "from"), plain(to, "to")] as const;
      return parsed(call((engine) => engine.patchBetween(...texts)));
    },
    get scenarioSchema() {
      return (schema ??= parsed<object>(call((engine) => engine.scenarioSchema())));
    },
  };
}

function handle(options: { catalog?: Catalog } = {}): number {
  requireOptions(options, "options", ["catalog"]);
  return catalogHandle(options.catalog, "options.catalog");
}

function plain(value: unknown, name: string): string {
  return toJson(requireObject(value, name), name);
}

function written(value: unknown, name: string, path: string): string {
  return toJson(requireObject(value, name), path, "INVALID_SCENARIO");
}
