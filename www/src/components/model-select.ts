import { html, nothing, type TemplateResult } from "lit";
import type { Model } from "tokenfare";
import { PageElement } from "./page-element.js";

/**
 * Selects a model, grouped by provider. The native element has the browser's own search by typing
 * on every device.
 */
export class ModelSelect extends PageElement {
  static override properties = {
    label: {},
    value: {},
    models: { attribute: false },
    placeholder: {},
  };

  declare label: string;
  declare value: string;
  declare models: readonly Model[];
  /** The text of the empty option, where no model has to be chosen. */
  declare placeholder: string | undefined;

  protected override readonly followsState = false;
  readonly #id = `model-${++ModelSelect.#count}`;
  static #count = 0;

  constructor() {
    super();
    this.label = "Model";
    this.value = "";
    this.models = [];
  }

  protected override render(): TemplateResult {
    return html`<div class="field">
      <label for=${this.#id}>${this.label}</label>
      <select id=${this.#id} @change=${this.#changed}>
        ${this.placeholder ? html`<option value="">${this.placeholder}</option>` : nothing}
        ${byProvider(this.models).map(
          ([provider, models]) =>
            html`<optgroup label=${provider}>
              ${models.map(
                (model) =>
                  html`<option value=${model.id} ?selected=${model.id === this.value}>
                    ${model.id}
                  </option>`,
              )}
            </optgroup>`,
        )}
      </select>
    </div>`;
  }

  protected override updated(): void {
    const select = this.querySelector("select")!;
    if (select.value !== this.value) select.value = this.value;
  }

  #changed(event: Event): void {
    const detail = (event.target as HTMLSelectElement).value;
    this.dispatchEvent(new CustomEvent("model-change", { detail, bubbles: true }));
  }
}

function byProvider(models: readonly Model[]): [string, Model[]][] {
  const groups = new Map<string, Model[]>();
  for (const model of models) {
    const group = groups.get(model.provider);
    if (group) group.push(model);
    else groups.set(model.provider, [model]);
  }
  return [...groups];
}

customElements.define("model-select", ModelSelect);
