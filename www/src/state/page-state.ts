/** What the page shows. All but texts goes into the address, so a link shows the same figures. */
import type { Modality, Quantities, Scenario, Tier } from "tokenfare";
import { dollars, type Currency } from "../format/money.js";
import type { Chat } from "./chat.js";
import { createStore, type Store } from "./store.js";

export const views = ["count", "price", "compare", "project", "catalog"] as const;
export type View = (typeof views)[number];

export const tiers = [
  "standard",
  "batch",
  "flex",
  "priority",
  "ultrafast",
] as const satisfies readonly Tier[];
export const readings = [
  "text",
  "image",
  "audio",
  "video",
  "file",
] as const satisfies readonly Modality[];

export interface NamedScenario {
  name: string;
  scenario: Scenario;
}

export interface PageState {
  view: View;
  /** The text to count. Never in a link unless the reader asks for it. */
  text: string;
  /** The chat to count. Never in a link. */
  chat: Chat;
  model: string;
  /** Further models that the text is counted for. */
  also: readonly string[];
  tier: Tier;
  /** The day whose prices hold; "" is the day on which the catalog was last checked. */
  on: string;
  /** Read the text of special tokens ("<|endoftext|>") as the tokens themselves. */
  specialTokens: boolean;
  /** What one request uses. Count writes its input tokens; Price, Compare and Project go on from there, by `requestOf`. */
  request: Quantities;
  requestsPerDay: number;
  /** Compare: what to search for, and the column to sort by, "-" before it for descending. */
  search: string;
  sort: string;
  /** Compare: only this provider's models, only models that read this, deprecated ones too. */
  provider: string;
  reads: Modality | "";
  deprecated: boolean;
  /** Compare: the models picked to stand side by side. */
  picked: readonly string[];
  /** Project: null is the scenario that follows from the request and its volume. */
  scenario: Scenario | null;
  /** Project: scenarios to set beside it. */
  beside: readonly NamedScenario[];
  currency: Currency;
}

export const initialState: PageState = {
  view: "count",
  text: "",
  chat: {
    messages: [
      { role: "system", content: "You are a helpful assistant." },
      { role: "user", content: "" },
    ],
    tools: "",
    other: "",
  },
  model: "",
  also: [],
  tier: "standard",
  on: "",
  specialTokens: false,
  request: { outputTokens: 300 },
  requestsPerDay: 1000,
  search: "",
  sort: "month",
  provider: "",
  reads: "",
  deprecated: false,
  picked: [],
  scenario: null,
  beside: [],
  currency: dollars,
};

export const store: Store<PageState> = createStore(initialState);

/** So many input tokens stand in until a text is counted or a figure typed: of nothing, there is nothing to compare. */
export const exampleInput = 1000;

/** Whether nothing is known of the request but how long its answer may be. */
export const isExample = ({ request }: PageState): boolean =>
  Object.keys(request).every((name) => name === "outputTokens");

/** What one request uses: what is known of it, or the example. */
export const requestOf = (state: PageState): Quantities =>
  isExample(state) ? { inputTokens: exampleInput, ...state.request } : state.request;
