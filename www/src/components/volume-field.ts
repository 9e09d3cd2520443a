/** How many requests there are, and how often. */
import { html, type TemplateResult } from "lit";
import { type PageState, type Per, store } from "../state/page-state.js";
import { choice } from "./edit-fields.js";
import "./number-field.js";

const words: readonly (readonly [Per, string])[] = [
  ["day", "a day"],
  ["week", "a week"],
  ["month", "a month"],
  ["once", "once, in total"],
];

export function volumeField(state: PageState, label = "Requests"): TemplateResult {
  return html`<div class="volume-field">
    <number-field
      .label=${label}
      .value=${state.requestsPerDay}
      @number-change=${(event: CustomEvent<number>) => store.set({ requestsPerDay: event.detail })}
    ></number-field>
    ${choice<Per>("How often", state.per, words, (per) => store.set({ per }))}
  </div>`;
}
