/** The projection part of the API object. */
import { requireObject, requireOptions } from "./check.js";
import { call } from "./engine.js";
import { type LoadedCatalog, handleOf, loadedCatalog } from "./pricing.js";
import { parsed } from "./results.js";
import type { Catalog } from "./api/pricing.js";
import type { Projecting } from "./api/projection.js";

export function projecting(): Projecting {
  let schema: object | undefined;
  return {
    project(scenario, options) {
      const catalog = catalogOf(options);
      requireObject(scenario, "scenario");
      return parsed(call((engine) => engine.projectScenario(handleOf(catalog, engine), scenario)));
    },
    compareScenarios(base, variants, options) {
      const catalog = catalogOf(options);
      requireObject(base, "base");
      requireObject(variants, "variants");
      return parsed(call((engine) => engine.compareScenarios(handleOf(catalog, engine), base, variants)));
    },
    mergePatch<T extends object>(target: T, patch: object): T {
      requireObject(target, "target");
      requireObject(patch, "patch");
      return parsed(call((engine) => engine.mergePatch(target, patch)));
    },
    patchBetween(from, to) {
      requireObject(from, "from");
      requireObject(to, "to");
      return parsed(call((engine) => engine.patchBetween(from, to)));
    },
    get scenarioSchema() {
      return (schema ??= parsed<object>(call((engine) => engine.scenarioSchema())));
    },
  };
}

function catalogOf(options: { catalog?: Catalog } = {}): LoadedCatalog {
  requireOptions(options, "options", ["catalog"]);
  return loadedCatalog(options.catalog, "options.catalog");
}
