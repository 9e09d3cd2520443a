/** The answer of a projection: what to expect, what to plan with, and how the budget fares. */
import { html, nothing, svg, type TemplateResult } from "lit";
import type { Projection } from "tokenfare";
import { headline, money, typed } from "../../../components/money-figure.js";
import { formatDay, formatMonth } from "../../../format/dates.js";
import { exactMoney } from "../../../format/money.js";
import { formatCount, formatPercent, plural } from "../../../format/numbers.js";
import { countedOf } from "../volume-fields.js";

/** What to expect: the mean of the simulated cases, or the total where nothing is uncertain. */
export const expected = ({ bands, total }: Projection): number => bands?.totalMean ?? total.usd;

/** What to expect of one month. */
export const expectedOf = ({ bands, months }: Projection, month: number): number =>
  bands?.mean[month] ?? months[month]?.cost.usd ?? 0;

export function headlineCard(projection: Projection): TemplateResult {
  const { bands, months, total } = projection;
  const [first, last] = [months[0], months.at(-1)];
  if (!first || !last) return html``;
  const amount = expected(projection);
  const differs = Math.abs(amount / (total.usd || 1) - 1) > 0.005;
  const span =
    months.length === 1 ? formatMonth(first) : `${formatMonth(first)} to ${formatMonth(last)}`;
  return html`<section class="card stack answer" aria-label="Result">
    <div>
      <p class="label">Expected cost, ${span}</p>
      <p>
        <output
          id="project-total"
          class="headline-figure number"
          data-exact=${total.exact}
          data-expected=${amount}
          title=${bands ? `Mean of ${formatCount(bands.draws)} simulated cases` : exactMoney(total)}
          >${headline(amount)}</output
        >
      </p>
      ${
        bands
          ? html`<p id="likely">
                Likely
                <strong class="number"
                  >${headline(bands.totalP10)} to ${headline(bands.totalP90)}</strong
                >
                <span class="soft">in 8 of 10 simulated cases</span>
              </p>
              <p id="plan-with">
                Plan with <strong class="number">${headline(bands.totalP90)}</strong>
                <span class="soft">9 of 10 cases cost no more</span>
              </p>`
          : nothing
      }
      ${
        differs
          ? html`<p class="small soft">
              ${money(total)} with every range at its most likely value (the base case).
            </p>`
          : nothing
      }
    </div>
    ${facts(projection)} ${budgetChance(projection)}
  </section>`;
}

/** What a plan counts, in its own unit: "conversations". */
function thingsOf({ workloads }: Projection["scenario"]): string {
  const [only] = workloads;
  return workloads.length === 1 && only ? countedOf(only) : "requests";
}

function facts(projection: Projection): TemplateResult {
  const { months, scenario, credits } = projection;
  const requests = months.reduce((sum, month) => sum + month.requests, 0);
  const things = thingsOf(scenario);
  const amount = expected(projection);
  return html`<dl class="facts">
    ${
      months.length > 1
        ? html`${fact("Per month, on average", headline(amount / months.length))}
          ${fact("Last month", headline(expectedOf(projection, months.length - 1)))}`
        : nothing
    }
    ${
      requests > 0
        ? fact(
            `Per 1,000 ${things}`,
            headline((amount / requests) * 1000),
            `${formatCount(Math.round(requests))} in all`,
          )
        : nothing
    }
    ${
      credits
        ? fact(
            "Credits run out",
            credits.runsOutOn ? formatDay(credits.runsOutOn) : "not in this time",
            runway(credits),
          )
        : nothing
    }
  </dl>`;
}

const fact = (name: string, figure: string, note = ""): TemplateResult =>
  html`<div>
    <dt>${name}</dt>
    <dd class="fact-figure number">${figure}</dd>
    ${note ? html`<dd class="small soft">${note}</dd>` : nothing}
  </div>`;

function runway({ runwayDays, left, expiredUnused }: NonNullable<Projection["credits"]>): string {
  if (runwayDays === null) return `${money(left)} left at the end`;
  const expired = expiredUnused.usd > 0 ? `; ${money(expiredUnused)} expire unused` : "";
  return `after ${plural(runwayDays, "day")}${expired}`;
}

/** One sentence, which says the same as the bars below it. */
function budgetChance(projection: Projection): TemplateResult | typeof nothing {
  const { bands, budget, months, scenario } = projection;
  if (!budget || !scenario.budget) return nothing;
  const amount = typed(scenario.budget.monthly);
  const chances =
    bands?.probabilityOverBudgetByMonth ??
    months.map((month) => (month.cost.usd > scenario.budget!.monthly ? 1 : 0));
  const any = bands?.probabilityOverBudget ?? Math.max(0, ...chances);
  return html`<div class="stack tight" id="budget-chance">
    <p>${budgetSentence(projection, any, chances, amount)}</p>
    ${any > 0 && any < 1 ? chanceBars(projection, chances) : nothing}
    <p class="small soft">
      The budget covers about ${formatCount(Math.floor(budget.affordableRequestsPerMonth))}
      ${thingsOf(scenario)} per month.
    </p>
  </div>`;
}

export function budgetSentence(
  { months, budget }: Projection,
  any: number,
  chances: readonly number[],
  amount: string,
): string {
  if (any <= 0) return `Stays within ${amount} in every month.`;
  const worst = chances.indexOf(Math.max(...chances));
  const month = months[worst] ? formatMonth(months[worst]) : "";
  if (any >= 1)
    return budget?.firstExceeded
      ? `Goes over ${amount} for the first time on ${formatDay(budget.firstExceeded)}.`
      : `Goes over ${amount} in every simulated case, most often in ${month}.`;
  const where = months.length > 1 ? `some month; most often in ${month}` : month;
  return `${formatPercent(Math.max(any, 0.01))} chance of going over ${amount} in ${where}.`;
}

/** The chance of each month as a bar, with its figure for those who read or hear it. */
function chanceBars({ months }: Projection, chances: readonly number[]): TemplateResult {
  return html`<ol class="chances" aria-label="Chance of going over the budget, by month">
    ${chances.map((chance, i) => {
      const name = months[i] ? formatMonth(months[i]) : "";
      return html`<li title="${name}: ${formatPercent(chance)}">
        <svg viewBox="0 0 10 30" preserveAspectRatio="none" aria-hidden="true">
          ${svg`<rect class="ground" width="10" height="30" />
            <rect class="bar" y=${30 - 30 * chance} width="10" height=${30 * chance} />`}
        </svg>
        <span class="visually-hidden">${name}: ${formatPercent(chance)}</span>
        <span aria-hidden="true" class="chance-figure">${formatPercent(chance)}</span>
      </li>`;
    })}
  </ol>`;
}
