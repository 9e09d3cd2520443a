import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { PageElement } from "../../../components/page-element.js";
import type { TokenSpans } from "../../../engine/calls.js";
import { formatCount } from "../../../format/numbers.js";

const pageSize = 240;

/**
 * The tokens one by one, with visible white space and ids. The arrow keys move from token to token;
 * each is announced with its id and position. Fires `token-change` with the token's index.
 */
export class TokenList extends PageElement {
  static override properties = {
    spans: { attribute: false },
    current: { type: Number },
    ids: { state: true },
  };

  declare spans: (TokenSpans & { text: string }) | null;
  declare current: number;
  declare ids: boolean;

  protected override readonly followsState = false;

  constructor() {
    super();
    this.spans = null;
    this.current = 0;
    this.ids = false;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("spans"))
      this.current = Math.max(0, Math.min(this.current, (this.spans?.tokens.length ?? 1) - 1));
  }

  protected override render(): TemplateResult {
    const total = this.spans?.tokens.length ?? 0;
    const first = Math.floor(this.current / pageSize) * pageSize;
    const shown = Math.min(pageSize, total - first);
    return html`<div class="row spread">
        <h2>Token by token</h2>
        ${
          total
            ? html`<label class="check"
                ><input
                  type="checkbox"
                  .checked=${this.ids}
                  @change=${(event: Event) =>
                    (this.ids = (event.target as HTMLInputElement).checked)}
                />
                Show ids</label
              >`
            : nothing
        }
      </div>
      ${total ? nothing : html`<p class="small soft">Your text’s tokens appear here.</p>`}
      <div
        class="token-list"
        role="listbox"
        ?hidden=${!total}
        aria-label="Tokens"
        aria-orientation="horizontal"
        tabindex="0"
        aria-activedescendant=${total ? `token-${this.current}` : ""}
        @keydown=${this.#key}
        @click=${this.#click}
      >
        ${Array.from({ length: Math.max(0, shown) }, (_, i) => this.#token(first + i))}
      </div>
      <p class="small soft number" role="status">${total ? this.#describe(this.current) : ""}</p>
      ${
        total > pageSize
          ? html`<div class="row">
              <button
                class="button"
                ?disabled=${first === 0}
                @click=${() => this.#go(first - pageSize)}
              >
                Earlier
              </button>
              <span class="small soft number"
                >${formatCount(first + 1)}–${formatCount(first + shown)} of
                ${formatCount(total)}</span
              >
              <button
                class="button"
                ?disabled=${first + shown >= total}
                @click=${() => this.#go(first + pageSize)}
              >
                Later
              </button>
            </div>`
          : nothing
      }`;
  }

  #token(index: number): TemplateResult {
    return html`<span
      id="token-${index}"
      role="option"
      data-index=${index}
      class="chip tint-${(index % 5) + 1}"
      aria-selected=${index === this.current ? "true" : "false"}
      >${visible(this.#text(index))}${
        this.ids ? html`<small>${this.spans!.tokens[index]}</small>` : ""
      }</span
    >`;
  }

  #text(index: number): string {
    const { text, starts } = this.spans!;
    return text.slice(starts[index], starts[index + 1] ?? text.length);
  }

  #describe(index: number): string {
    const { tokens, starts, text } = this.spans!;
    const end = starts[index + 1] ?? text.length;
    return [
      `Token ${formatCount(index + 1)}: “${visible(this.#text(index))}”`,
      `id ${tokens[index]}`,
      `characters ${formatCount(starts[index]!)} to ${formatCount(end)}`,
    ].join(", ");
  }

  #go(index: number): void {
    const total = this.spans?.tokens.length ?? 0;
    this.current = Math.max(0, Math.min(index, total - 1));
    this.dispatchEvent(new CustomEvent("token-change", { detail: this.current, bubbles: true }));
  }

  #key(event: KeyboardEvent): void {
    const steps: Record<string, number> = {
      ArrowRight: 1,
      ArrowDown: 1,
      ArrowLeft: -1,
      ArrowUp: -1,
      PageDown: 20,
      PageUp: -20,
      Home: -Infinity,
      End: Infinity,
    };
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    this.#go(this.current + step);
  }

  #click(event: Event): void {
    const index = (event.target as HTMLElement).closest<HTMLElement>("[data-index]")?.dataset[
      "index"
    ];
    if (index !== undefined) this.#go(Number(index));
  }
}

/**
 * Makes white space visible. A token that is only a part of a character is shown as an empty box.
 */
function visible(text: string): string {
  return text === ""
    ? "▯"
    : text.replaceAll(" ", "·").replaceAll("\t", "→").replaceAll("\r", "␍").replaceAll("\n", "↵");
}

customElements.define("token-list", TokenList);
