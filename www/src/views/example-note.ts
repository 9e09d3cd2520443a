import { html, nothing, type TemplateResult } from "lit";
import { formatCount } from "../format/numbers.js";
import { exampleInput, isExample, store, type PageState } from "../state/page-state.js";

/** Where no text has been counted and no figure typed: that the figures shown are an example. */
export const exampleNote = (state: PageState): TemplateResult | typeof nothing =>
  isExample(state)
    ? html`<p class="small soft">No text has been counted yet, so ${formatCount(exampleInput)} input tokens stand in as an example.
        Type your own figures, or <button class="link" @click=${() => store.set({ view: "count" })}>count a text</button>.</p>`
    : nothing;
