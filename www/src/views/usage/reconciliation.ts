/** Whether the bill matches, and whether the budget holds. */
import { html, nothing, type TemplateResult } from "lit";
import { money } from "../../components/money-figure.js";
import { daysInWords, formatDay } from "../../format/dates.js";
import { exactMoney } from "../../format/money.js";
import { formatPercent } from "../../format/numbers.js";
import { filesOfInput } from "./log-files.js";
import { causeName } from "./names.js";
import { type Answer, openLog } from "./open-log.js";

export function reconciliationCard({ days, question }: Answer): TemplateResult {
  const { reconciliation, budget } = days;
  return html`<section class="card stack" aria-label="The bill and the budget">
    <h2>Does the bill match?</h2>
    <div class="fields roomy">
      <number-field
        .label=${"Billed, USD"}
        .value=${question.billed}
        .optional=${true}
        @number-change=${(event: CustomEvent<number | null>) =>
          openLog.ask({ billed: event.detail })}
      ></number-field>
      <label class="button"
        >${openLog.bill ? `Bill: ${openLog.bill.name}` : "Open a costs export"}<input
          class="visually-hidden"
          type="file"
          multiple
          @change=${({ target }: Event) =>
            openLog.openBill(filesOfInput(target as HTMLInputElement))}
      /></label>
      <number-field
        .label=${"Budget per month, USD"}
        .value=${question.budget}
        .optional=${true}
        @number-change=${(event: CustomEvent<number | null>) =>
          openLog.ask({ budget: event.detail })}
      ></number-field>
    </div>
    ${
      reconciliation
        ? html`<dl class="facts roomy">
              <div>
                <dt>Billed</dt>
                <dd class="fact-figure">${money(reconciliation.billed)}</dd>
              </div>
              <div>
                <dt>By the log</dt>
                <dd class="fact-figure">${money(reconciliation.computed)}</dd>
              </div>
              <div>
                <dt>Difference</dt>
                <dd
                  class="fact-figure"
                  id="usage-difference"
                  title=${exactMoney(reconciliation.difference)}
                >
                  ${money(reconciliation.difference)}
                </dd>
              </div>
            </dl>
            ${
              reconciliation.causes.length
                ? html`<h3>What may explain it, the likeliest first</h3>
                    <ol class="stack tight" aria-label="Causes">
                      ${reconciliation.causes.map(
                        ({ cause, explains, detail }) =>
                          html`<li>
                            <strong>${causeName(cause)}</strong> (${money(explains)}):
                            ${daysInWords(detail)}
                          </li>`,
                      )}
                    </ol>`
                : nothing
            }`
        : nothing
    }
    ${
      budget
        ? html`<p>
            ${money(budget.monthToDate)} in ${budget.month} until ${formatDay(budget.through)};
            projected for the whole month: <strong>${money(budget.projected)}</strong>, likely
            between ${money(budget.low)} and ${money(budget.high)}.
            ${budget.crossed.map(
              ({ share, day }) =>
                html`${formatPercent(share)} of the budget was passed on ${formatDay(day)}. `,
            )}
          </p>`
        : nothing
    }
  </section>`;
}
