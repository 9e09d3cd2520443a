/** The pinned models side by side, with how much more each costs than the cheapest of them. */
import { html, nothing, type TemplateResult } from "lit";
import type { EncodingMatch, Quote } from "tokenfare";
import { badge } from "../../components/model-name.js";
import { money } from "../../components/money-figure.js";
import { quoteLines } from "../../components/quote-lines.js";
import { displayName, providerName } from "../../engine/catalog-info.js";
import { formatDay } from "../../format/dates.js";
import { exactMoney } from "../../format/money.js";
import { formatCompact, formatPercent } from "../../format/numbers.js";
import type { Row } from "./rows.js";

export interface Pinned {
  id: string;
  row: Row | undefined;
  /** Why it cannot serve the request. */
  reason: string | undefined;
}

export function pinnedModels(
  all: readonly Pinned[],
  span: string,
  remove: (id: string) => void,
): TemplateResult | typeof nothing {
  if (!all.length) return nothing;
  const cheapest = Math.min(...all.flatMap(({ row }) => (row ? [row.quote.total.usd] : [])));
  return html`<section class="side-by-side" aria-label="Side by side">
    ${all.map(
      ({ id, row, reason }) =>
        html`<article class="card stack" aria-label=${id}>
          <div class="row spread one-line">
            <h2>${displayName(id)}</h2>
            <button class="button quiet" aria-label="Remove ${id}" @click=${() => remove(id)}>
              Remove
            </button>
          </div>
          ${
            row
              ? side(row, cheapest, span)
              : html`<p class="notice">${reason ?? "Not sold on this day."}</p>`
          }
        </article>`,
    )}
  </section>`;
}

/** Tokens of text may be exact where those of a picture are an estimate. */
const certaintyOf = (
  quote: Quote,
  encoding: EncodingMatch,
): Pick<EncodingMatch, "exact" | "errorBand"> =>
  quote.exact || !encoding.exact ? encoding : { exact: false, errorBand: 0 };

function side({ model, quote, month, fit }: Row, cheapest: number, span: string): TemplateResult {
  const dearer = quote.total.usd > cheapest && cheapest > 0;
  return html`<div>
      <p class="figure number" title=${exactMoney(quote.total)}>${money(quote.total)}</p>
      <p class="small soft">
        per request;
        ${dearer ? `×${formatCompact(quote.total.usd / cheapest)} the cheapest here` : "the cheapest here"}
      </p>
    </div>
    <dl class="facts">
      <div>
        <dt>${span}</dt>
        <dd class="number" title=${month ? exactMoney(month) : ""}>
          ${month ? money(month) : "–"}
        </dd>
      </div>
      <div>
        <dt>Sold by</dt>
        <dd>${providerName(model.provider)}</dd>
      </div>
      <div>
        <dt>Context used</dt>
        <dd class="number">${fit === null ? "–" : formatPercent(fit, 1)}</dd>
      </div>
      <div>
        <dt>Token counts</dt>
        <dd>${badge(certaintyOf(quote, model.encoding))}</dd>
      </div>
      <div>
        <dt>Retires</dt>
        <dd>${model.retires ? formatDay(model.retires) : "–"}</dd>
      </div>
    </dl>
    ${quoteLines(quote)}`;
}
