/** The results of a projection in figures, a chart and tables. */
import { html, nothing, type TemplateResult } from "lit";
import type { Projection, ScenarioComparison } from "tokenfare";
import "../../components/line-chart.js";
import { modelName } from "../../components/model-name.js";
import { about, money, short } from "../../components/money-figure.js";
import { warningList } from "../../components/quote-lines.js";
import type { PriceChange } from "../../engine/calls.js";
import { exactMoney } from "../../format/money.js";
import { formatCount, formatPercent, plural, quantityOf } from "../../format/numbers.js";
import { componentName, leverTitle, limitInWords, pathInWords } from "../../format/words.js";
import { chartMarkers } from "./chart-markers.js";
import { tornadoChart } from "./tornado-chart.js";

export interface Results {
  projection: Projection;
  comparison: ScenarioComparison | null;
  changes: readonly PriceChange[];
}

export interface Actions {
  apply: (patch: object) => void;
  addVariant: (name: string, patch: object) => void;
  open: (name: string) => void;
  drop: (name: string) => void;
  save: (format: "csv" | "json" | "markdown") => void;
}

export function projectionResults(all: Results, actions: Actions): TemplateResult {
  const { projection } = all;
  return html`${tiles(projection)} ${chart(all, actions)}
  ${projection.warnings.length ? warningList(projection.warnings) : nothing}
  ${sideBySide(all, actions)} ${levers(projection, actions)} ${sensitivity(projection)}
  ${budgetAndLimits(projection)} ${lines(projection)}`;
}

function tiles({ months, bands, budget, credits, total }: Projection): TemplateResult {
  const last = months.at(-1);
  return html`<div class="cards-row">
    ${tile(
      "Total",
      money(total),
      `${plural(months.length, "month")} from ${months[0]?.month}`,
      "project-total",
      total.exact,
    )}
    ${
      last
        ? tile("Last month", money(last.cost), plural(Math.round(last.requests), "request"))
        : nothing
    }
    ${
      bands
        ? tile(
            "8 in 10 simulated cases",
            `${about(bands.totalP10)} – ${about(bands.totalP90)}`,
            `of ${formatCount(bands.draws)} drawn from your ranges; no confidence interval`,
          )
        : nothing
    }
    ${
      bands?.probabilityOverBudget != null
        ? tile(
            "Over budget in",
            formatPercent(bands.probabilityOverBudget),
            "of the simulated cases",
          )
        : nothing
    }
    ${
      budget
        ? tile(
            "Budget first exceeded",
            budget.firstExceeded ?? "never",
            `${formatCount(Math.floor(budget.affordableRequestsPerMonth))} requests a month fit`,
          )
        : nothing
    }
    ${
      credits
        ? tile("Credits run out", credits.runsOutOn ?? "not in this time", runway(credits))
        : nothing
    }
  </div>`;
}

function runway({ runwayDays, left, expiredUnused }: NonNullable<Projection["credits"]>): string {
  if (runwayDays === null) return `${money(left)} left at the end`;
  const expired = expiredUnused.usd > 0 ? `; ${money(expiredUnused)} expire unused` : "";
  return `after ${plural(runwayDays, "day")}${expired}`;
}

function tile(
  label: string,
  figure: string,
  note: string,
  id?: string,
  exact?: string,
): TemplateResult {
  return html`<div class="card tile">
    <p class="label">${label}</p>
    <p
      class="tile-figure number"
      id=${id ?? nothing}
      data-exact=${exact ?? nothing}
      title=${exact ? `$${exact}` : nothing}
    >
      ${figure}
    </p>
    <p class="small soft">${note}</p>
  </div>`;
}

function chart({ projection, comparison, changes }: Results, actions: Actions): TemplateResult {
  const { months, bands, scenario } = projection;
  const variants = Object.entries(comparison?.variants ?? {}).slice(0, 5);
  return html`<section class="card stack" aria-label="Month by month">
    <div class="row spread">
      <h2>Month by month</h2>
      <div class="row">
        <button class="button" @click=${() => actions.save("csv")}>CSV</button>
        <button class="button" @click=${() => actions.save("json")}>JSON</button>
        <button class="button" @click=${() => actions.save("markdown")}>Copy as Markdown</button>
      </div>
    </div>
    <line-chart
      .data=${{
        title: "Cost of each month",
        labels: months.map((month) => month.month),
        series: [
          { name: scenario.name ?? "Base case", values: months.map((month) => month.cost.usd) },
          ...variants.map(([name, variant]) => ({
            name,
            values: months.map((_, i) => variant.months[i]?.cost.usd ?? null),
          })),
        ],
        ...(bands && { band: { name: "8 in 10 cases", low: bands.p10, high: bands.p90 } }),
        ...(scenario.budget && { limit: { name: "Budget", value: scenario.budget.monthly } }),
        markers: chartMarkers(projection, changes),
        format: about,
        axis: short,
      }}
    ></line-chart>
  </section>`;
}

