/**
 * The state in the address's fragment, the part after "#", which browsers never send to a server.
 * Keys are short, defaults are left out and unknown keys are ignored. An invalid value refuses the
 * whole address, so that no link shows half of what it promises.
 */
import type { Quantities, Scenario } from "tokenfare";
import {
  initialState,
  type NamedScenario,
  type PageState,
  periods,
  readings,
  tiers,
} from "./page-state.js";

/** The version of this format. */
const version = "1";
/** More requests a day or units of a currency than anyone has. */
const largestAmount = 1e12;
/** The page writes no longer address; a longer one is not even parsed. */
export const longestAddress = 2_000_000;

/** The views that there are. */
let views: readonly string[] = [initialState.view];

export function knowViews(names: readonly string[]): void {
  views = names;
}

type Writer<K extends keyof PageState> = (value: PageState[K]) => string;
type Reader<K extends keyof PageState> = (text: string) => PageState[K];
type Fields = { [K in keyof PageState]?: { key: string; write: Writer<K>; read: Reader<K> } };

const plain = <K extends keyof PageState>(key: string, check: (text: string) => boolean) => ({
  key,
  write: (value: PageState[K]) => String(value),
  read: (text: string) => {
    if (!check(text)) throw new Error(`"${key}" is not understood`);
    return text as PageState[K];
  },
});

const names = (key: string) => ({
  key,
  write: (value: readonly string[]) => value.join(","),
  read: (text: string) =>
    text
      .split(",")
      .filter(Boolean)
      .slice(0, 50)
      .map((name) => short(name, key)),
});

const flag = (key: string) => ({
  key,
  write: (value: boolean) => (value ? "1" : "0"),
  read: (text: string) => text === "1",
});

const isDay = (text: string): boolean =>
  /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text));

const fields: Fields = {
  view: plain<"view">("view", (text) => views.includes(text)),
  model: plain<"model">("m", (text) => text.length <= 200),
  also: names("also"),
  tier: plain<"tier">("tier", (text) => (tiers as readonly string[]).includes(text)),
  on: plain<"on">("on", isDay),
  specialTokens: flag("special"),
  request: { key: "q", write: JSON.stringify, read: (text) => quantities(object(text, "q")) },
  requestsPerDay: { key: "r", write: String, read: (text) => amount(text, "r") },
  per: plain<"per">("per", (text) => (periods as readonly string[]).includes(text)),
  search: plain<"search">("search", (text) => text.length <= 200),
  sort: plain<"sort">("sort", (text) => /^-?[a-z]{1,20}$/.test(text)),
  provider: plain<"provider">("by", (text) => text.length <= 200),
  reads: {
    key: "reads",
    write: (value) => value.join(","),
    read: (text) =>
      text
        .split(",")
        .filter(Boolean)
        .map((each) => {
          const reading = readings.find((known) => known === each);
          if (!reading) throw new Error('"reads" is not understood');
          return reading;
        }),
  },
  context: { key: "ctx", write: String, read: (text) => amount(text, "ctx") },
  released: plain<"released">("since", isDay),
  deprecated: flag("old"),
  hosted: flag("hosts"),
  special: flag("special-models"),
  picked: names("pick"),
  scenario: { key: "s", write: JSON.stringify, read: (text) => scenario(object(text, "s")) },
  variants: { key: "b", write: JSON.stringify, read: variantsOf },
  currency: {
    key: "cur",
    write: ({ code, perDollar }) => `${code}:${perDollar}`,
    read: (text) => {
      const [code = "", rate = ""] = text.split(":");
      if (!/^[A-Z]{3}$/.test(code)) throw new Error('"cur" names no currency');
      return { code, perDollar: amount(rate, "cur") };
    },
  },
  text: { key: "text", write: String, read: String },
};

/** The address of a state, beginning with "#". Contains the text only on request. */
export function writeAddress(state: PageState, withText = false): string {
  const parts = new URLSearchParams({ v: version });
  for (const [name, field] of Object.entries(fields) as [
    keyof PageState,
    { key: string; write: (value: unknown) => string },
  ][]) {
    if (name === "text" && !withText) continue;
    const value = state[name];
    const unchanged = JSON.stringify(value) === JSON.stringify(initialState[name]);
    if (!unchanged && value !== null) parts.set(field.key, field.write(value));
  }
  return `#${parts}`;
}

/** The state of an address, or null for one without a state. Throws where it is invalid. */
export function readAddress(hash: string): Partial<PageState> | null {
  const text = hash.replace(/^#/, "");
  if (!text.includes("=")) return null;
  if (text.length > longestAddress) throw new Error("it is too long");
  const parts = new URLSearchParams(text);
  if (parts.get("v") !== version) throw new Error(`its version is not ${version}`);
  const state: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(fields)) {
    const value = parts.get(field.key);
    if (value !== null) state[name] = field.read(value);
  }
  return state as Partial<PageState>;
}

function short(text: string, key: string): string {
  if (text.length > 200) throw new Error(`"${key}" holds a name that is too long`);
  return text;
}

function amount(text: string, key: string): number {
  const value = Number(text);
  if (text.trim() === "" || !Number.isFinite(value) || value < 0)
    throw new Error(`"${key}" is no amount`);
  if (value > largestAmount)
    throw new Error(`"${key}" is larger than ${largestAmount.toLocaleString("en-US")}`);
  return value;
}

function variantsOf(text: string): NamedScenario[] {
  const value = json(text, "b");
  if (!Array.isArray(value) || value.length > 20) throw new Error('"b" is broken');
  return value.map((each: { name?: unknown; scenario?: unknown } | null) => {
    if (typeof each?.name !== "string" || !isObject(each.scenario))
      throw new Error('"b" is broken');
    return { name: short(each.name, "b"), scenario: scenario(each.scenario) };
  });
}

function json(text: string, key: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(`"${key}" is broken`);
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function object(text: string, key: string): Record<string, unknown> {
  const value = json(text, key);
  if (!isObject(value)) throw new Error(`"${key}" is broken`);
  return value;
}

/** Checks the shape only. The engine validates the rest and names what is wrong. */
export function quantities(value: Record<string, unknown>): Quantities {
  for (const [name, each] of Object.entries(value)) {
    const good =
      typeof each === "number"
        ? Number.isFinite(each) && each >= 0
        : Array.isArray(each) || name === "videoResolution";
    if (!good) throw new Error(`"${name}" is no quantity`);
  }
  return value as Quantities;
}

export function scenario(value: Record<string, unknown>): Scenario {
  const { version: format, months, workloads } = value;
  if (
    format !== 1 ||
    typeof months !== "number" ||
    !Array.isArray(workloads) ||
    workloads.length === 0
  ) {
    throw new Error("it holds no scenario of version 1");
  }
  const shaped = workloads.every(
    (workload) =>
      typeof workload === "object" &&
      workload !== null &&
      typeof workload.requests === "object" &&
      workload.requests !== null,
  );
  if (!shaped) throw new Error("a workload of its scenario is broken");
  return value as unknown as Scenario;
}
