import { html, nothing, type TemplateResult } from "lit";
import type { Money, Quote, QuoteLine } from "tokenfare";
import { exactMoney, formatMoney } from "../format/money.js";
import { store } from "../state/page-state.js";

/** An amount as the reader wants it; its exact value stands beside it for who asks. */
export const money = (amount: Money): string => formatMoney(amount, store.state.currency);

/** A link to where a price comes from. Catalogs may be imported, so only web addresses become links. */
export function sourceLink(source: string): TemplateResult {
  return /^https?:\/\//.test(source)
    ? html`<a href=${source} target="_blank" rel="noopener noreferrer">${hostOf(source)}</a>`
    : html`${source}`;
}

function hostOf(address: string): string {
  try {
    return new URL(address).host;
  } catch {
    return address;
  }
}

/** One line of a quote; opened, it shows where the figure comes from. */
export function quoteLine(line: QuoteLine): TemplateResult {
  return html`<details class="why">
    <summary>
      <span>${componentName(line.component)}</span>
      <span class="number">${money(line.amount)}</span>
    </summary>
    <dl>
      <div><dt>Formula</dt><dd class="number">${line.formula} = ${exactMoney(line.amount)}</dd></div>
      <div><dt>Rate</dt><dd class="number">$${line.rate} per ${line.unit}</dd></div>
      ${line.rule ? html`<div><dt>Rule</dt><dd>${line.rule}</dd></div>` : nothing}
      <div><dt>Source</dt><dd>${sourceLink(line.source)}</dd></div>
      <div><dt>Checked</dt><dd>${line.checked}</dd></div>
    </dl>
  </details>`;
}

/** A quote in full, every figure with its reason. */
export function quoteLines(quote: Quote): TemplateResult {
  return html`<div class="quote-lines">${quote.lines.map(quoteLine)}</div>
    ${quote.warnings.length
      ? html`<ul class="warnings">${quote.warnings.map((warning) => html`<li class="notice">${warning.message}</li>`)}</ul>`
      : nothing}`;
}

/** "cached_input" → "Cached input". */
export function componentName(component: string): string {
  const words = component.replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
