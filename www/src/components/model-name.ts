import { html, type TemplateResult } from "lit";
import { formatPercent } from "../format/numbers.js";

/** A break is allowed after a mark but not within a number: "groq/", "meta-", "llama3.1". */
const breaks = /(?<=[/_-])|(?<=[.:])(?=\D)/;

/** A model's name that breaks between its parts where a line is too short for it. */
export const modelName = (id: string): TemplateResult =>
  html`<span class="model-name"
    >${id.split(breaks).map((part, i) => (i ? html`<wbr />${part}` : part))}</span
  >`;

/** Says whether a model's tokens are counted exactly or estimated, and with what error. */
export const badge = (encoding: { exact: boolean; errorBand: number }): TemplateResult =>
  encoding.exact
    ? html`<span class="badge exact">exact</span>`
    : html`<span class="badge estimated"
        >${
          encoding.errorBand
            ? html`<span class="spare">estimated</span> ±${formatPercent(encoding.errorBand)}`
            : "estimated"
        }</span
      >`;
