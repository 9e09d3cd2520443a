import { html, type TemplateResult } from "lit";

/**
 * The figures that matter, always in sight at the lower edge of small screens. A copy for the eye:
 * the same figures stand in the view, where screen readers find them.
 */
export function totalBar(figures: readonly (readonly [name: string, figure: string])[]): TemplateResult {
  return html`<div class="total-bar" aria-hidden="true">${figures.map(([name, figure]) => html`<span><span class="small">${name}</span><strong class="number">${figure}</strong></span>`)}</div>`;
}
