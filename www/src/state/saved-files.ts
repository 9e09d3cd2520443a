/**
 * The files that the page saves and opens: its state, a scenario, own prices. They contain no
 * texts.
 */
import type { CatalogOverrides, Scenario } from "tokenfare";
import { firstOfNextMonth } from "../format/dates.js";
import { readAddress, scenario as checkedScenario, writeAddress } from "./address.js";
import { priceDay } from "./month-cost.js";
import { initialState, type PageState, requestOf } from "./page-state.js";

const format = "tokenfare page";
/** The page saves no larger file. */
const longest = 4_000_000;

export function exportState(state: PageState): string {
  const fields = Object.fromEntries(new URLSearchParams(writeAddress(state).slice(1)));
  return JSON.stringify({ format, ...fields }, null, 2);
}

export type Opened =
  | { kind: "page"; change: Partial<PageState> }
  | { kind: "scenario"; scenario: Scenario }
  | { kind: "prices"; prices: CatalogOverrides };

/** Reads a file that this page saved, of any kind. Throws where it is none. */
export async function openSaved(file: Blob): Promise<Opened> {
  if (file.size > longest) throw new Error("it is too large");
  const value = parsed(await file.text());
  if (value["format"] === format) return { kind: "page", change: pageOf(value) };
  if (Array.isArray(value["workloads"]))
    return { kind: "scenario", scenario: checkedScenario(value) };
  if (Array.isArray(value["discounts"]) || Array.isArray(value["models"]))
    return { kind: "prices", prices: value as CatalogOverrides };
  throw new Error("it was not saved by this page");
}

function pageOf({ format: _, text: __, ...fields }: Record<string, unknown>): Partial<PageState> {
  if (Object.values(fields).some((field) => typeof field !== "string"))
    throw new Error("its fields are broken");
  const { model: ___, text: ____, chat: _____, ...rest } = initialState;
  const change =
    readAddress(new URLSearchParams(fields as Record<string, string>).toString()) ?? {};
  // As in a link, everything that the file leaves out has its initial value.
  return { ...rest, ...change };
}

function parsed(json: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    throw new Error("it is not JSON");
  }
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new Error("it was not saved by this page");
  return value as Record<string, unknown>;
}

/** The current request and scenario as a program that uses the npm package. */
export function asCode(state: PageState, prices: CatalogOverrides | null): string {
  const request = {
    model: state.model,
    tier: state.tier,
    on: priceDay(state),
    quantities: requestOf(state),
  };
  const show = (value: unknown): string => JSON.stringify(value, null, 2);
  const projection = `
const projection = fare.project(${show({ start: firstOfNextMonth(), ...state.scenario })}, { catalog });
console.log(projection.total.exact);
`;
  return `import { init } from "tokenfare";

const fare = await init();
const catalog = fare.catalog${prices ? `.extend(${show(prices)})` : ""};

const quote = catalog.quote(${show(request)});
console.log(quote.total.exact);
${state.scenario ? projection : ""}`;
}
