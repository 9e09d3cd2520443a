import { html, nothing, type TemplateResult } from "lit";
import type { Quote, QuoteLine, Warning } from "tokenfare";
import { daysInWords, formatDay } from "../format/dates.js";
import { exactMoney } from "../format/money.js";
import { componentName } from "../format/words.js";
import { money } from "./money-figure.js";

/**
 * A link to the source of a price. Catalogs may be imported, so only web addresses become links.
 */
export function sourceLink(source: string, name?: string): TemplateResult {
  return /^https?:\/\//.test(source)
    ? html`<a href=${source} target="_blank" rel="noopener noreferrer"
        >${name ?? hostOf(source)}</a
      >`
    : html`${source}`;
}

function hostOf(address: string): string {
  try {
    return new URL(address).host;
  } catch {
    return address;
  }
}

/** One line of a quote. Opened, it shows the formula, the rate and the source. */
export function quoteLine(line: QuoteLine): TemplateResult {
  return html`<details class="why">
    <summary>
      <span>${componentName(line.component)}</span>
      <span class="number">${money(line.amount)}</span>
    </summary>
    <dl>
      <div>
        <dt>Formula</dt>
        <dd class="number">${line.formula} = ${exactMoney(line.amount)}</dd>
      </div>
      <div>
        <dt>Rate</dt>
        <dd class="number">$${line.rate} per ${line.unit}</dd>
      </div>
      ${
        line.rule
          ? html`<div>
              <dt>Rule</dt>
              <dd>${line.rule}</dd>
            </div>`
          : nothing
      }
      <div>
        <dt>Source</dt>
        <dd>${sourceLink(line.source)}</dd>
      </div>
      <div>
        <dt>Checked</dt>
        <dd>${formatDay(line.checked)}</dd>
      </div>
    </dl>
  </details>`;
}

/** All lines and warnings of a quote. */
export function quoteLines(quote: Quote): TemplateResult {
  return html`<div class="quote-lines">${quote.lines.map(quoteLine)}</div>
    ${quote.warnings.length ? warningList(quote.warnings) : nothing}`;
}

const warningNames: Record<string, string> = {
  PRICE_DISPUTED: "Disputed",
  PRICE_STALE: "Old price",
  ESTIMATED_PRICE: "Estimated price",
  ESTIMATED_TOKENS: "Estimated tokens",
};

/** A list of warnings without repetitions. */
export function warningList(warnings: readonly Warning[]): TemplateResult {
  const once = warnings.filter(
    (warning, i) => warnings.findIndex((each) => each.message === warning.message) === i,
  );
  return html`<ul class="notice warnings">
    ${once.map(
      ({ code, message }) =>
        html`<li>
          ${
            warningNames[code] ? html`<strong>${warningNames[code]}:</strong> ` : nothing
          }${sentence(message)}
        </li>`,
    )}
  </ul>`;
}

/** Turns a message of the engine, a clause, into a sentence. Names of models keep their case. */
function sentence(clause: string): string {
  const message = daysInWords(clause);
  const starts = /^(the|a|an|this|some|of|in|its)\b/.test(message);
  const start = starts ? message.charAt(0).toUpperCase() + message.slice(1) : message;
  return /[.!?]$/.test(start) ? start : `${start}.`;
}
