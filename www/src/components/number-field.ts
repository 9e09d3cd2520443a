import { html, nothing, type TemplateResult } from "lit";
import { groupedNumber, parseNumber } from "../format/numbers.js";
import { PageElement } from "./page-element.js";

/**
 * A number as people type it: "1.5k", "2M", "10,000". While the text is not a number, the field
 * shows an error and keeps the last valid value.
 *
 * Fires `number-change` with the number as its detail, or null where an optional field is emptied.
 */
export class NumberField extends PageElement {
  static override properties = {
    label: {},
    hint: {},
    fault: {},
    value: { type: Number },
    min: { type: Number },
    max: { type: Number },
    whole: { type: Boolean },
    percent: { type: Boolean },
    optional: { type: Boolean },
  };

  declare label: string;
  declare hint: string | undefined;
  /** The engine's error about the value. */
  declare fault: string | undefined;
  declare value: number | null;
  declare min: number;
  declare max: number;
  declare whole: boolean;
  /** The value is a share, such as 0.12, which is shown and typed as 12. */
  declare percent: boolean;
  /** The field may be empty, for null. */
  declare optional: boolean;

  protected override readonly followsState = false;
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
    this.percent = false;
    this.optional = false;
  }

  protected override render(): TemplateResult {
    const problem = this.#problem || this.fault || "";
    const describedBy = [problem && `${this.#id}-problem`, this.hint && `${this.#id}-hint`]
      .filter(Boolean)
      .join(" ");
    return html`<div class="field">
      <label for=${this.#id}>${this.label}</label>
      ${this.hint ? html`<span class="hint" id="${this.#id}-hint">${this.hint}</span>` : nothing}
      <input
        id=${this.#id}
        class="number"
        type="text"
        inputmode="decimal"
        autocomplete="off"
        spellcheck="false"
        .value=${this.#typed ?? this.#written}
        aria-invalid=${problem ? "true" : "false"}
        aria-describedby=${describedBy || nothing}
        @input=${this.#read}
        @blur=${this.#tidy}
      />
      <span class="problem" id="${this.#id}-problem" role="alert" ?hidden=${!problem}
        >${problem}</span
      >
    </div>`;
  }

  /** A percentage is stored as a share. It is rounded to decimal digits, so that 12 is 0.12. */
  get #written(): string {
    if (this.value === null || this.value === undefined) return "";
    return groupedNumber(this.percent ? Number((this.value * 100).toPrecision(12)) : this.value);
  }

  #read(event: Event): void {
    this.#typed = (event.target as HTMLInputElement).value;
    this.requestUpdate();
    if (this.optional && this.#typed.trim() === "") return this.#take(null);
    const typed = parseNumber(this.#typed.replace(this.percent ? "%" : "", ""));
    const value = typed !== null && this.percent ? Number((typed / 100).toPrecision(12)) : typed;
    this.#problem = this.#check(value);
    if (!this.#problem) this.#take(value);
  }

  #take(value: number | null): void {
    this.#problem = "";
    this.value = value;
    this.dispatchEvent(new CustomEvent("number-change", { detail: value, bubbles: true }));
  }

  #check(value: number | null): string {
    const shown = (bound: number): string =>
      this.percent ? `${groupedNumber(bound * 100)}%` : groupedNumber(bound);
    if (value === null)
      return this.percent
        ? "Enter a percentage, such as 12."
        : "Enter a number, such as 1500, 1.5k or 2M.";
    if (this.whole && !Number.isInteger(value)) return "Enter a whole number.";
    if (value < this.min) return `Enter ${shown(this.min)} or more.`;
    if (value > this.max) return `Enter ${shown(this.max)} or less.`;
    return "";
  }

  /**
   * On leaving the field, a valid number is formatted; an invalid one stays to be
   * corrected.
   */
  #tidy(): void {
    if (this.#problem) return;
    this.#typed = null;
    this.requestUpdate();
  }
}

customElements.define("number-field", NumberField);
