import { html, nothing, type TemplateResult } from "lit";
import type { Comparison, Model, Money, Quote } from "tokenfare";
import { componentName, money, quoteLines } from "../components/money-figure.js";
import { PageElement } from "../components/page-element.js";
import { findModel, info } from "../engine/catalog-info.js";
import { engine } from "../engine/client.js";
import { latest } from "../engine/latest.js";
import { csv, download, markdownTable, copy } from "../format/export.js";
import { exactMoney, times } from "../format/money.js";
import { formatCompact, formatCount, formatPercent, plural } from "../format/numbers.js";
import { store, type PageState } from "../state/page-state.js";
import { badge } from "./count-view.js";
import { monthLength } from "./workload.js";

interface Row { model: Model; quote: Quote; month: Money; fit: number | null }

const columns = [
  { key: "model", name: "Model", of: (row: Row) => row.model.id },
  { key: "provider", name: "Provider", of: (row: Row) => row.model.provider },
  { key: "request", name: "One request", of: (row: Row) => row.quote.total.usd, end: true },
  { key: "month", name: `${monthLength} days`, of: (row: Row) => row.month.usd, end: true },
  { key: "fit", name: "Context used", of: (row: Row) => row.fit, end: true },
  { key: "exact", name: "Tokens", of: (row: Row) => row.model.encoding.errorBand },
  { key: "retires", name: "Retires", of: (row: Row) => row.model.retires },
] as const;

/** All models on the same request, in a table to sort, search and pick from. */
export class CompareView extends PageElement {
  #comparison: Comparison | null = null;
  #problem = "";
  #provider = "";
  #activeOnly = true;

