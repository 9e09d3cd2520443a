/** What would have cost less in the period of the log. */
import { html, nothing, type TemplateResult } from "lit";
import { money } from "../../components/money-figure.js";
import { exactMoney } from "../../format/money.js";
import { formatPercent } from "../../format/numbers.js";
import type { Answer } from "./open-log.js";
import { openLog } from "./open-log.js";

export function savingsCard({ days }: Answer): TemplateResult {
  const total = days.total.usd;
  return html`<section class="card stack" aria-label="What to change">
    <h2>What would have cost less</h2>
    ${
      days.levers.length
        ? html`<ul class="plain stack">
            ${days.levers.map(
              ({ saves, explanation }) =>
                html`<li class="item">
                  <p>
                    <strong class="number" title=${exactMoney(saves)}>${money(saves)}</strong>
                    ${
                      total > 0
                        ? html`<span class="soft">(${formatPercent(saves.usd / total)})</span>`
                        : nothing
                    }
                  </p>
                  <p>${explanation}</p>
                </li>`,
            )}
          </ul>`
        : html`<p class="soft">Nothing was found for this log.</p>`
    }
    <p>
      <button class="button" id="usage-continue" @click=${() => openLog.continueAsPlan()}>
        Continue as a budget for the coming months
      </button>
    </p>
  </section>`;
}
