import { html, type TemplateResult } from "lit";
import { formatPercent } from "../format/numbers.js";

/** Whether a model's tokens are counted or estimated, and how well. */
export const badge = (encoding: { exact: boolean; errorBand: number }): TemplateResult =>
  encoding.exact
    ? html`<span class="badge exact">exact</span>`
    : html`<span class="badge estimated">${encoding.errorBand ? html`<span class="spare">estimated</span> ±${formatPercent(encoding.errorBand)}` : "estimated"}</span>`;
