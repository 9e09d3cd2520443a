/** The printed report: the plan, or else the one request, with its assumptions and sources. */
import { html, nothing, render, type TemplateResult } from "lit";
import type { PriceSheet, Projection, Quote } from "tokenfare";
import "../components/line-chart.js";
import { about, headline, money, short, typed } from "../components/money-figure.js";
import { warningList } from "../components/quote-lines.js";
import { displayName, info, plainRate } from "../engine/catalog-info.js";
import { engine } from "../engine/client.js";
import { projector } from "../engine/projector.js";
import { firstOfNextMonth, formatDay, formatMonth, today } from "../format/dates.js";
import { dollarsPer, exactMoney } from "../format/money.js";
import { formatCount, formatPercent } from "../format/numbers.js";
import { componentName } from "../format/words.js";
import { monthScenario, priceDay, spanName } from "../state/month-cost.js";
import { openedPrices, ownPrices } from "../state/overrides.js";
import { isExample, type PageState, requestOf } from "../state/page-state.js";
import { warningsToShow } from "../state/warnings.js";
import { assumptionsOf } from "./assumptions.js";
import { pricesOf } from "./prices-of.js";

/** Calculates the report, shows it instead of the page while it prints, and restores the page. */
export async function printReport(state: PageState): Promise<void> {
  const page = document.createElement("article");
  page.className = "report";
  render(await report(state), page);
  document.body.append(page);
  document.documentElement.dataset["printing"] = "report";
  addEventListener(
    "afterprint",
    () => {
      delete document.documentElement.dataset["printing"];
      page.remove();
    },
    { once: true },
  );
  // The chart draws itself at the width that it has in the report.
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  window.print();
}

async function report(state: PageState): Promise<TemplateResult> {
  const projection = state.scenario
    ? await projector.project({ start: firstOfNextMonth(), ...state.scenario })
    : null;
  // An example that nobody asked for says nothing about the plan.
  const request = !projection || !isExample(state) ? await quoted(state) : null;
  return html`<h1>${projection?.scenario.name ?? "What it costs"}</h1>
    <p>
      ${formatDay(today())} · tokenfare ${info.version}, prices checked up to
      ${formatDay(info.checked)}${ownPrices() ? ", with own prices and discounts" : ""}${openedPrices() ? `, prices of ${openedPrices()!.name}` : ""}
    </p>
    ${projection ? plan(projection, state, await pricesOf(projection)) : nothing}
    ${request ? oneRequest(state, request.quote, request.month) : nothing}`;
}

async function quoted(state: PageState): Promise<{ quote: Quote; month: Projection }> {
  const { model, tier } = state;
  const quantities = requestOf(state);
  const [quote, month] = await Promise.all([
    engine.quote({ model, tier, quantities, on: priceDay(state) }),
    projector.project(monthScenario(model, tier, quantities, state)),
  ]);
  return { quote, month };
}

function oneRequest(state: PageState, quote: Quote, month: Projection): TemplateResult {
  return html`<h2>One request to ${displayName(quote.model)}</h2>
    <p>
      ${componentName(quote.tier)} tier, prices on ${formatDay(quote.on)}.
      ${quote.exact ? "All figures of this request are exact." : "Some figures of this request are estimates."}
    </p>
    <table>
      <thead>
        <tr>
          <th scope="col">For</th>
          <th scope="col">Formula</th>
          <th scope="col">Source</th>
          <th scope="col">Checked</th>
          <th scope="col" class="end">Amount</th>
        </tr>
      </thead>
      <tbody>
        ${quote.lines.map(
          (line) =>
            html`<tr>
              <th scope="row">${componentName(line.component)}</th>
              <td>${line.formula}${line.rule ? html`<br />${line.rule}` : nothing}</td>
              <td class="source">${line.source}</td>
              <td>${formatDay(line.checked)}</td>
              <td class="end number">${exactMoney(line.amount)}</td>
            </tr>`,
        )}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row" colspan="4">One request</th>
          <td class="end number">${exactMoney(quote.total)}</td>
        </tr>
        <tr>
          <th scope="row" colspan="4">
            ${spanName(state)}, ${formatCount(state.requestsPerDay)}
            ${state.per === "once" ? "in total" : `a ${state.per}`}
          </th>
          <td class="end number">${money(month.total)}</td>
        </tr>
      </tfoot>
    </table>
    ${quote.warnings.length ? warningList(quote.warnings) : nothing}`;
}

