/**
 * The state of the page. Everything but texts goes into the address, so a link shows the same
 * figures.
 */
import type { Modality, Quantities, Scenario, Tier } from "tokenfare";
import { type Currency, dollars } from "../format/money.js";
import type { Chat } from "./chat.js";
import { createStore, type Store } from "./store.js";

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

/** How often the requests of Count, Price and Compare come. */
export const periods = ["day", "week", "month", "once"] as const;
export type Per = (typeof periods)[number];

export interface NamedScenario {
  name: string;
  scenario: Scenario;
}

export interface PageState {
  /** The key of a view in `shell/views`. */
  view: string;
  /** The text to count. Never in a link unless the reader asks for it. */
  text: string;
  /** The chat to count. Never in a link. */
  chat: Chat;
  model: string;
  /** Other models that the text is counted for. */
  also: readonly string[];
  tier: Tier;
  /** The day whose prices apply; "" is today. */
  on: string;
  /** Read the text of special tokens ("<|endoftext|>") as the tokens themselves. */
  specialTokens: boolean;
  /**
   * The quantities of one request. The Count view sets the input tokens; Price, Compare and Project
   * use the rest, through `requestOf`.
   */
  request: Quantities;
  /** How many requests there are in the unit of `per`. */
  requestsPerDay: number;
  per: Per;
  /** Compare: the search terms, and the column to sort by, with "-" for descending order. */
  search: string;
  sort: string;
  /**
   * Compare: filters by provider, by what a model reads, by the least context window and by the day
   * of release, and whether old models, resold ones, and models that do one thing only are shown.
   */
  provider: string;
  reads: readonly Modality[];
  context: number;
  released: string;
  deprecated: boolean;
  hosted: boolean;
  special: boolean;
  /** Compare: the models that are shown side by side. */
  picked: readonly string[];
  /** Project: null stands for the scenario of the request and its volume. */
  scenario: Scenario | null;
  /** Project: the scenarios to compare with. */
  variants: readonly NamedScenario[];
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
  per: "day",
  search: "",
  sort: "month",
  provider: "",
  reads: [],
  context: 0,
  released: "",
  deprecated: false,
  hosted: false,
  special: false,
  picked: [],
  scenario: null,
  variants: [],
  currency: dollars,
};

export const store: Store<PageState> = createStore(initialState);

/** The input tokens of the example that is shown until a text is counted or a figure typed. */
export const exampleInput = 1000;

/** Whether nothing is known of the request but the length of its answer. */
export const isExample = ({ request }: PageState): boolean =>
  Object.keys(request).every((name) => name === "outputTokens");

/** The quantities of one request: the known ones, or the example. */
export const requestOf = (state: PageState): Quantities =>
  isExample(state) ? { inputTokens: exampleInput, ...state.request } : state.request;
