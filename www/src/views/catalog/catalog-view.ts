import { html, nothing, type TemplateResult } from "lit";
import type { Coverage, Tier } from "tokenfare";
import { forgetListedRates } from "../../components/model-picker.js";
import "../../components/model-select.js";
import { PageElement } from "../../components/page-element.js";
import type { ListedRates, PriceChange } from "../../engine/catalog-calls.js";
import { info } from "../../engine/catalog-info.js";
import { engine } from "../../engine/client.js";
import { latest } from "../../engine/latest.js";
import { isHosted } from "../../engine/model-facts.js";
import { dayAfter, today } from "../../format/dates.js";
import { messageOf } from "../../format/words.js";
import { ownPrices, usePriceList } from "../../state/overrides.js";
import { type PageState, store } from "../../state/page-state.js";
import { allModels, recentChanges } from "./all-models.js";
import { modelSheet, type Sheets } from "./model-sheet.js";
import "./own-prices.js";
import { sources } from "./sources.js";

const parts = [
  ["model", "One model"],
  ["all", "All models"],
  ["changes", "Recent changes"],
  ["own", "Your own prices"],
  ["sources", "Sources"],
] as const;
type Part = (typeof parts)[number][0];

/** Announced changes are shown this far ahead. */
const furthest = "9999-12-31";

/** Prices as a place: of one model and of all, now and before, the reader's own, their sources. */
export class CatalogView extends PageElement {
  #part: Part = "model";
  #found: Sheets = { model: "", sheets: [], disputes: [] };
  #list: readonly ListedRates[] = [];
  #changes: readonly PriceChange[] | null = null;
  #coverage: readonly Coverage[] | null = null;
  #all = false;
  #tier: Tier = "standard";
  #on = today();
  #problem = "";
  #said = "";

  readonly #ask = latest(
    async (model: string): Promise<Sheets> => ({
      model,
      sheets: await engine.history(model),
      disputes: await engine.disputes(model),
    }),
    (found) => this.#show(found, ""),
    (error) => this.#show({ model: "", sheets: [], disputes: [] }, error.message),
  );

  override connectedCallback(): void {
    super.connectedCallback();
    this.#refresh();
  }

  protected override stateChanged(state: PageState, before: PageState): void {
    if (state.model !== before.model) this.#ask(state.model);
  }

  protected override render(): TemplateResult {
    return html`<div class="stack">
      <div class="row parts-bar" role="group" aria-label="Parts of this view">
        ${parts.map(
          ([part, name]) =>
            html`<button
              class="chip-button"
              aria-pressed=${part === this.#part ? "true" : "false"}
              @click=${() => this.#open(part)}
            >
              ${name}
            </button>`,
        )}
      </div>
      ${this.#problem ? html`<p class="notice bad" role="alert">${this.#problem}</p>` : nothing}
      <p class="small" role="status">${this.#said}</p>
      ${this.#content()}
    </div>`;
  }

  #content(): TemplateResult {
    switch (this.#part) {
      case "model":
        return html`<section class="card stack" aria-label="Model">
            <model-select
              .models=${info.models}
              .value=${this.state.model}
              @model-change=${(event: CustomEvent<string>) => store.set({ model: event.detail })}
            ></model-select>
            ${
              ownPrices()
                ? html`<p class="notice">Your own prices and discounts apply.</p>`
                : nothing
            }
          </section>
          ${modelSheet(this.#found, {
            tier: this.#tier,
            on: this.#on,
            set: ({ tier, on }) => {
              if (tier) this.#tier = tier;
              if (on) this.#on = on;
              this.requestUpdate();
            },
          })}`;
      case "all":
        return allModels(this.#list, this.state, this.#all, {
          open: (model) => this.#openModel(model),
          showAll: () => {
            this.#all = true;
            this.requestUpdate();
          },
          save: () => engine.catalogJson(),
        });
      case "changes":
        return recentChanges(this.#changes, (model) => this.#openModel(model));
      case "own":
        return html`<own-prices @prices-change=${() => this.#refresh()}></own-prices>`;
      case "sources":
        return sources(this.#coverage, {
          open: (file) => this.#openList(file),
          close: () => {
            usePriceList(null).then(
              () => this.#relisted("tokenfare’s prices apply again."),
              (error: unknown) => this.#refuse(messageOf(error)),
            );
          },
          refused: (problem) => this.#refuse(problem),
        });
    }
  }

  #open(part: Part): void {
    this.#part = part;
    this.#said = "";
    this.#load();
    this.requestUpdate();
  }

  /** What a part needs is asked for when it is first shown. */
  #load(): void {
    const fail = (error: Error): void => this.#refuse(error.message);
    if (this.#part === "all" && !this.#list.length)
      engine.rateList().then((list) => this.#take({ list }), fail);
    if (this.#part === "changes" && !this.#changes) {
      const models = info.models.filter((model) => !isHosted(model)).map((model) => model.id);
      engine.priceChanges(models, dayAfter(today(), -90), furthest).then(
        (changes) =>
          this.#take({
            changes: changes
              .filter((each) => each.rates !== "")
              .sort((a, b) => b.day.localeCompare(a.day) || a.model.localeCompare(b.model)),
          }),
        fail,
      );
    }
    if (this.#part === "sources" && !this.#coverage)
      engine.coverage(today()).then((coverage) => this.#take({ coverage }), fail);
  }

  #take(found: {
    list?: readonly ListedRates[];
    changes?: readonly PriceChange[];
    coverage?: readonly Coverage[];
  }): void {
    this.#list = found.list ?? this.#list;
    this.#changes = found.changes ?? this.#changes;
    this.#coverage = found.coverage ?? this.#coverage;
    this.requestUpdate();
  }

  async #openList(file: File): Promise<void> {
    await usePriceList({ name: file.name, json: await file.text() });
    this.#relisted(`The prices of ${file.name} apply on the whole page, for this visit.`);
  }

  #relisted(said: string): void {
    this.#problem = "";
    forgetListedRates();
    this.#refresh();
    this.#said = said;
  }

  #openModel(model: string): void {
    store.set({ model });
    this.#open("model");
    void this.updateComplete.then(() =>
      this.querySelector<HTMLElement>("model-select button")?.focus(),
    );
  }

  /** Prices have changed: everything is asked for again. */
  #refresh(): void {
    this.#list = [];
    this.#changes = null;
    this.#coverage = null;
    forgetListedRates();
    this.#ask(this.state.model);
    this.#load();
    this.requestUpdate();
  }

  #refuse(problem: string): void {
    this.#problem = problem;
    this.requestUpdate();
  }

  #show(found: Sheets, problem: string): void {
    this.#found = found;
    this.#problem = problem;
    this.requestUpdate();
  }
}

customElements.define("catalog-view", CatalogView);