function sideBySide(
  { projection, comparison }: Results,
  actions: Actions,
): TemplateResult | typeof nothing {
  if (!comparison) return nothing;
  return html`<section class="card stack" aria-label="Scenarios side by side">
    <h2>Scenarios side by side</h2>
    <div class="scroll" role="region" aria-label="Scenarios" tabindex="0">
      <table class="cards dense">
        <thead>
          <tr>
            <th scope="col">Scenario</th>
            <th scope="col" class="end">Total</th>
            <th scope="col" class="end">Last month</th>
            <th scope="col" class="end">Difference</th>
            <th scope="col" class="end">by volume</th>
            <th scope="col" class="end">by models</th>
            <th scope="col" class="end">by prices</th>
            <th scope="col"><span class="visually-hidden">What to do</span></th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">This one</th>
            <td class="end number" data-label="Total">${money(projection.total)}</td>
            <td class="end number" data-label="Last month">${last(projection)}</td>
            <td class="end" data-label="Difference">–</td>
            <td class="end"></td>
            <td class="end"></td>
            <td class="end"></td>
            <td></td>
          </tr>
          ${Object.entries(comparison.variants).map(([name, variant]) => {
            const delta = comparison.deltas[name];
            return html`<tr>
              <th scope="row">${name}</th>
              <td class="end number" data-label="Total" title=${exactMoney(variant.total)}>
                ${money(variant.total)}
              </td>
              <td class="end number" data-label="Last month">${last(variant)}</td>
              <td class="end number" data-label="Difference">
                ${delta ? signed(money(delta.total), delta.total.usd) : "–"}
              </td>
              <td class="end number" data-label="by volume">
                ${delta ? signed(money(delta.volume), delta.volume.usd) : "–"}
              </td>
              <td class="end number" data-label="by models">
                ${delta ? signed(money(delta.mix), delta.mix.usd) : "–"}
              </td>
              <td class="end number" data-label="by prices">
                ${delta ? signed(money(delta.price), delta.price.usd) : "–"}
              </td>
              <td class="end">
                <div class="row actions">
                  <button
                    class="button quiet"
                    aria-label="Open ${name}"
                    @click=${() => actions.open(name)}
                  >
                    Open</button
                  ><button
                    class="button quiet"
                    aria-label="Remove ${name}"
                    @click=${() => actions.drop(name)}
                  >
                    Remove
                  </button>
                </div>
              </td>
            </tr>`;
          })}
        </tbody>
      </table>
    </div>
  </section>`;
}

const last = ({ months }: Projection): string => (months.length ? money(months.at(-1)!.cost) : "–");
const signed = (written: string, usd: number): string => (usd > 0 ? `+${written}` : written);

function levers(projection: Projection, actions: Actions): TemplateResult | typeof nothing {
  if (!projection.levers.length) return nothing;
  const several = projection.scenario.workloads.length > 1;
  return html`<section class="card stack" aria-label="Levers that save the most">
    <h2>Levers that save the most</h2>
    <ul class="levers">
      ${projection.levers.map((lever) => {
        const name = leverTitle(lever.name) + (several ? `, ${lever.workload}` : "");
        return html`<li>
          <div>
            <p>
              <strong>${name}</strong> saves
              <strong class="number" title=${exactMoney(lever.saves)}>${money(lever.saves)}</strong>
            </p>
            <p class="small soft">${lever.explanation}</p>
          </div>
          <div class="row">
            <button
              class="button"
              aria-label="Apply: ${name}"
              @click=${() => actions.apply(lever.patch)}
            >
              Apply
            </button>
            <button
              class="button quiet"
              aria-label="Add to comparison: ${name}"
              @click=${() => actions.addVariant(name, lever.patch)}
            >
              Add to comparison
            </button>
          </div>
        </li>`;
      })}
    </ul>
  </section>`;
}

function sensitivity({
  sensitivity,
  scenario,
  total,
}: Projection): TemplateResult | typeof nothing {
  if (!sensitivity?.length) return nothing;
  return html`<section class="card stack" aria-label="What moves the total">
    <h2>What moves the total most</h2>
    <p class="small soft">
      Each uncertain input alone, at the value that one case in ten is below and at the one that one
      in ten is above.
    </p>
    ${tornadoChart(
      "Each input alone at its low and its high value",
      sensitivity.map((each) => ({
        name: pathInWords(each.path, scenario),
        low: each.low.usd,
        high: each.high.usd,
      })),
      total.usd,
      about,
    )}
  </section>`;
}

function budgetAndLimits({ budget, limits }: Projection): TemplateResult {
  return html`${
    budget
      ? html`<section class="card stack" aria-label="Budget">
          <h2>The budget, step by step</h2>
          <dl class="facts roomy">
            ${budget.crossings.map(
              (each) =>
                html`<div>
                  <dt>${formatPercent(each.threshold)} of a month's budget</dt>
                  <dd>${each.date ? `first on ${each.date}` : "never reached"}</dd>
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
                  <th scope="col" class="end">Requests a minute</th>
                  <th scope="col" class="end">Tokens a minute</th>
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
                      <td class="end number" data-label="Requests a minute">
                        ${formatCount(Math.ceil(each.requiredRequestsPerMinute))}
                      </td>
                      <td class="end number" data-label="Tokens a minute">
                        ${formatCount(Math.ceil(each.requiredTokensPerMinute))}
                      </td>
                      <td data-label="Exceeded">
                        ${each.firstExceeded ? `from ${each.firstExceeded}` : "never"}${
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

function lines(projection: Projection): TemplateResult {
  return html`<details class="card">
    <summary><h2>Every line</h2></summary>
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
