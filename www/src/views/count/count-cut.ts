import { html, nothing, type TemplateResult } from "lit";
import type { Chunk, Truncation } from "tokenfare";
import { PageElement } from "../../components/page-element.js";
import { findModel } from "../../engine/catalog-info.js";
import { engine } from "../../engine/client.js";
import { copy, download } from "../../format/export.js";
import { formatCount, plural } from "../../format/numbers.js";
import { messageOf } from "../../format/words.js";
import { store } from "../../state/page-state.js";

/** Shortens the text to a number of tokens, or splits it into chunks. */
export class CountCut extends PageElement {
  protected override readonly followsState = false;
  #budget = 1000;
  #overlap = 0;
  #keep: "start" | "end" | "middle" = "start";
  #result: { short?: Truncation; parts?: Chunk[] } = {};
  #problem = "";
  #said = "";

  protected override render(): TemplateResult {
    const { short, parts } = this.#result;
    return html`<details class="card">
      <summary><h2>Shorten or split to a budget</h2></summary>
      <div class="stack">
        <div class="fields">
          <number-field
            .label=${"Most tokens"}
            .value=${this.#budget}
            .min=${1}
            .whole=${true}
            @number-change=${(event: CustomEvent<number>) => (this.#budget = event.detail)}
          ></number-field>
          <number-field
            .label=${"Overlap of parts, in tokens"}
            .value=${this.#overlap}
            .whole=${true}
            @number-change=${(event: CustomEvent<number>) => (this.#overlap = event.detail)}
          ></number-field>
          <div class="field">
            <label for="keep">When shortened, keep</label>
            <select
              id="keep"
              @change=${(event: Event) =>
                (this.#keep = (event.target as HTMLSelectElement).value as "start")}
            >
              <option value="start">the beginning</option>
              <option value="end">the end</option>
              <option value="middle">both ends</option>
            </select>
          </div>
        </div>
        <div class="row">
          <button class="button" @click=${() => this.#run("short")}>Shorten</button>
          <button class="button" @click=${() => this.#run("parts")}>Split</button>
        </div>
        ${this.#problem ? html`<p class="problem" role="alert">${this.#problem}</p>` : nothing}
        <div class="stack tight" role="status">
          ${this.#said ? html`<p class="small">${this.#said}</p>` : nothing}
          ${
            short
              ? html`<p>${fitted(short)}</p>
                  <div class="row">
                    <button class="button" @click=${() => this.#copy(short.text)}>Copy it</button>
                    <button class="button" @click=${() => store.set({ text: short.text })}>
                      Put it into the box
                    </button>
                  </div>`
              : nothing
          }
          ${
            parts
              ? html`<p>${largest(parts)}</p>
                  <div class="row">
                    <button
                      class="button"
                      @click=${() =>
                        download(
                          "parts.jsonl",
                          "application/jsonl",
                          parts.map((part) => JSON.stringify(part)).join("\n") + "\n",
                        )}
                    >
                      Save as JSON Lines
                    </button>
                  </div>
                  <ol class="parts small">
                    ${parts.slice(0, 20).map(
                      (part) =>
                        html`<li>
                          <strong class="number">${plural(part.tokens, "token")}</strong>
                          <span class="soft">${part.text.trim().slice(0, 90)}…</span>
                        </li>`,
                    )}
                  </ol>
                  ${
                    parts.length > 20
                      ? html`<p class="small soft">
                          and ${formatCount(parts.length - 20)} more, all of them in the file.
                        </p>`
                      : nothing
                  }`
              : nothing
          }
        </div>
      </div>
    </details>`;
  }

  #copy(text: string): void {
    copy(text).then(
      () => this.#say("Copied."),
      (error: unknown) => this.#say(messageOf(error)),
    );
  }

  #say(said: string): void {
    this.#said = said;
    this.requestUpdate();
  }

  async #run(what: "short" | "parts"): Promise<void> {
    const encoding = findModel(this.state.model)?.encoding.encoding ?? "o200k_base";
    const { text } = this.state;
    this.#said = "";
    try {
      this.#result =
        what === "short"
          ? { short: await engine.truncate(text, encoding, this.#budget, this.#keep) }
          : { parts: await engine.chunk(text, encoding, this.#budget, this.#overlap) };
      this.#problem = "";
    } catch (error) {
      this.#result = {};
      this.#problem = messageOf(error);
    }
    this.requestUpdate();
  }
}

customElements.define("count-cut", CountCut);

const fitted = ({ truncated, tokens }: Truncation): string =>
  truncated ? `Shortened to ${plural(tokens, "token")}.` : `It fits: ${plural(tokens, "token")}.`;

function largest(parts: readonly Chunk[]): string {
  const tokens = parts.reduce((most, part) => Math.max(most, part.tokens), 0);
  return `${plural(parts.length, "part")}, the largest of ${formatCount(tokens)} tokens.`;
}
