import { html, type PropertyValues, type TemplateResult } from "lit";
import { PageElement } from "../../../components/page-element.js";
import type { TokenSpans } from "../../../engine/calls.js";
import { TokenColours } from "./token-colours.js";

/**
 * The text to count: a plain text area and behind it a copy of its text, on which the visible
 * tokens are coloured. Fires `text-change` with the text as its detail.
 */
export class TokenEditor extends PageElement {
  static override properties = {
    value: {},
    spans: { attribute: false },
    current: { type: Number },
  };

  declare value: string;
  /** The spans of `value`; those of another text are ignored. */
  declare spans: (TokenSpans & { text: string }) | null;
  /** The index of the token to highlight, or -1. */
  declare current: number;

  protected override readonly followsState = false;
  #colours: TokenColours | null = null;
  #reading = false;

  constructor() {
    super();
    this.value = "";
    this.spans = null;
    this.current = -1;
  }

  get #box(): HTMLTextAreaElement {
    return this.querySelector("textarea")!;
  }

  protected override render(): TemplateResult {
    return html`<div class="token-editor">
      <div class="mirror" aria-hidden="true"></div>
      <textarea
        id="text"
        aria-label="Text to count"
        aria-describedby="text-privacy"
        placeholder="Type or paste text, or drop a file anywhere on the page."
        spellcheck="false"
        autocomplete="off"
        autocapitalize="off"
        @input=${this.#typed}
        @scroll=${() => this.#colours?.scrollTo(this.#box.scrollTop)}
      ></textarea>
    </div>`;
  }

  protected override firstUpdated(): void {
    this.#colours = new TokenColours(this.querySelector<HTMLElement>(".mirror")!);
    new ResizeObserver(() => this.#colours?.repaint()).observe(this.#box);
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has("value") && this.#box.value !== this.value) {
      this.#box.value = this.value;
    }
    if (changed.has("value")) {
      this.#colours?.setText(this.value);
      this.#colours?.scrollTo(this.#box.scrollTop);
    }
    if (changed.has("spans") || changed.has("current")) {
      this.#colours?.paint(this.spans?.text === this.value ? this.spans : null, this.current);
    }
  }

  /**
   * Some browsers fire an event for each line of a pasted text. All events of one task are read
   * once.
   */
  #typed(): void {
    if (this.#reading) return;
    this.#reading = true;
    setTimeout(() => {
      this.#reading = false;
      this.value = this.#box.value;
      this.dispatchEvent(new CustomEvent("text-change", { detail: this.value, bubbles: true }));
    });
  }
}

customElements.define("token-editor", TokenEditor);
