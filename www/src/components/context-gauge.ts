import { html, nothing, type TemplateResult } from "lit";
import { formatCount, formatPercent } from "../format/numbers.js";

/** "0.3%", "less than 0.1%", "6,250 times as many" */
function shareInWords(share: number): string {
  if (share > 10) return `${formatCount(share)} times as many`;
  return share > 0 && share < 0.0005 ? "less than 0.1%" : formatPercent(share, 1);
}

/** A meter of how much of a model's context window a request fills, with the figures beside it. */
export function contextGauge(
  used: number,
  window: number | null | undefined,
): TemplateResult | typeof nothing {
  if (!window) return nothing;
  const share = used / window;
  const state = share > 1 ? "over" : share > 0.9 ? "tight" : "fits";
  return html`<div class="gauge">
    <label class="label" for="context-gauge">Context window</label>
    <meter
      id="context-gauge"
      class=${state}
      min="0"
      max=${window}
      high=${window * 0.9}
      value=${Math.min(used, window)}
    >
      ${formatPercent(share, 1)}
    </meter>
    <span class="small number ${state === "over" ? "problem" : "soft"}"
      >${formatCount(used)} of ${formatCount(window)} tokens,
      ${shareInWords(share)}${state === "over" ? ": too long for this model" : ""}</span
    >
  </div>`;
}
