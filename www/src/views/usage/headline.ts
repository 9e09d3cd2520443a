/** The total of a log, and what it is made of. */
import { html, nothing, type TemplateResult } from "lit";
import type { UsageLogSummary } from "tokenfare";
import { headline, money } from "../../components/money-figure.js";
import { formatDay } from "../../format/dates.js";
import { exactMoney } from "../../format/money.js";
import { formatCount, formatPercent } from "../../format/numbers.js";
import { store } from "../../state/page-state.js";
import type { Answer } from "./open-log.js";

export function headlineCard(summary: UsageLogSummary, { days }: Answer): TemplateResult {
  const { coverage, records, zone } = summary;
  const facts: [string, TemplateResult | string][] = [
    ["Requests", formatCount(days.groups.reduce((sum, { requests }) => sum + requests, 0))],
  ];
  if (days.costPerRequest) facts.push(["Average request", money(days.costPerRequest)]);
  if (days.distribution)
    facts.push(
      ["Half of them cost at most", money(days.distribution.p50)],
      ["1 in 20 costs more than", money(days.distribution.p95)],
    );
  if (days.cacheHitRate !== undefined && days.cacheHitRate !== null)
    facts.push(["Input from the cache", formatPercent(days.cacheHitRate)]);
  if (days.reported) facts.push(["As the records state", money(days.reported)]);
  return html`<section class="card stack" aria-label="The total">
    <div class="headline">
      <p class="label">
        ${
          coverage
            ? html`Spent from ${formatDay(coverage.first)} to ${formatDay(coverage.last)}, ${zone}`
            : "Spent"
        }
      </p>
      <p
        class="headline-figure number"
        id="usage-total"
        data-exact=${days.total.exact}
        title=${exactMoney(days.total)}
      >
        ${headline(days.total.usd)}
      </p>
      ${
        days.range
          ? html`<p class="soft small">
              between ${money(days.range.low)} and ${money(days.range.high)}, since sums hide how
              long single requests were
            </p>`
          : nothing
      }
      <p class="soft small">
        ${formatCount(records)} records, each at the price of its day
        ${store.state.currency.code === "USD" ? nothing : html`· ${exactMoney(days.total)}`}
      </p>
    </div>
    <dl class="facts roomy">
      ${facts.map(
        ([name, value]) =>
          html`<div>
            <dt>${name}</dt>
            <dd class="fact-figure">${value}</dd>
          </div>`,
      )}
    </dl>
    ${
      days.unpriced.length
        ? html`<p class="notice warning">
            Without a price, and so not in the total:
            ${days.unpriced
              .slice(0, 5)
              .map(({ model, records }) => `${model || "no model"} (${formatCount(records)})`)
              .join(", ")}${days.unpriced.length > 5 ? " and others" : ""}.
            The notes below say why.
          </p>`
        : nothing
    }
  </section>`;
}
