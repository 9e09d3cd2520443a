/** The same text for other models, cheapest first, with the model that the page is set to. */
import { html, nothing, type TemplateResult } from "lit";
import { badge } from "../../components/model-name.js";
import "../../components/model-select.js";
import { money } from "../../components/money-figure.js";
import { displayName, textModels } from "../../engine/catalog-info.js";
import { exactMoney } from "../../format/money.js";
import { formatCount } from "../../format/numbers.js";
import { shortSpan } from "../../state/month-cost.js";
import { type PageState, store } from "../../state/page-state.js";
import type { CountAnswer } from "./count-answer.js";

type Other = CountAnswer["also"][number];

export function otherModels(state: PageState, answer: CountAnswer | null): TemplateResult {
  const rows = answer?.also.length ? rowsOf(state, answer) : [];
  return html`<section class="stack card" aria-label="The same text for other models">
    <h2>The same text for other models</h2>
    ${
      rows.length
        ? html`<div class="scroll" role="region" aria-label="Counts of other models" tabindex="0">
            <table class="cards">
              <thead>
                <tr>
                  <th scope="col">Model</th>
                  <th scope="col" class="end">Tokens</th>
                  <th scope="col" class="end">One request</th>
                  <th scope="col" class="end">${shortSpan(state)}</th>
                  <th scope="col"><span class="visually-hidden">Remove</span></th>
                </tr>
              </thead>
              <tbody>
                ${rows.map((row) => line(row, state))}
              </tbody>
            </table>
          </div>`
        : nothing
    }
    <model-select
      .label=${"Add models"}
      .models=${textModels.filter(({ id }) => id !== state.model)}
      .value=${""}
      .placeholder=${"Choose…"}
      .several=${chosen}
      @model-change=${(event: CustomEvent<string>) => turn(event.detail)}
    ></model-select>
  </section>`;
}

const chosen = (): readonly string[] => store.state.also;

/** Adds a model, or takes it away again. */
function turn(id: string): void {
  const also = chosen();
  store.set({ also: also.includes(id) ? also.filter((each) => each !== id) : [...also, id] });
}

/** The page's own model stands among them, so that one can compare. */
function rowsOf(state: PageState, answer: CountAnswer): Other[] {
  const own: Other = {
    model: state.model,
    tokens: answer.tokens,
    encoding: answer.encoding,
    total: answer.quote.total,
    month: answer.month.total,
    note: "",
  };
  const cost = ({ total }: Other): number => total?.usd ?? Infinity;
  return [own, ...answer.also].sort((a, b) => cost(a) - cost(b));
}

function line(row: Other, state: PageState): TemplateResult {
  const isOwn = row.model === state.model;
  return html`<tr class=${isOwn ? "picked" : ""}>
    <th scope="row">${displayName(row.model)}</th>
    <td class="end number" data-label="Tokens">
      <span>${formatCount(row.tokens)} ${badge(row.encoding)}</span>
    </td>
    <td
      class="end number"
      data-label="One request"
      title=${row.total ? exactMoney(row.total) : row.note}
    >
      ${row.total ? money(row.total) : "no price"}
    </td>
    <td class="end number" data-label=${shortSpan(state)}>${row.month ? money(row.month) : "–"}</td>
    <td class="end">
      ${
        isOwn
          ? nothing
          : html`<button
              class="button quiet"
              aria-label="Remove ${row.model}"
              @click=${() => store.set({ also: state.also.filter((id) => id !== row.model) })}
            >
              Remove
            </button>`
      }
    </td>
  </tr>`;
}
