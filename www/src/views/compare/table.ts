/** The table of a comparison, and why other models are not in it. */
import { html, nothing, svg, type TemplateResult } from "lit";
import { modelName } from "../../components/model-name.js";
import { headline, money } from "../../components/money-figure.js";
import { displayName, providerName } from "../../engine/catalog-info.js";
import { formatDay } from "../../format/dates.js";
import { dollarsPer, exactMoney } from "../../format/money.js";
import { formatCompact, formatCount, formatPercent } from "../../format/numbers.js";
import { type PageState, store } from "../../state/page-state.js";
import { type Column, columnsFor, type LeftOut, type Row } from "./rows.js";

/** The rows that are shown at first. Laying out hundreds of rows takes longer than pricing them. */
export const firstRows = (): number => (matchMedia("(max-width: 40rem)").matches ? 12 : 40);

export function comparisonTable(
  rows: readonly Row[],
  state: PageState,
  span: string,
  pick: (id: string, on: boolean) => void,
): TemplateResult {
  const cheapest = Math.min(...rows.map((row) => row.quote.total.usd || Infinity));
  const dearest = Math.max(...rows.map((row) => row.range?.[1] ?? row.quote.total.usd), 1e-12);
  return html`<table class="cards dense compare-table">
    <thead>
      <tr>
        <th scope="col">Pin</th>
        ${columnsFor(span).map((column) => head(column, state))}
      </tr>
    </thead>
    <tbody>
      ${rows.map((row) => line(row, { state, span, pick, cheapest, dearest }))}
    </tbody>
  </table>`;
}

function head(column: Column, { sort }: PageState): TemplateResult {
  const sorted = sort.replace("-", "") === column.key;
  const descending = sort.startsWith("-");
  return html`<th
    scope="col"
    class="${column.end ? "end" : ""} ${column.wide ? "wide-only" : ""}"
    aria-sort=${sorted ? (descending ? "descending" : "ascending") : nothing}
  >
    <button
      class="sort"
      title="Sort by ${column.name}"
      @click=${() => store.set({ sort: sorted && !descending ? `-${column.key}` : column.key })}
    >
      ${column.name}<span aria-hidden="true"
        >${sorted ? (descending ? "\u00a0↓" : "\u00a0↑") : ""}</span
      >
    </button>
  </th>`;
}

interface Surroundings {
  state: PageState;
  span: string;
  pick: (id: string, on: boolean) => void;
  cheapest: number;
  dearest: number;
}

function line(row: Row, { state, span, pick, cheapest, dearest }: Surroundings): TemplateResult {
  const { model, quote, month, fit, rates, range } = row;
  const isPinned = state.picked.includes(model.id);
  const rate = (usd: string | null | undefined): string =>
    usd == null ? "–" : dollarsPer(Number(usd));
  const thousand = quote.total.usd === 0 ? "free" : headline(quote.total.usd * 1000);
  const ratio = quote.total.usd / cheapest;
  return html`<tr class=${isPinned ? "picked" : ""}>
    <td>
      <input
        type="checkbox"
        aria-label="Pin ${model.id}"
        .checked=${isPinned}
        @change=${() => pick(model.id, !isPinned)}
      />
    </td>
    <th scope="row">
      ${modelName(displayName(model.id))}
      ${
        model.name === model.id
          ? nothing
          : html`<span class="model-id small soft">${modelName(model.id)}</span>`
      }
    </th>
    <td data-label="Sold by">${providerName(model.provider)}</td>
    <td class="end number" data-label="1,000 requests" title=${exactMoney(quote.total)}>
      <span class="money-cell"
        >${thousand}
        ${
          isPinned && ratio > 1 && Number.isFinite(ratio)
            ? html`<span class="small soft">×${formatCompact(ratio)}</span>`
            : nothing
        }
        ${whisker(quote.total.usd, range, dearest)}
        ${
          range
            ? html`<span class="visually-hidden"
                >, likely ${headline(range[0] * 1000)} to ${headline(range[1] * 1000)}</span
              >`
            : nothing
        }</span
      >
    </td>
    <td class="end number" data-label=${span} title=${month ? exactMoney(month) : ""}>
      ${month ? money(month) : "–"}
    </td>
    <td class="end number" data-label="Input, per 1M tokens">${rate(rates?.input)}</td>
    <td class="end number" data-label="Output, per 1M tokens">${rate(rates?.output)}</td>
    <td class="end number" data-label="Context">
      ${model.contextWindow ? formatCompact(model.contextWindow) : "–"}
    </td>
    <td class="end number wide-only ${fit !== null && fit > 1 ? "problem" : ""}" data-label="Used">
      ${fit === null ? "–" : formatPercent(fit, 1)}
    </td>
    <td class="whole wide-only" data-label="Released">
      ${model.released ? formatDay(model.released) : "–"}
    </td>
  </tr>`;
}

/** The cost as a bar, with a line over what an estimate of its tokens may be off by. */
function whisker(usd: number, range: Row["range"], dearest: number): TemplateResult {
  const x = (value: number): number => Math.max(0.5, (100 * value) / dearest);
  return html`<svg
    class="whisker"
    viewBox="0 0 100 6"
    preserveAspectRatio="none"
    aria-hidden="true"
  >
    ${svg`<rect width=${x(usd)} height="6" />`}
    ${range ? svg`<line x1=${x(range[0])} x2=${x(range[1])} y1="3" y2="3" />` : nothing}
  </svg>`;
}

/** Why other models are not in the table, by reason. */
export function leftOutModels(
  left: readonly LeftOut[],
  isOpen: boolean,
  toggled: () => void,
): TemplateResult | typeof nothing {
  const count = left.reduce((sum, each) => sum + each.models.length, 0);
  if (!count) return nothing;
  return html`<details class="left-out" @toggle=${toggled}>
    <summary>${formatCount(count)} models are left out: see why</summary>
    ${
      isOpen
        ? html`<dl class="stack tight small">
            ${left.map(
              ({ reason, models }) =>
                html`<div>
                  <dt><strong>${reason}</strong>: ${formatCount(models.length)}</dt>
                  <dd class="soft">
                    ${models.slice(0, 12).map(displayName).join(", ")}${models.length > 12 ? ", …" : ""}
                  </dd>
                </div>`,
            )}
          </dl>`
        : nothing
    }
  </details>`;
}
