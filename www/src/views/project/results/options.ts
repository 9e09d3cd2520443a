/** Options side by side: what differs, what it costs, and differences that add up. */
import { html, nothing, svg, type TemplateResult } from "lit";
import type { Money, Projection, ScenarioComparison } from "tokenfare";
import { headline, money } from "../../../components/money-figure.js";
import { exactMoney } from "../../../format/money.js";
import { formatPercent } from "../../../format/numbers.js";
import { differencesOf } from "../differences.js";

export interface OptionActions {
  open: (name: string) => void;
  drop: (name: string) => void;
  rename: (name: string, to: string) => void;
}

/** What each option costs, beside the answer. What makes the difference is in the table below. */
export function optionLines(
  projection: Projection,
  comparison: ScenarioComparison | null,
): TemplateResult | typeof nothing {
  if (!comparison) return nothing;
  const all = Object.entries(comparison.variants);
  const most = Math.max(projection.total.usd, ...all.map(([, each]) => each.total.usd), 1e-12);
  return html`<ul class="option-lines card" aria-label="Options, base case">
    ${optionLine("This plan", projection.total, most, "")}
    ${all.map(([name, { total }]) => {
      const delta = comparison.deltas[name]?.total;
      return optionLine(name, total, most, delta ? relative(delta, projection.total) : "");
    })}
  </ul>`;
}

const optionLine = (name: string, total: Money, most: number, change: string): TemplateResult =>
  html`<li>
    <span class="option-line-name">${name}</span>
    ${bar(total.usd / most)}
    <span class="number" title=${exactMoney(total)}>${headline(total.usd)}</span>
    <span class="number small soft">${change}</span>
  </li>`;

export function optionsTable(
  projection: Projection,
  comparison: ScenarioComparison | null,
  actions: OptionActions,
): TemplateResult | typeof nothing {
  if (!comparison) return nothing;
  const all = Object.entries(comparison.variants);
  const most = Math.max(projection.total.usd, ...all.map(([, each]) => each.total.usd), 1e-12);
  const parts = [
    ["volume", "Volume"],
    ["mix", "Models, tiers"],
    ["price", "Prices"],
    ["other", "Tokens, caching, rest"],
  ] as const;
  return html`<section class="card stack" aria-label="Options side by side">
    <h2>Options side by side</h2>
    <div class="scroll" role="region" aria-label="Options" tabindex="0">
      <table class="cards dense options">
        <caption class="small soft">
          Totals of the base case: every range at its most likely value. The four columns at the
          right add up to the difference.
        </caption>
        <thead>
          <tr>
            <th scope="col">Option</th>
            <th scope="col" class="end">Total</th>
            <th scope="col" class="end">Difference</th>
            ${parts.map(([, name]) => html`<th scope="col" class="end">${name}</th>`)}
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">This plan${bar(projection.total.usd / most)}</th>
            <td class="end number" data-label="Total">${money(projection.total)}</td>
            <td class="end" data-label="Difference">–</td>
            ${parts.map(() => html`<td class="end"></td>`)}
          </tr>
          ${all.map(([name, variant]) => {
            const delta = comparison.deltas[name];
            return html`<tr>
              <th scope="row">
                <input
                  class="option-name"
                  aria-label="Name of ${name}"
                  maxlength="60"
                  autocomplete="off"
                  .value=${name}
                  @change=${(event: Event) =>
                    actions.rename(name, (event.target as HTMLInputElement).value.trim())}
                />
                <span class="small soft"
                  >${differencesOf(projection.scenario, variant.scenario)}</span
                >
                ${bar(variant.total.usd / most)}
                <span class="row option-actions">
                  <button
                    class="link small"
                    aria-label="Open ${name}"
                    @click=${() => actions.open(name)}
                  >
                    Open
                  </button>
                  <button
                    class="link small"
                    aria-label="Remove ${name}"
                    @click=${() => actions.drop(name)}
                  >
                    Remove
                  </button>
                </span>
              </th>
              <td class="end number" data-label="Total" title=${exactMoney(variant.total)}>
                ${money(variant.total)}
              </td>
              <td class="end number" data-label="Difference">
                ${delta ? html`${signed(delta.total)} ${share(delta.total, projection.total)}` : "–"}
              </td>
              ${parts.map(
                ([part, label]) =>
                  html`<td class="end number" data-label=${label}>
                    ${delta ? signed(delta[part]) : "–"}
                  </td>`,
              )}
            </tr>`;
          })}
        </tbody>
      </table>
    </div>
  </section>`;
}

const signed = (amount: Money): string =>
  amount.usd > 0 ? `+${money(amount)}` : money(amount).replace("-", "−");

/** "+21%", "−99%" */
const relative = (delta: Money, of: Money): string =>
  of.usd > 0
    ? `${delta.usd > 0 ? "+" : ""}${formatPercent(delta.usd / of.usd).replace("-", "−")}`
    : "";

const share = (delta: Money, of: Money): TemplateResult | typeof nothing =>
  of.usd > 0 ? html`<span class="small soft">(${relative(delta, of)})</span>` : nothing;

const bar = (part: number): TemplateResult =>
  html`<svg class="option-bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
    ${svg`<rect width=${Math.max(0.5, 100 * part)} height="4" rx="1" />`}
  </svg>`;
