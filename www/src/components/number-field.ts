import { html, nothing, type TemplateResult } from "lit";
import { PageElement } from "./page-element.js";
import { editableNumber, parseNumber } from "../format/numbers.js";

/**
 * A number as people type it: "1.5k", "2M", "10,000". While what stands there is no number, the
 * field says so and the last good value stays in force.
 *
 * Fires `number-change` with the number as its detail.
 */
export class NumberField extends PageElement {
  static override properties = {
    label: {}, hint: {}, value: { type: Number }, min: { type: Number }, max: { type: Number }, whole: { type: Boolean }, unit: {},
  };

  declare label: string;
  declare hint: string | undefined;
  declare value: number;
  declare min: number;
  declare max: number;
  declare whole: boolean;
  declare unit: string | undefined;

  #typed: string | null = null;
  #problem = "";
  readonly #id = `number-${++NumberField.#count}`;
  static #count = 0;

  constructor() {
    super();
    this.label = "";
    this.value = 0;
    this.min = 0;
    this.max = 1e15;
    this.whole = false;
  }

  protected override render(): TemplateResult {
    const describedBy = [this.#problem && `${this.#id}-problem`, this.hint && `${this.#id}-hint`].filter(Boolean).join(" ");
    return html`<div class="field">
      <label for=${this.#id}>${this.label}</label>
      <input
        id=${this.#id}
        class="number"
        type="text"
        inputmode="decimal"
        autocomplete="off"
        spellcheck="false"
        .value=${this.#typed ?? editableNumber(this.value)}
        aria-invalid=${this.#problem ? "true" : "false"}
        aria-describedby=${describedBy || nothing}
        @input=${this.#read}
        @blur=${this.#tidy}
      />
      ${this.hint ? html`<span class="hint" id="${this.#id}-hint">${this.hint}</span>` : nothing}
      <span class="problem" id="${this.#id}-problem" role="alert" ?hidden=${!this.#problem}>${this.#problem}</span>
    </div>`;
  }

  #read(event: Event): void {
    this.#typed = (event.target as HTMLInputElement).value;
    const value = parseNumber(this.#typed);
    this.#problem = this.#check(value);
    this.requestUpdate();
    if (value === null || this.#problem) return;
    this.value = value;
    this.dispatchEvent(new CustomEvent("number-change", { detail: value, bubbles: true }));
  }

  #check(value: number | null): string {
    if (value === null) return "Enter a number, such as 1500, 1.5k or 2M.";
    if (this.whole && !Number.isInteger(value)) return "Enter a whole number.";
    if (value < this.min) return `Enter ${editableNumber(this.min)} or more.`;
    if (value > this.max) return `Enter ${editableNumber(this.max)} or less.`;
    return "";
  }

  /** On leaving the field, a good number is written plainly; a bad one stays to be mended. */
  #tidy(): void {
    if (this.#problem) return;
    this.#typed = null;
    this.requestUpdate();
  }
}

customElements.define("number-field", NumberField);
