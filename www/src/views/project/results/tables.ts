/** The budget step by step, rate limits, and what is billed line by line: all of the base case. */
import { html, nothing, type TemplateResult } from "lit";
import type { Projection } from "tokenfare";
import { modelName } from "../../../components/model-name.js";
import { money } from "../../../components/money-figure.js";
import { formatDay, formatMonth } from "../../../format/dates.js";
import { exactMoney } from "../../../format/money.js";
import { formatCount, formatPercent, quantityOf } from "../../../format/numbers.js";
import { componentName, limitInWords } from "../../../format/words.js";

export function budgetAndLimits({ budget, limits, months }: Projection): TemplateResult {
  const monthName = (name: string): string => {
    const month = months.find((each) => each.month === name);
    return month ? formatMonth(month) : name;
  };
  return html`${
    budget
      ? html`<section class="card stack" aria-label="Budget, step by step">
          <h2>The budget in the base case</h2>
          <dl class="facts roomy">
            ${budget.crossings.map(
              (each) =>
                html`<div>
                  <dt>${formatPercent(each.threshold)} of a month’s budget</dt>
                  <dd>
                    ${each.date ? `first on ${formatDay(each.date)}` : "not in the base case"}
                  </dd>
                </div>`,
            )}
          </dl>
        </section>`
      : nothing
  }
  ${
    limits?.length
      ? html`<section class="card stack" aria-label="Rate limits">
          <h2>Rate limits at the busiest hour</h2>
          <div class="scroll" role="region" aria-label="Rate limits, table" tabindex="0">
            <table class="cards dense">
              <thead>
                <tr>
                  <th scope="col">Workload</th>
                  <th scope="col">Model</th>
                  <th scope="col">Binding limit</th>
                  <th scope="col" class="end">Used</th>
                  <th scope="col" class="end">Requests per minute</th>
                  <th scope="col" class="end">Tokens per minute</th>
                  <th scope="col">Exceeded</th>
                </tr>
              </thead>
              <tbody>
                ${limits.map(
                  (each) =>
                    html`<tr>
                      <th scope="row">${each.workload}</th>
                      <td data-label="Model">${modelName(each.model)}</td>
                      <td data-label="Binding limit">
                        ${each.binding ? limitInWords(each.binding) : "none"}
                      </td>
                      <td
                        class="end number ${each.utilisation > 1 ? "problem" : ""}"
                        data-label="Used"
                      >
                        ${formatPercent(each.utilisation)}
                      </td>
                      <td class="end number" data-label="Requests per minute">
                        ${formatCount(Math.ceil(each.requiredRequestsPerMinute))}
                      </td>
                      <td class="end number" data-label="Tokens per minute">
                        ${formatCount(Math.ceil(each.requiredTokensPerMinute))}
                      </td>
                      <td data-label="Exceeded">
                        ${each.firstExceeded ? `from ${monthName(each.firstExceeded)}` : "no"}${
                          each.sufficientTier ? `; ${each.sufficientTier.tier} would do` : ""
                        }
                      </td>
                    </tr>`,
                )}
              </tbody>
            </table>
          </div>
        </section>`
      : nothing
  }`;
}

export function costBreakdown(projection: Projection): TemplateResult {
  return html`<details class="card">
    <summary><h2>Cost breakdown</h2></summary>
    <div class="scroll" role="region" aria-label="Lines" tabindex="0">
      <table class="cards dense">
        <thead>
          <tr>
            <th scope="col">Workload</th>
            <th scope="col">Model</th>
            <th scope="col">For</th>
            <th scope="col" class="end">Quantity</th>
            <th scope="col" class="end">Amount</th>
          </tr>
        </thead>
        <tbody>
          ${projection.lines.map(
            (line) =>
              html`<tr>
                <th scope="row">${line.workload}</th>
                <td data-label="Model">
                  <span>${line.model ? modelName(line.model) : "–"}${tierInWords(line.tier)}</span>
                </td>
                <td data-label="For">${componentName(line.component)}</td>
                <td class="end number" data-label="Quantity">${quantityOf(line)}</td>
                <td class="end number" data-label="Amount" title=${exactMoney(line.amount)}>
                  ${money(line.amount)}
                </td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </details>`;
}

const tierInWords = (tier: string | null | undefined): string =>
  tier && tier !== "standard" ? `, ${tier}` : "";
