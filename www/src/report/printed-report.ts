/** The printed report: the request, its price line by line, and the projection. */
import { html, nothing, render, type TemplateResult } from "lit";
import type { Projection, Quote } from "tokenfare";
import { money } from "../components/money-figure.js";
import { warningList } from "../components/quote-lines.js";
import { info } from "../engine/catalog-info.js";
import { engine } from "../engine/client.js";
import { exactMoney } from "../format/money.js";
import { formatCount, locale } from "../format/numbers.js";
import { componentName } from "../format/words.js";
import { monthLength, monthScenario } from "../state/month-cost.js";
import { ownPrices } from "../state/overrides.js";
import { type PageState, requestOf } from "../state/page-state.js";

/** Calculates the report, shows it instead of the page while it prints, and restores the page. */
export async function printReport(state: PageState): Promise<void> {
  const { model, tier } = state;
  const request = requestOf(state);
  const [quote, month, projection] = await Promise.all([
    engine.quote({ model, tier, quantities: request, ...(state.on && { on: state.on }) }),
    engine.project(monthScenario(model, tier, request, state)),
    state.scenario ? engine.project(state.scenario) : null,
  ]);
  const page = document.createElement("article");
  page.className = "report";
  render(report(state, quote, month, projection), page);
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
  window.print();
}

function report(
  state: PageState,
  quote: Quote,
  month: Projection,
  projection: Projection | null,
): TemplateResult {
  const day = new Intl.DateTimeFormat(locale, { dateStyle: "long" }).format(new Date());
  return html`<h1>What it costs</h1>
    <p>
      ${day} · tokenfare ${info.version}, prices checked up to
      ${info.checked}${ownPrices() ? ", with own prices and discounts" : ""}
    </p>
    <h2>One request to ${quote.model}</h2>
    <p>
      ${quote.tier} tier, prices of ${quote.on}.
      ${quote.exact ? "All figures are exact." : "Some figures are estimates."}
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
              <td>${line.checked}</td>
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
            ${formatCount(state.requestsPerDay)} a day, ${monthLength} days
          </th>
          <td class="end number">${exactMoney(month.total)}</td>
        </tr>
      </tfoot>
    </table>
    ${quote.warnings.length ? warningList(quote.warnings) : nothing}
    ${projection ? plan(projection) : nothing}`;
}

function plan({
  scenario,
  months,
  total,
  bands,
  budget,
  credits,
  warnings,
  lines,
}: Projection): TemplateResult {
  const cents = (usd: number): string => money({ usd, exact: usd.toFixed(2) });
  const monthly = scenario.budget?.monthly ?? 0;
  return html`<h2>${scenario.name ?? "The coming months"}</h2>
    <p>
      ${money(total)} in ${formatCount(months.length)} months.
      ${
        bands
          ? `Eight of ten simulated cases lie between ${cents(bands.totalP10)} and ${cents(bands.totalP90)}. `
          : ""
      }
      ${
        budget
          ? html`The budget of ${money({ usd: monthly, exact: String(monthly) })} a month is
            ${budget.firstExceeded ? `exceeded on ${budget.firstExceeded}` : "never exceeded"}.`
          : ""
      }
      ${
        credits
          ? `The credits ${credits.runsOutOn ? `run out on ${credits.runsOutOn}` : "last"}.`
          : ""
      }
    </p>
    <table>
      <thead>
        <tr>
          <th scope="col">Month</th>
          <th scope="col" class="end">Requests</th>
          <th scope="col" class="end">Cost</th>
          ${
            bands
              ? html`<th scope="col" class="end">Low</th>
                  <th scope="col" class="end">High</th>`
              : nothing
          }
        </tr>
      </thead>
      <tbody>
        ${months.map(
          (month, i) =>
            html`<tr>
              <th scope="row">${month.month}</th>
              <td class="end number">${formatCount(month.requests)}</td>
              <td class="end number">${money(month.cost)}</td>
              ${
                bands
                  ? html`<td class="end number">${cents(bands.p10[i]!)}</td>
                      <td class="end number">${cents(bands.p90[i]!)}</td>`
                  : nothing
              }
            </tr>`,
        )}
      </tbody>
    </table>
    <h3>What is billed</h3>
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
              <td>${line.model}</td>
              <td>${componentName(line.component)}</td>
              <td class="end number">${money(line.amount)}</td>
            </tr>`,
        )}
      </tbody>
    </table>
    ${warnings.length ? warningList(warnings) : nothing}`;
}
