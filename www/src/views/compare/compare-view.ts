import { html, nothing, type TemplateResult } from "lit";
import type { Model, Money, Quote } from "tokenfare";
import { check, choice } from "../../components/edit-fields.js";
import { badge, modelName } from "../../components/model-name.js";
import { money } from "../../components/money-figure.js";
import "../../components/number-field.js";
import { PageElement } from "../../components/page-element.js";
import { quoteLines } from "../../components/quote-lines.js";
import { exampleNote } from "../../components/request-fields.js";
import type { MonthlyComparison } from "../../engine/calls.js";
import { findModel, info } from "../../engine/catalog-info.js";
import { engine } from "../../engine/client.js";
import { latest } from "../../engine/latest.js";
import { downloadCsv } from "../../format/csv.js";
import { copy, downloadJson, markdownTable } from "../../format/export.js";
import { exactMoney } from "../../format/money.js";
import { formatCompact, formatCount, formatPercent, plural } from "../../format/numbers.js";
import { fieldName, messageOf } from "../../format/words.js";
import { monthLength } from "../../state/month-cost.js";
import { type PageState, readings, requestOf, store } from "../../state/page-state.js";

interface Row {
  model: Model;
  quote: Quote;
  /** Null where the month has no exact amount. */
  month: Money | null;
  fit: number | null;
}

const columns = [
  { key: "model", name: "Model", of: (row: Row) => row.model.id },
  { key: "provider", name: "Provider", of: (row: Row) => row.model.provider },
  { key: "request", name: "One request", of: (row: Row) => row.quote.total.usd, end: true },
  {
    key: "month",
    name: `${monthLength} days`,
    of: (row: Row) => row.month?.usd ?? null,
    end: true,
  },
  { key: "fit", name: "Context used", of: (row: Row) => row.fit, end: true },
  { key: "exact", name: "Tokens", of: (row: Row) => row.model.encoding.errorBand },
  { key: "retires", name: "Retires", of: (row: Row) => row.model.retires },
] as const;

/** The rows that are shown at first. Laying out hundreds of rows takes longer than pricing them. */
const firstRows = 50;

/** All models on the same request, in a table that can be sorted, searched and picked from. */
export class CompareView extends PageElement {
  #comparison: MonthlyComparison | null = null;
  #problem = "";
  #said = "";
  #all = false;

