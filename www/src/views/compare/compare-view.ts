import { html, nothing, type TemplateResult } from "lit";
import { exportMenu } from "../../components/export-menu.js";
import { pickModel } from "../../components/model-picker.js";
import { PageElement } from "../../components/page-element.js";
import type { ListedRates, MonthlyComparison } from "../../engine/catalog-calls.js";
import { info } from "../../engine/catalog-info.js";
import { engine } from "../../engine/client.js";
import { latest } from "../../engine/latest.js";
import { downloadCsv } from "../../format/csv.js";
import { copy, downloadJson, markdownTable } from "../../format/export.js";
import { formatCount, plural } from "../../format/numbers.js";
import { messageOf } from "../../format/words.js";
import { priceDay, requestsInMonth, shortSpan } from "../../state/month-cost.js";
import { type PageState, requestOf, store } from "../../state/page-state.js";
import { clearFilters, filterFields, filters, isFiltered, requestFields } from "./filters.js";
import { pinnedModels } from "./pinned.js";
import { candidates, exportHead, exportRow, type LeftOut, type Row, rowsOf } from "./rows.js";
import { comparisonTable, firstRows, leftOutModels } from "./table.js";

interface Answer {
  comparison: MonthlyComparison;
  left: readonly LeftOut[];
}

/** The parts of the state that a comparison depends on. */
const asked = [
  "request",
  "requestsPerDay",
  "per",
  "tier",
  "on",
  "picked",
  ...filters.filter((name) => name !== "search"),
] as const;

/** Models on the same request, in a table that can be sorted, filtered and pinned from. */
export class CompareView extends PageElement {
  #answer: Answer | null = null;
  #rates: ReadonlyMap<string, ListedRates> = new Map();
  #problem = "";
  #said = "";
  #all = false;

  readonly #ask = latest(
    async (state: PageState): Promise<Answer> => {
      const { asked: models, left } = candidates(state);
      const comparison = await engine.compare(
        { tier: state.tier, quantities: requestOf(state), on: priceDay(state) },
        models.map((model) => model.id),
        requestsInMonth(state),
      );
      return { comparison, left };
    },
    (answer) => this.#show(answer, ""),
    (error) => this.#show(null, error.message),
  );

  override connectedCallback(): void {
    super.connectedCallback();
    this.#ask(this.state);
    engine.rateList().then(
      (list) => {
        this.#rates = new Map(list.map((each) => [each.model, each]));
        this.requestUpdate();
      },
      (error: unknown) => this.#say(messageOf(error)),
    );
  }

  protected override stateChanged(state: PageState, before: PageState): void {
    if (asked.some((part) => state[part] !== before[part])) this.#ask(state);
  }

  protected override render(): TemplateResult {
    const { state } = this;
    const rows = rowsOf(this.#answer?.comparison ?? null, state, this.#rates);
    const span = shortSpan(state);
    // On a phone the table comes before the filters that nobody has set.
    const isWide = matchMedia("(min-width: 56rem)").matches;
    const shown = this.#all ? rows : rows.slice(0, firstRows());
    return html`<div class="stack">
      <section class="card stack" aria-label="Request and filters">
        ${requestFields(state)}
        <details class="filters" ?open=${isWide || isFiltered(state)}>
          <summary>Filters</summary>
          <div class="stack">${filterFields(state, (event) => this.#searchKey(event, rows))}</div>
        </details>
      </section>
      ${this.#problem ? html`<p class="notice bad" role="alert">${this.#problem}</p>` : nothing}
      ${pinnedModels(this.#pinned(rows), span, (id) => this.#pick(id, false))}
      <section class="card stack" aria-label="Models">
        <div class="row compare-head">
          <p role="status">
            <strong>${this.#answer ? plural(rows.length, "model") : "Calculating…"}</strong
            >${this.#said ? `. ${this.#said}` : ""}
          </p>
          ${this.#answer ? this.#leftOut(this.#answer) : nothing}
          <button class="button quiet" @click=${this.#choose}>Pin models</button>
          ${rows.length ? this.#exports(rows) : nothing}
        </div>
        ${
          rows.length
            ? html`<div class="scroll" role="region" aria-label="Comparison" tabindex="0">
                ${comparisonTable(shown, state, span, (id, on) => this.#pick(id, on))}
              </div>`
            : this.#answer
              ? html`<div class="empty">
                  <p>No model matches.</p>
                  ${
                    isFiltered(state)
                      ? html`<button class="button" @click=${clearFilters}>Clear filters</button>`
                      : nothing
                  }
                </div>`
              : nothing
        }
        ${
          shown.length < rows.length
            ? html`<button class="button start" @click=${this.#showAll}>
                Show all ${formatCount(rows.length)}
              </button>`
            : nothing
        }
      </section>
    </div>`;
  }

  #exports(rows: readonly Row[]): TemplateResult {
    return exportMenu("Export", [
      ["CSV", () => downloadCsv("tokenfare-compare.csv", [exportHead, ...rows.map(exportRow)])],
      [
        "JSON",
        () =>
          downloadJson(
            "tokenfare-compare.json",
            rows.map(({ quote, month }) => ({ ...quote, month })),
          ),
      ],
      [
        "Copy as Markdown",
        () => {
          copy(markdownTable(exportHead, rows.map(exportRow))).then(
            () => this.#say("The table is copied."),
            (error: unknown) => this.#say(messageOf(error)),
          );
        },
      ],
    ]);
  }

  /** What the filters leave out, and what cannot serve the request. */
  #leftOut({ comparison, left }: Answer): TemplateResult | typeof nothing {
    const cannot = comparison.excluded.map((each) => each.model);
    const all = cannot.length
      ? [{ reason: "Cannot serve this request, or have no price for it", models: cannot }, ...left]
      : left;
    const isOpen = this.querySelector("details.left-out[open]") !== null;
    return leftOutModels(all, isOpen, () => this.requestUpdate());
  }

  #pinned(rows: readonly Row[]) {
    return this.state.picked.map((id) => ({
      id,
      row: rows.find((row) => row.model.id === id),
      reason: this.#answer?.comparison.excluded.find((each) => each.model === id)?.reason,
    }));
  }

  #pick(id: string, on: boolean): void {
    const { picked } = this.state;
    store.set({ picked: on ? [...picked, id] : picked.filter((each) => each !== id) });
  }

  /** Models by name, several in one go, whatever the filters leave out. */
  #choose(): void {
    pickModel({
      title: "Pin models",
      models: info.models,
      value: "",
      several: () => store.state.picked,
      pick: (id) => {
        const { picked } = store.state;
        store.set({
          picked: picked.includes(id) ? picked.filter((each) => each !== id) : [...picked, id],
        });
      },
    });
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

  #say(said: string): void {
    this.#said = said;
    this.requestUpdate();
  }

  #show(answer: Answer | null, problem: string): void {
    this.#answer = answer;
    this.#problem = problem;
    this.#said = "";
    this.requestUpdate();
  }
}

customElements.define("compare-view", CompareView);
