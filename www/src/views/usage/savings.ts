/** What would have cost less in the period of the log. */
import { html, nothing, type TemplateResult } from "lit";
import type { UsageLever } from "tokenfare";
import { money } from "../../components/money-figure.js";
import { exactMoney } from "../../format/money.js";
import { formatPercent } from "../../format/numbers.js";
import { leverName } from "./names.js";
import type { Answer } from "./open-log.js";
import { openLog } from "./open-log.js";

/** A smaller share of the total is not worth a change. */
const leastShare = 0.001;

/** What keeps the model comes first: a saving that may cost quality is a different decision. */
const byDecision = (one: UsageLever, other: UsageLever): number =>
  Number(one.name === "cheaper-model") - Number(other.name === "cheaper-model");

export function savingsCard({ days }: Answer): TemplateResult {
  const total = days.total.usd;
  const levers = days.levers.filter(({ saves }) => saves.usd >= total * leastShare);
  return html`<section class="card stack" aria-label="What to change">
    <h2>What would have cost less</h2>
    ${
      levers.length
        ? html`<ul class="plain stack">
            ${[...levers].sort(byDecision).map(
              ({ name, saves, explanation }) =>
                html`<li class="item">
                  <p>
                    <strong>${leverName(name)}</strong>: saves
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
