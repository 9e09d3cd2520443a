/** A scenario to months: this house's part of the API object. */
import { requireObject } from "./arguments.js";
import { call } from "./engine.js";
import { parsed, toJson } from "./json.js";
import { catalogHandle } from "./pricing.js";
import type { Catalog } from "./pricing-types.js";
import type { Projecting, Projection, Scenario } from "./types/projection.js";

export function projecting(): Pick<Projecting, "project"> {
  return {
    project(scenario: Scenario, options: { catalog?: Catalog } = {}): Projection {
      const json = toJson(requireObject(scenario, "scenario"), "", "INVALID_SCENARIO");
      const { catalog } = requireObject(options, "options") as { catalog?: Catalog };
      return parsed(call((engine) => engine.projectScenario(catalogHandle(catalog, "options.catalog"), json)));
    },
  };
}