function plan(
  projection: Projection,
  state: PageState,
  prices: readonly PriceSheet[],
): TemplateResult {
  const { scenario, months, total, bands, lines } = projection;
  const expected = bands?.totalMean ?? total.usd;
  const monthly = scenario.budget?.monthly;
  const chances = bands?.probabilityOverBudgetByMonth;
  const warnings = warningsToShow(projection.warnings);
  const values = months.map((month, i) => bands?.mean[i] ?? month.cost.usd);
  const first = months[0];
  return html`<p class="report-headline">
      ${headline(expected)} expected for ${formatCount(months.length)}
      ${months.length === 1 ? "month" : "months"}${first ? ` from ${formatMonth(first)}` : ""}.
      ${
        bands
          ? `Likely ${headline(bands.totalP10)} to ${headline(bands.totalP90)} (8 of 10 simulated cases); plan with ${headline(bands.totalP90)}.`
          : ""
      }
      ${
        monthly !== undefined && bands?.probabilityOverBudget != null
          ? `${formatPercent(bands.probabilityOverBudget)} chance of going over ${typed(monthly)} in some month.`
          : ""
      }
    </p>
    <line-chart
      .data=${{
        title: "Cost of each month",
        labels: months.map(formatMonth),
        series: [{ name: "Expected", values }],
        ...(bands && { band: { name: "8 of 10 cases", low: bands.p10, high: bands.p90 } }),
        ...(monthly !== undefined && { limit: { name: "Budget", value: monthly } }),
        area: true,
        format: about,
        axis: short,
      }}
    ></line-chart>
    <h2>Month by month${state.currency.code === "USD" ? "" : `, in ${state.currency.code}`}</h2>
    <table>
      <thead>
        <tr>
          <th scope="col">Month</th>
          <th scope="col" class="end">Requests</th>
          <th scope="col" class="end">Expected</th>
          ${
            bands
              ? html`<th scope="col" class="end">Low (1 in 10)</th>
                  <th scope="col" class="end">High (1 in 10)</th>`
              : nothing
          }
          ${chances ? html`<th scope="col" class="end">Over budget</th>` : nothing}
        </tr>
      </thead>
      <tbody>
        ${months.map(
          (month, i) =>
            html`<tr>
              <th scope="row">${formatMonth(month)}</th>
              <td class="end number">${formatCount(Math.round(month.requests))}</td>
              <td class="end number">${about(values[i]!)}</td>
              ${
                bands
                  ? html`<td class="end number">${about(bands.p10[i]!)}</td>
                      <td class="end number">${about(bands.p90[i]!)}</td>`
                  : nothing
              }
              ${chances ? html`<td class="end number">${formatPercent(chances[i]!)}</td>` : nothing}
            </tr>`,
        )}
      </tbody>
    </table>
    <h2>Assumptions</h2>
    <ul>
      ${assumptionsOf(scenario).map((each) => html`<li>${each}</li>`)}
    </ul>
    <h2>What is billed, in the base case</h2>
    <table>
      <thead>
        <tr>
          <th scope="col">Workload</th>
          <th scope="col">Model</th>
          <th scope="col">For</th>
          <th scope="col" class="end">Amount</th>
        </tr>
      </thead>
      <tbody>
        ${lines.map(
          (line) =>
            html`<tr>
              <th scope="row">${line.workload}</th>
              <td>${line.model ? displayName(line.model) : "–"}</td>
              <td>${componentName(line.component)}</td>
              <td class="end number">${money(line.amount)}</td>
            </tr>`,
        )}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row" colspan="3">Total of the base case</th>
          <td class="end number">${money(total)}</td>
        </tr>
      </tfoot>
    </table>
    <h2>Prices on ${first ? formatDay(first.from) : formatDay(today())}</h2>
    <table>
      <thead>
        <tr>
          <th scope="col">Model</th>
          <th scope="col" class="end">Input / 1M tokens</th>
          <th scope="col" class="end">Output / 1M tokens</th>
          <th scope="col">Source</th>
          <th scope="col">Checked</th>
        </tr>
      </thead>
      <tbody>
        ${prices.map(
          (sheet) =>
            html`<tr>
              <th scope="row">${displayName(sheet.model)}</th>
              ${["input", "output"].map((component) => {
                const rate = plainRate(sheet, component);
                return html`<td class="end number">
                  ${rate === undefined ? "–" : dollarsPer(Number(rate))}
                </td>`;
              })}
              <td class="source">${sheet.source}</td>
              <td>${formatDay(sheet.checked)}</td>
            </tr>`,
        )}
      </tbody>
    </table>
    ${warnings.length ? warningList(warnings) : nothing}`;
}
