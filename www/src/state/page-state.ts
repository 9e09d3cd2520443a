/** What the page shows. All but the text itself goes into the address, so a link shows the same figures. */
import type { Tier } from "tokenfare";
import { createStore, type Store } from "./store.js";

export const views = ["count"] as const;
export type View = (typeof views)[number];

export interface PageState {
  view: View;
  /** The text to count. Never in a link unless the reader asks for it. */
  text: string;
  model: string;
  tier: Tier;
  /** Read the text of special tokens ("<|endoftext|>") as the tokens themselves. */
  specialTokens: boolean;
  /** Tokens expected in the answer. */
  answerTokens: number;
  requestsPerDay: number;
}

export const initialState: PageState = {
  view: "count",
  text: "",
  model: "",
  tier: "standard",
  specialTokens: false,
  answerTokens: 300,
  requestsPerDay: 1000,
};

export const store: Store<PageState> = createStore(initialState);
