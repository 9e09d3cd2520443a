import { html, nothing, type TemplateResult } from "lit";
import { editableNumber, parseNumbers } from "../format/numbers.js";
import { PageElement } from "./page-element.js";

/**
 * Several numbers in one field, separated by spaces. Fires `list-change` with them as its detail.
 */
export class ListField extends PageElement {
  static override properties = {
    label: {},
    hint: {},
    fault: {},
    value: { attribute: false },
    length: { type: Number },
    percent: { type: Boolean },
  };

  declare label: string;
  declare hint: string | undefined;
  declare fault: string | undefined;
  declare value: readonly number[];
  /** How many numbers are required; 0 for any number of them. */
  declare length: number;
  /** Each number is a share, shown and typed as a percentage. */
  declare percent: boolean;

  protected override readonly followsState = false;
  #typed: string | null = null;
  #problem = "";
  readonly #id = `list-${++ListField.#count}`;
  static #count = 0;

  constructor() {
    super();
    this.label = "";
    this.value = [];
    this.length = 0;
    this.percent = false;
  }

  protected override render(): TemplateResult {
    const problem = this.#problem || this.fault || "";
    const written = this.value
      .map((each) => editableNumber(this.percent ? Number((each * 100).toPrecision(12)) : each))
      .join(" ");
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
        autocomplete="off"
        spellcheck="false"
        .value=${this.#typed ?? written}
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

  #read(event: Event): void {
    this.#typed = (event.target as HTMLInputElement).value;
    const numbers = parseNumbers(this.#typed);
    this.#problem =
      numbers === null
        ? "Enter numbers with spaces between them, such as 1000 1.5k 2k."
        : this.length && numbers.length && numbers.length !== this.length
          ? `Enter ${this.length} numbers, or none.`
          : numbers.some((each) => each < 0)
            ? "Enter numbers of 0 or more."
            : "";
    this.requestUpdate();
    if (numbers === null || this.#problem) return;
    this.value = this.percent
      ? numbers.map((each) => Number((each / 100).toPrecision(12)))
      : numbers;
    this.dispatchEvent(new CustomEvent("list-change", { detail: this.value, bubbles: true }));
  }

  #tidy(): void {
    if (this.#problem) return;
    this.#typed = null;
    this.requestUpdate();
  }
}

customElements.define("list-field", ListField);
