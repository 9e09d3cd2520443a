import { html, nothing, type TemplateResult } from "lit";
import type { Model } from "tokenfare";
import type { ListedRates } from "../engine/catalog-calls.js";
import { providerName } from "../engine/catalog-info.js";
import { engine } from "../engine/client.js";
import { isCurrent, isHosted } from "../engine/model-facts.js";
import { dollarsPer } from "../format/money.js";
import { formatCompact, formatCount } from "../format/numbers.js";
import { groupsOf, rememberModel } from "./model-list.js";
import { PageElement } from "./page-element.js";

export interface PickOptions {
  title: string;
  models: readonly Model[];
  value: string;
  /** Where several are chosen: those that are. The list then stays open, and a second press undoes. */
  several?: () => readonly string[];
  pick: (id: string) => void;
}

/** What a model may have to read, as the buttons above the list say it. */
const chips = [
  ["image", "Reads images"],
  ["audio", "Hears audio"],
  ["video", "Watches video"],
  ["file", "Reads files"],
] as const;

/**
 * The one list that all models are chosen from: a search field with the models that match, in a
 * dialog, so that phone and keyboard use it alike.
 */
class ModelPicker extends PageElement {
  protected override readonly followsState = false;
  #options: PickOptions | null = null;
  #typed = "";
  #reads = new Set<string>();
  #longContext = false;
  #all = false;
  #at = 0;
  /** What was chosen while the list was open. It is remembered then, so that no row moves before. */
  #chosen: string[] = [];
  /** By model; asked for when the list is first opened. */
  #rates: ReadonlyMap<string, ListedRates> | null = null;

