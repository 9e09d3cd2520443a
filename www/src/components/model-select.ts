import { html, type TemplateResult } from "lit";
import type { Model } from "tokenfare";
import { findModel, providerName } from "../engine/catalog-info.js";
import { pickModel } from "./model-picker.js";
import { PageElement } from "./page-element.js";

/**
 * The chosen model, as a button that opens the list of all. Fires `model-change` with the id as its
 * detail.
 */
export class ModelSelect extends PageElement {
  static override properties = {
    label: {},
    value: {},
    models: { attribute: false },
    placeholder: {},
    several: { attribute: false },
  };

  declare label: string;
  declare value: string;
  declare models: readonly Model[];
  /** What the button says while no model is chosen. */
  declare placeholder: string | undefined;
  /** Where several may be chosen in one go: those that are. */
  declare several: (() => readonly string[]) | undefined;

  protected override readonly followsState = false;
  readonly #id = `model-${++ModelSelect.#count}`;
  static #count = 0;

  constructor() {
    super();
    this.label = "Model";
    this.value = "";
    this.models = [];
  }

  open(): void {
    const button = this.querySelector("button");
    button?.focus();
    pickModel({
      title: this.label === "Model" ? "Choose a model" : this.label,
      models: this.models,
      value: this.value,
      ...(this.several && { several: this.several }),
      pick: (id) => {
        if (!this.placeholder) this.value = id;
        this.dispatchEvent(new CustomEvent("model-change", { detail: id, bubbles: true }));
        // The list gives the focus back when it has closed.
      },
    });
  }

  protected override render(): TemplateResult {
    const model = findModel(this.value);
    return html`<div class="field">
      <span class="label" id="${this.#id}-label">${this.label}</span>
      <button
        class="model-button"
        id=${this.#id}
        data-model=${this.value}
        aria-haspopup="dialog"
        aria-labelledby="${this.#id}-label ${this.#id}"
        @click=${() => this.open()}
      >
        <span class="model-button-name"
          >${model?.name ?? (this.value || this.placeholder || "Choose a model")}</span
        >
        <span class="small soft">${model ? providerName(model.provider) : ""}</span>
      </button>
    </div>`;
  }
}

customElements.define("model-select", ModelSelect);