  readonly #ask = latest(
    (state: PageState) =>
      engine.compare(
        { tier: state.tier, quantities: requestOf(state), ...(state.on && { on: state.on }) },
        state.requestsPerDay,
        monthLength,
      ),
    (comparison) => this.#show(comparison, ""),
    (error) => this.#show(null, error.message),
  );

  override connectedCallback(): void {
    super.connectedCallback();
    this.#ask(this.state);
  }

  protected override stateChanged(state: PageState, before: PageState): void {
    const asked = ["request", "requestsPerDay", "tier", "on"] as const;
    if (asked.some((part) => state[part] !== before[part])) this.#ask(state);
  }

  protected override render(): TemplateResult {
    const { state } = this;
    const request = requestOf(state);
    const rows = this.#rows();
    const providers = [...new Set(info.models.map((model) => model.provider))].sort();
    const extras = Object.keys(request).filter(
      (name) => name !== "inputTokens" && name !== "outputTokens",
    );
    return html`<div class="stack">
      <section class="card stack" aria-label="Workload and filters">
        <div class="fields">
          <number-field
            .label=${"Input tokens"}
            .whole=${true}
            .value=${request.inputTokens ?? 0}
            @number-change=${(event: CustomEvent<number>) =>
              store.set({ request: { ...request, inputTokens: event.detail } })}
          ></number-field>
          <number-field
            .label=${"Output tokens"}
            .whole=${true}
            .value=${request.outputTokens ?? 0}
            @number-change=${(event: CustomEvent<number>) =>
              store.set({ request: { ...request, outputTokens: event.detail } })}
          ></number-field>
          <number-field
            .label=${"Requests per day"}
            .value=${state.requestsPerDay}
            @number-change=${(event: CustomEvent<number>) =>
              store.set({ requestsPerDay: event.detail })}
          ></number-field>
        </div>
        ${exampleNote(state)}
        ${
          extras.length || state.tier !== "standard"
            ? html`<p class="small soft">
                Also counted, from Price:
                ${[
                  ...extras.map(fieldName),
                  ...(state.tier === "standard" ? [] : [`the ${state.tier} tier`]),
                ].join(", ")}.
              </p>`
            : nothing
        }
        <div class="fields">
          <div class="field">
            <label for="search">Search</label>
            <input
              id="search"
              type="search"
              autocomplete="off"
              placeholder="Enter picks the first"
              .value=${state.search}
              @input=${(event: Event) =>
                store.set({ search: (event.target as HTMLInputElement).value })}
              @keydown=${(event: KeyboardEvent) => this.#searchKey(event, rows)}
            />
          </div>
          ${choice(
            "Provider",
            state.provider,
            [["", "all"], ...providers.map((each) => [each, each] as const)],
            (provider) => store.set({ provider }),
          )}
          ${choice(
            "Reads",
            state.reads,
            [["", "anything"], ...readings.map((each) => [each, each] as const)],
            (reads) => store.set({ reads }),
          )}
          ${check("Include deprecated", state.deprecated, (deprecated) =>
            store.set({ deprecated }),
          )}
        </div>
      </section>
      ${this.#problem ? html`<p class="notice bad" role="alert">${this.#problem}</p>` : nothing}
      ${this.#picked(rows)}
      <section class="card stack" aria-label="Models">
        <div class="row spread">
          <p class="small soft" role="status">
            ${plural(rows.length, "model")}${
              this.#comparison
                ? `; ${formatCount(this.#comparison.excluded.length)} are left out`
                : ""
            }${this.#said ? `. ${this.#said}` : ""}
          </p>
          <div class="row">
            <button
              class="button"
              @click=${() =>
                downloadCsv("tokenfare-compare.csv", [exportHead, ...rows.map(exportRow)])}
            >
              CSV
            </button>
            <button
              class="button"
              @click=${() =>
                downloadJson(
                  "tokenfare-compare.json",
                  rows.map(({ quote, month }) => ({ ...quote, month })),
                )}
            >
              JSON
            </button>
            <button
              class="button"
              @click=${() => this.#copy(markdownTable(exportHead, rows.map(exportRow)))}
            >
              Copy as Markdown
            </button>
          </div>
        </div>
        <div class="scroll" role="region" aria-label="Comparison" tabindex="0">
          <table class="cards dense">
            <caption class="visually-hidden">
              Models on ${formatCount(request.inputTokens ?? 0)} input and
              ${formatCount(request.outputTokens ?? 0)} output tokens
            </caption>
            <thead>
              <tr>
                <th scope="col"><span class="visually-hidden">Pick</span></th>
                ${columns.map((column) => this.#head(column))}
              </tr>
            </thead>
            <tbody>
              ${(this.#all ? rows : rows.slice(0, firstRows)).map((row) => this.#row(row))}
            </tbody>
          </table>
        </div>
        ${
          !this.#all && rows.length > firstRows
            ? html`<button class="button start" @click=${this.#showAll}>
                Show all ${formatCount(rows.length)}
              </button>`
            : nothing
        }
        ${
          this.#comparison?.excluded.length
            ? html`<details @toggle=${() => this.requestUpdate()}>
                <summary>Why some models are left out</summary>
                ${
                  this.querySelector("details[open]")
                    ? html`<ul class="small">
                        ${this.#comparison.excluded.map(
                          (each) => html`<li><strong>${each.model}</strong>: ${each.reason}</li>`,
                        )}
                      </ul>`
                    : nothing
                }
              </details>`
            : nothing
        }
      </section>
    </div>`;
  }

  #head(column: (typeof columns)[number]): TemplateResult {
    const { sort } = this.state;
    const sorted = sort.replace("-", "") === column.key;
    const descending = sort.startsWith("-");
    return html`<th
      scope="col"
      class=${"end" in column ? "end" : ""}
      aria-sort=${sorted ? (descending ? "descending" : "ascending") : nothing}
    >
      <button
        class="sort"
        @click=${() => store.set({ sort: sorted && !descending ? `-${column.key}` : column.key })}
      >
        ${column.name}<span aria-hidden="true"
          >${sorted ? (descending ? "\u00a0↓" : "\u00a0↑") : ""}</span
        >
      </button>
    </th>`;
  }

  #row({ model, quote, month, fit }: Row): TemplateResult {
    const { picked } = this.state;
    const isPicked = picked.includes(model.id);
    return html`<tr class=${isPicked ? "picked" : ""}>
      <td>
        <input
          type="checkbox"
          aria-label="Pick ${model.id}"
          .checked=${isPicked}
          @change=${() => this.#pick(model.id, !isPicked)}
        />
      </td>
      <th scope="row">${modelName(model.id)}</th>
      <td data-label="Provider">${model.provider}</td>
      <td class="end number" data-label="One request" title=${exactMoney(quote.total)}>
        ${money(quote.total)}
      </td>
      <td
        class="end number"
        data-label="${monthLength} days"
        title=${month ? exactMoney(month) : ""}
      >
        ${month ? money(month) : "–"}
      </td>
      <td class="end number ${fit !== null && fit > 1 ? "problem" : ""}" data-label="Context used">
        ${
          fit === null
            ? "–"
            : html`<span
                >${formatPercent(fit, 1)}<span class="spare">
                  of ${formatCompact(model.contextWindow!)}</span
                ></span
              >`
        }
      </td>
      <td data-label="Tokens">${badge(model.encoding)}</td>
      <td class="whole" data-label="Retires">${model.retires ?? "–"}</td>
    </tr>`;
  }

  #picked(rows: readonly Row[]): TemplateResult | typeof nothing {
    const { picked } = this.state;
    if (!picked.length) return nothing;
    const found = picked.map((id) => ({
      id,
      row: rows.find((row) => row.model.id === id),
      reason: this.#comparison?.excluded.find((each) => each.model === id)?.reason,
    }));
    const cheapest = Math.min(...found.flatMap(({ row }) => (row ? [row.quote.total.usd] : [])));
    return html`<section class="side-by-side" aria-label="Side by side">
      ${found.map(
        ({ id, row, reason }) =>
          html`<article class="card stack" aria-label=${id}>
            <div class="row spread one-line">
              <h2>${modelName(id)}</h2>
              <button
                class="button quiet"
                aria-label="Remove ${id}"
                @click=${() => this.#pick(id, false)}
              >
                Remove
              </button>
            </div>
            ${
              row
                ? this.#side(row, cheapest)
                : html`<p class="notice">${reason ?? "Not sold on this day."}</p>`
            }
          </article>`,
      )}
    </section>`;
  }

  #side({ model, quote, month, fit }: Row, cheapest: number): TemplateResult {
    return html`<div>
        <p class="figure number" title=${exactMoney(quote.total)}>${money(quote.total)}</p>
        <p class="small soft">
          a request;
          ${
            quote.total.usd > cheapest && cheapest > 0
              ? `${formatCompact(quote.total.usd / cheapest)} times the cheapest here`
              : "the cheapest here"
          }
        </p>
      </div>
      <dl class="facts">
        <div>
          <dt>${monthLength} days</dt>
          <dd class="number" title=${month ? exactMoney(month) : ""}>
            ${month ? money(month) : "–"}
          </dd>
        </div>
        <div>
          <dt>Context used</dt>
          <dd class="number">${fit === null ? "–" : formatPercent(fit, 1)}</dd>
        </div>
        <div>
          <dt>Tokens</dt>
          <dd>${badge(model.encoding)}</dd>
        </div>
        <div>
          <dt>Retires</dt>
          <dd>${model.retires ?? "–"}</dd>
        </div>
      </dl>
      ${quoteLines(quote)}`;
  }

  #pick(id: string, on: boolean): void {
    const { picked } = this.state;
    store.set({ picked: on ? [...picked, id] : picked.filter((each) => each !== id) });
  }

  #rows(): Row[] {
    const { state } = this;
    const terms = state.search.toLowerCase().split(/\s+/).filter(Boolean);
    const request = requestOf(state);
    const tokens = (request.inputTokens ?? 0) + (request.outputTokens ?? 0);
    const rows = (this.#comparison?.quotes ?? []).flatMap((quote, i): Row[] => {
      const model = findModel(quote.model);
      if (!model) return [];
      const wanted = state.picked.includes(model.id) || this.#wanted(model, terms);
      if (!wanted) return [];
      return [
        {
          model,
          quote,
          month: this.#comparison?.months[i] ?? null,
          fit: model.contextWindow ? tokens / (request.requests ?? 1) / model.contextWindow : null,
        },
      ];
    });
    const column = columns.find((each) => each.key === state.sort.replace("-", "")) ?? columns[3];
    const direction = state.sort.startsWith("-") ? -1 : 1;
    return rows.sort((a, b) => byValue(column.of(a), column.of(b), direction));
  }

  #wanted(model: Model, terms: readonly string[]): boolean {
    const { provider, reads, deprecated } = this.state;
    if (provider && model.provider !== provider) return false;
    if (reads && !model.input.includes(reads)) return false;
    const leaving = [model.deprecated, model.retires].some(
      (day) => day !== null && day <= info.checked,
    );
    if (!deprecated && leaving) return false;
    if (!terms.length) return true;
    const words =
      `${model.id} ${model.name} ${model.provider} ${model.aliases.join(" ")}`.toLowerCase();
    return terms.every((term) => words.includes(term));
  }

  #searchKey(event: KeyboardEvent, rows: readonly Row[]): void {
    if (event.key === "Escape") store.set({ search: "" });
    const first = rows.find((row) => !this.state.picked.includes(row.model.id));
    if (event.key === "Enter" && first) this.#pick(first.model.id, true);
  }

  #showAll(): void {
    this.#all = true;
    this.requestUpdate();
  }

  #copy(text: string): void {
    copy(text).then(
      () => this.#say("The table is copied."),
      (error: unknown) => this.#say(messageOf(error)),
    );
  }

  #say(said: string): void {
    this.#said = said;
    this.requestUpdate();
  }

  #show(comparison: MonthlyComparison | null, problem: string): void {
    this.#comparison = comparison;
    this.#problem = problem;
    this.#said = "";
    this.requestUpdate();
  }
}

/** Compares two cells. Missing values come last in either order. */
function byValue(a: string | number | null, b: string | number | null, direction: number): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
  if (typeof a === "number" && typeof b === "number") return direction * (a - b);
  return direction * (a < b ? -1 : a > b ? 1 : 0);
}

const exportHead = [
  "model",
  "provider",
  "request_usd",
  "month_usd",
  "context_used",
  "tokens_exact",
  "retires",
  "input_usd",
  "output_usd",
];
const exportRow = ({ model, quote, month, fit }: Row): (string | number)[] => [
  model.id,
  model.provider,
  quote.total.exact,
  month?.exact ?? "",
  fit ?? "",
  model.encoding.exact ? "yes" : "no",
  model.retires ?? "",
  ...["input", "output"].map(
    (name) => quote.lines.find((line) => line.component === name)?.amount.exact ?? "0",
  ),
];

customElements.define("compare-view", CompareView);
