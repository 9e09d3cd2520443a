import { html, type TemplateResult } from "lit";
import { formatPercent } from "../format/numbers.js";

/** After a mark, but not within a number: "groq/", "meta-", "llama3.1". */
const breaks = /(?<=[/_-])|(?<=[.:])(?=\D)/;

/** A model's name that breaks between its parts, where there is no room for it on one line. */
export const modelName = (id: string): TemplateResult =>
  html`<span class="model-name"
    >${id.split(breaks).map((part, i) => (i ? html`<wbr />${part}` : part))}</span
  >`;

/** Whether a model's tokens are counted or estimated, and how well. */
export const badge = (encoding: { exact: boolean; errorBand: number }): TemplateResult =>
  encoding.exact
    ? html`<span class="badge exact">exact</span>`
    : html`<span class="badge estimated"
        >${encoding.errorBand ? html`<span class="spare">estimated</span> ±${formatPercent(encoding.errorBand)}` : "estimated"}</span
      >`;