  open(options: PickOptions): void {
    this.#options = options;
    this.#typed = "";
    this.#at = 0;
    this.requestUpdate();
    void this.updateComplete.then(() => {
      this.#dialog?.showModal();
      this.querySelector<HTMLInputElement>("input[role=combobox]")?.focus();
    });
    if (!this.#rates) {
      this.#rates = new Map();
      engine.rateList().then(
        (list) => {
          this.#rates = new Map(list.map((each) => [each.model, each]));
          this.requestUpdate();
        },
        () => (this.#rates = null), // The list is complete without rates; the next one asks again.
      );
    }
  }

  /** New prices apply. */
  forgetRates(): void {
    this.#rates = null;
  }

  protected override render(): TemplateResult | typeof nothing {
    const options = this.#options;
    if (!options) return nothing;
    const { groups, hidden, cut } = groupsOf(options.models, {
      typed: this.#typed,
      reads: this.#reads,
      longContext: this.#longContext,
      all: this.#all,
    });
    const flat = groups.flatMap((group) => group.models);
    const at = Math.min(this.#at, flat.length - 1);
    let index = 0;
    return html`<dialog
      class="model-picker"
      aria-labelledby="picker-title"
      @close=${() => this.#closed()}
      @click=${(event: Event) => event.target === this.#dialog && this.#dialog?.close()}
    >
      <div class="picker-head stack tight">
        <div class="row spread one-line">
          <h2 id="picker-title">${options.title}</h2>
          <button class="button quiet" @click=${() => this.#dialog?.close()}>
            ${options.several ? "Done" : "Close"}
          </button>
        </div>
        <input
          role="combobox"
          type="text"
          aria-label="Search models"
          aria-expanded="true"
          aria-controls="picker-list"
          aria-autocomplete="list"
          aria-activedescendant=${flat[at] ? `picker-${at}` : nothing}
          autocomplete="off"
          spellcheck="false"
          placeholder="Name or vendor, such as “sonnet” or “mistral”"
          .value=${this.#typed}
          @input=${(event: Event) => this.#type((event.target as HTMLInputElement).value)}
          @keydown=${(event: KeyboardEvent) => this.#key(event, flat, at)}
        />
        <div class="row chips" role="group" aria-label="Narrow the list">
          ${chips.map(([reads, words]) =>
            this.#chip(words, this.#reads.has(reads), () => {
              if (!this.#reads.delete(reads)) this.#reads.add(reads);
            }),
          )}
          ${this.#chip("200K context or more", this.#longContext, () => {
            this.#longContext = !this.#longContext;
          })}
        </div>
      </div>
      <div
        id="picker-list"
        role="listbox"
        aria-label="Models"
        aria-multiselectable=${options.several ? "true" : nothing}
        class="picker-list"
        tabindex="-1"
      >
        ${groups.map(
          (group) =>
            html`<div role="group" aria-label=${group.name}>
              <p class="picker-group" aria-hidden="true">${group.name}</p>
              ${group.models.map((model) => this.#row(model, index++, at))}
            </div>`,
        )}
        ${
          flat.length
            ? nothing
            : html`<p class="soft picker-empty">
                No model matches. Clear the search or a filter above.
              </p>`
        }
      </div>
      <div class="picker-foot row spread">
        <p class="small soft" role="status">
          ${formatCount(flat.length + cut)}
          shown${cut ? `, the first ${formatCount(flat.length)} here: type to find others` : ""}
        </p>
        ${
          this.#all || hidden
            ? html`<label class="check"
                ><input
                  type="checkbox"
                  .checked=${this.#all}
                  @change=${(event: Event) => {
                    this.#all = (event.target as HTMLInputElement).checked;
                    this.requestUpdate();
                  }}
                />
                ${
                  this.#all
                    ? "Older and resold models too"
                    : `Show ${formatCount(hidden)} older and resold models`
                }</label
              >`
            : nothing
        }
      </div>
    </dialog>`;
  }

  #row(model: Model, index: number, at: number): TemplateResult {
    const rates = this.#rates?.get(model.id);
    const rate = (usd: string | null | undefined): string =>
      usd == null ? "–" : dollarsPer(Number(usd));
    const { several, value } = this.#options!;
    const isChosen = several ? several().includes(model.id) : model.id === value;
    return html`<div
      role="option"
      id="picker-${index}"
      class="picker-row ${index === at ? "active" : ""}"
      aria-selected=${isChosen ? "true" : "false"}
      @click=${() => this.#choose(model)}
      @pointermove=${() => this.#go(index, false)}
    >
      <span class="picker-name"
        >${model.name}${isChosen ? html`<span class="small soft"> chosen</span>` : nothing}</span
      >
      <span class="picker-rates number">${rate(rates?.input)} / ${rate(rates?.output)}</span>
      <span class="picker-facts small soft"
        >${providerName(model.provider)}${
          model.name === model.id ? nothing : html` · <span class="picker-id">${model.id}</span>`
        }${isHosted(model) ? " · resold" : ""}${isCurrent(model) ? "" : " · older or undated"}</span
      >
      <span class="picker-window small soft"
        >${model.contextWindow ? formatCompact(model.contextWindow) : "–"} ·
        ${model.input.join(", ") || "–"}</span
      >
    </div>`;
  }

  #chip(words: string, on: boolean, turn: () => void): TemplateResult {
    return html`<button
      class="chip-button"
      aria-pressed=${on ? "true" : "false"}
      @click=${() => {
        turn();
        this.#at = 0;
        this.requestUpdate();
      }}
    >
      ${words}
    </button>`;
  }

  get #dialog(): HTMLDialogElement | null {
    return this.querySelector("dialog");
  }

  #type(typed: string): void {
    this.#typed = typed;
    this.#at = 0;
    this.requestUpdate();
  }

  #key(event: KeyboardEvent, flat: readonly Model[], at: number): void {
    const steps: Record<string, number> = {
      ArrowDown: 1,
      ArrowUp: -1,
      PageDown: 8,
      PageUp: -8,
    };
    const step = steps[event.key];
    if (step !== undefined) {
      event.preventDefault();
      this.#go(Math.max(0, Math.min(flat.length - 1, at + step)), true);
    } else if (event.key === "Enter" && flat[at]) {
      event.preventDefault();
      this.#choose(flat[at]);
    }
  }

  #go(index: number, scroll: boolean): void {
    if (this.#at === index) return;
    this.#at = index;
    this.requestUpdate();
    if (scroll)
      void this.updateComplete.then(() =>
        this.querySelector(`#picker-${index}`)?.scrollIntoView({ block: "nearest" }),
      );
  }

  #choose(model: Model): void {
    const options = this.#options;
    this.#chosen.push(model.id);
    if (!options?.several) this.#dialog?.close();
    options?.pick(model.id);
    if (options?.several) {
      this.#type("");
      this.querySelector<HTMLInputElement>("input[role=combobox]")?.focus();
    }
  }

  #closed(): void {
    for (const id of this.#chosen) rememberModel(id);
    this.#chosen = [];
    this.#options = null;
    this.requestUpdate();
  }
}

customElements.define("model-picker", ModelPicker);

let picker: ModelPicker | null = null;

/** Opens the list. The focus returns to where it was when the list closes. */
export function pickModel(options: PickOptions): void {
  if (!picker?.isConnected) {
    picker = new ModelPicker();
    document.body.append(picker);
  }
  picker.open(options);
}

export const forgetListedRates = (): void => picker?.forgetRates();
