import { html, type TemplateResult } from "lit";
import type { Money } from "tokenfare";
import { aboutMoney, formatMoney, headlineMoney, shortMoney, typedMoney } from "../format/money.js";
import { store } from "../state/page-state.js";

/** An amount in the reader's currency; its exact value is shown beside it on request. */
export const money = (amount: Money): string => formatMoney(amount, store.state.currency);

/** The same of a simulated amount, of one in a headline, in few characters, and as it was typed. */
export const about = (usd: number): string => aboutMoney(usd, store.state.currency);
export const headline = (usd: number): string => headlineMoney(usd, store.state.currency);
export const short = (usd: number): string => shortMoney(usd, store.state.currency);
export const typed = (usd: number): string => typedMoney(usd, store.state.currency);

/**
 * The main figures, always visible at the lower edge of small screens. They are hidden from screen
 * readers, which find the same figures in the view itself. Pressed, the bar shows the view's result.
 */
export function totalBar(
  figures: readonly (readonly [name: string, figure: string])[],
  show?: () => void,
): TemplateResult {
  return html`<div class="total-bar" aria-hidden="true" @click=${show}>
    ${figures.map(
      ([name, figure]) =>
        html`<span
          ><span class="small">${name}</span><strong class="number">${figure}</strong></span
        >`,
    )}
  </div>`;
}