  readonly #ask = latest(
    (state: PageState) => engine.compare({ tier: state.tier, quantities: state.request, ...(state.on && { on: state.on }) }),
    (comparison) => this.#show(comparison, ""),
    (error) => this.#show(null, error.message),
  );

  override connectedCallback(): void {
    super.connectedCallback();
    this.#ask(this.state);
  }

  protected override stateChanged(state: PageState, before: PageState): void {
    if (state.request !== before.request || state.tier !== before.tier || state.on !== before.on) this.#ask(state);
  }

  protected override render(): TemplateResult {
    const { state } = this;
    const rows = this.#rows();
    const providers = [...new Set(info.models.map((model) => model.provider))].sort();
    return html`<div class="stack">
      <section class="card stack" aria-label="Workload and filters">
        <div class="fields">
          <number-field .label=${"Input tokens"} .whole=${true} .value=${state.request.inputTokens ?? 0} @number-change=${(event: CustomEvent<number>) => store.set({ request: { ...state.request, inputTokens: event.detail } })}></number-field>
          <number-field .label=${"Output tokens"} .whole=${true} .value=${state.request.outputTokens ?? 0} @number-change=${(event: CustomEvent<number>) => store.set({ request: { ...state.request, outputTokens: event.detail } })}></number-field>
          <number-field .label=${"Requests per day"} .value=${state.requestsPerDay} @number-change=${(event: CustomEvent<number>) => store.set({ requestsPerDay: event.detail })}></number-field>
          <div class="field">
            <label for="search">Search</label>
            <input id="search" type="search" autocomplete="off" .value=${state.search} @input=${(event: Event) => store.set({ search: (event.target as HTMLInputElement).value })} @keydown=${(event: KeyboardEvent) => this.#searchKey(event, rows)} />
          </div>
          <div class="field">
            <label for="provider">Provider</label>
            <select id="provider" @change=${(event: Event) => this.#filter({ provider: (event.target as HTMLSelectElement).value })}>
              <option value="">All</option>
              ${providers.map((provider) => html`<option ?selected=${provider === this.#provider}>${provider}</option>`)}
            </select>
          </div>
          <label class="check"><input type="checkbox" .checked=${this.#activeOnly} @change=${(event: Event) => this.#filter({ active: (event.target as HTMLInputElement).checked })} /> Without deprecated models</label>
        </div>
      </section>
      ${this.#problem ? html`<p class="notice bad" role="alert">${this.#problem}</p>` : nothing} ${this.#picked(rows)}
      <section class="card stack" aria-label="Models">
        <div class="row spread">
          <p class="small soft" role="status">${plural(rows.length, "model")}${this.#comparison ? `; ${formatCount(this.#comparison.excluded.length)} cannot serve this request` : ""}</p>
          <div class="row">
            <button class="button" @click=${() => download("tokenfare-compare.csv", "text/csv", csv([exportHead, ...rows.map(exportRow)]))}>CSV</button>
            <button class="button" @click=${() => copy(markdownTable(exportHead, rows.map(exportRow)))}>Copy as Markdown</button>
          </div>
        </div>
        <div class="scroll" role="region" aria-label="Comparison" tabindex="0">
          <table class="cards">
            <caption class="visually-hidden">Models on ${formatCount(state.request.inputTokens ?? 0)} input and ${formatCount(state.request.outputTokens ?? 0)} output tokens</caption>
            <thead>
              <tr>
                <th scope="col"><span class="visually-hidden">Pick</span></th>
                ${columns.map((column) => this.#head(column))}
              </tr>
            </thead>
            <tbody>
              ${rows.map((row) => this.#row(row))}
            </tbody>
          </table>
        </div>
        ${this.#comparison?.excluded.length
          ? html`<details><summary>Why some models are left out</summary>
              <ul class="small">${this.#comparison.excluded.map((each) => html`<li><strong>${each.model}</strong>: ${each.reason}</li>`)}</ul></details>`
          : nothing}
      </section>
    </div>`;
  }

  #head(column: (typeof columns)[number]): TemplateResult {
    const { sort } = this.state;
    const sorted = sort.replace("-", "") === column.key;
    const descending = sort.startsWith("-");
    return html`<th scope="col" class=${"end" in column ? "end" : ""} aria-sort=${sorted ? (descending ? "descending" : "ascending") : nothing}>
      <button class="sort" @click=${() => store.set({ sort: sorted && !descending ? `-${column.key}` : column.key })}>${column.name}<span aria-hidden="true">${sorted ? (descending ? " ↓" : " ↑") : ""}</span></button>
    </th>`;
  }

  #row({ model, quote, month, fit }: Row): TemplateResult {
    const { picked } = this.state;
    const isPicked = picked.includes(model.id);
    return html`<tr class=${isPicked ? "picked" : ""}>
      <td><input type="checkbox" aria-label="Pick ${model.id}" .checked=${isPicked} @change=${() => store.set({ picked: isPicked ? picked.filter((id) => id !== model.id) : [...picked, model.id] })} /></td>
      <th scope="row">${model.id}</th>
      <td>${model.provider}</td>
      <td class="end number" title=${exactMoney(quote.total)}>${money(quote.total)}</td>
      <td class="end number" title=${exactMoney(month)}>${money(month)}</td>
      <td class="end number ${fit !== null && fit > 1 ? "problem" : ""}">${fit === null ? "–" : `${formatPercent(fit, 1)} of ${formatCompact(model.contextWindow!)}`}</td>
      <td>${badge(model.encoding)}</td>
      <td>${model.retires ?? "–"}</td>
    </tr>`;
  }

  #picked(rows: readonly Row[]): TemplateResult | typeof nothing {
    const picked = this.state.picked.flatMap((id) => rows.find((row) => row.model.id === id) ?? []);
    if (!picked.length) return nothing;
    const cheapest = Math.min(...picked.map((row) => row.quote.total.usd));
    return html`<section class="side-by-side" aria-label="Side by side">
      ${picked.map(
        ({ model, quote }) => html`<article class="card stack">
          <div class="row spread"><h2>${model.id}</h2><button class="button quiet" aria-label="Put back ${model.id}" @click=${() => store.set({ picked: this.state.picked.filter((id) => id !== model.id) })}>Put back</button></div>
          <p class="figure number" title=${exactMoney(quote.total)}>${money(quote.total)}</p>
          <p class="small soft">${quote.total.usd > cheapest && cheapest > 0 ? `${formatCompact(quote.total.usd / cheapest)} times the cheapest here` : "the cheapest here"}</p>
          ${quoteLines(quote)}
        </article>`,
      )}
    </section>`;
  }

  #rows(): Row[] {
    const { state } = this;
    const terms = state.search.toLowerCase().split(/\s+/).filter(Boolean);
    const tokens = (state.request.inputTokens ?? 0) + (state.request.outputTokens ?? 0);
    const rows = (this.#comparison?.quotes ?? []).flatMap((quote): Row[] => {
      const model = findModel(quote.model);
      if (!model) return [];
      if (this.#provider && model.provider !== this.#provider) return [];
      if (this.#activeOnly && model.deprecated && model.deprecated <= info.checked && !state.picked.includes(model.id)) return [];
      const words = `${model.id} ${model.name} ${model.provider} ${model.aliases.join(" ")}`.toLowerCase();
      if (!terms.every((term) => words.includes(term))) return [];
      return [{ model, quote, month: times(quote.total, state.requestsPerDay * monthLength), fit: model.contextWindow ? tokens / model.contextWindow : null }];
    });
    const column = columns.find((each) => each.key === state.sort.replace("-", "")) ?? columns[3];
    const direction = state.sort.startsWith("-") ? -1 : 1;
    return rows.sort((a, b) => byValue(column.of(a), column.of(b), direction));
  }

  #filter({ provider = this.#provider, active = this.#activeOnly }: { provider?: string; active?: boolean }): void {
    this.#provider = provider;
    this.#activeOnly = active;
    this.requestUpdate();
  }

  #searchKey(event: KeyboardEvent, rows: readonly Row[]): void {
    if (event.key === "Escape") store.set({ search: "" });
    if (event.key === "Enter" && rows[0] && !this.state.picked.includes(rows[0].model.id)) store.set({ picked: [...this.state.picked, rows[0].model.id] });
  }

  #show(comparison: Comparison | null, problem: string): void {
    this.#comparison = comparison;
    this.#problem = problem;
    this.requestUpdate();
  }
}

/** What is missing comes last, whichever way the column is sorted. */
function byValue(a: string | number | null, b: string | number | null, direction: number): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
  return direction * (typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b)));
}

const exportHead = ["model", "provider", "request_usd", "month_usd", "context_used", "tokens_exact", "retires", ...["input", "output"].map((name) => `${name}_usd`)];
const exportRow = ({ model, quote, month, fit }: Row): (string | number)[] => [
  model.id, model.provider, quote.total.exact, month.exact, fit ?? "", model.encoding.exact ? "yes" : "no", model.retires ?? "",
  ...["input", "output"].map((name) => quote.lines.find((line) => componentName(line.component) === componentName(name))?.amount.exact ?? "0"),
];

customElements.define("compare-view", CompareView);
