import { html, nothing, type TemplateResult } from "lit";
import type { Workload } from "tokenfare";
import { PageElement } from "../../../components/page-element.js";
import { findModel } from "../../../engine/catalog-info.js";
import { engine } from "../../../engine/client.js";
import {
  batchFile,
  quantile,
  samples,
  tokensCsv,
  total,
  type Spread,
} from "../../../files/request-set.js";
import { download } from "../../../format/export.js";
import { messageOf } from "../../../format/words.js";
import { formatCount, plural } from "../../../format/numbers.js";
import { store } from "../../../state/page-state.js";

/** One file over several requests: its rows, or parts of its text, priced together, projected, or saved as a batch. */
export class FileSpread extends PageElement {
  static override properties = { name: {}, rows: { attribute: false }, text: { attribute: false } };

  declare name: string;
  declare rows: Spread | undefined;
  declare text: (() => Promise<string>) | undefined;

  protected override readonly followsState = false;
  #budget = 2000;
  #overlap = 0;
  #parts: Spread | null = null;
  #problem = "";

  protected override render(): TemplateResult {
    const spread = this.rows ?? this.#parts;
    return html`<details class="inner">
      <summary>${this.rows ? "One request a row" : "Spread over several requests"}</summary>
      <div class="stack">
        ${
          this.rows
            ? nothing
            : html`<div class="fields">
                  <number-field
                    .label=${"Most tokens a request"}
                    .value=${this.#budget}
                    .min=${1}
                    .whole=${true}
                    @number-change=${(event: CustomEvent<number>) => (this.#budget = event.detail)}
                  ></number-field>
                  <number-field
                    .label=${"Overlap, in tokens"}
                    .value=${this.#overlap}
                    .whole=${true}
                    @number-change=${(event: CustomEvent<number>) => (this.#overlap = event.detail)}
                  ></number-field>
                </div>
                <button
                  class="button start"
                  aria-label="Spread: ${this.name}"
                  @click=${this.#split}
                >
                  Spread
                </button>`
        }
        ${this.#problem ? html`<p class="problem" role="alert">${this.#problem}</p>` : nothing}
        ${spread ? this.#result(spread) : nothing}
      </div>
    </details>`;
  }

  #result(spread: Spread): TemplateResult {
    return html`<p role="status">
        ${plural(spread.texts.length, "request")}, ${plural(total(spread), "token")} together; half
        have up to ${formatCount(quantile(spread, 0.5))}, the longest
        ${formatCount(quantile(spread, 1))}.
      </p>
      <div class="row">
        <button
          class="button"
          aria-label="Price them together: ${this.name}"
          @click=${() => this.#price(spread)}
        >
          Price them together
        </button>
        <button
          class="button"
          aria-label="Project them: ${this.name}"
          @click=${() => this.#project(spread)}
        >
          Project them
        </button>
        <button
          class="button"
          aria-label="Save as a batch file: ${this.name}"
          @click=${() => download("batch.jsonl", "application/jsonl", batchFile(spread, this.state.model))}
        >
          Save as a batch file
        </button>
        <button
          class="button quiet"
          aria-label="CSV of the counts: ${this.name}"
          @click=${() => download("tokens.csv", "text/csv", tokensCsv(spread))}
        >
          CSV of the counts
        </button>
      </div>`;
  }

  async #split(): Promise<void> {
    const model = findModel(this.state.model);
    if (!this.text || !model) return;
    const { encoding, factor } = model.encoding;
    try {
      const chunks = await engine.chunk(
        await this.text(),
        encoding,
        Math.max(1, Math.floor(this.#budget / factor)),
        this.#overlap,
      );
      this.#parts = {
        texts: chunks.map((chunk) => chunk.text),
        tokens: chunks.map((chunk) => Math.round(chunk.tokens * factor)),
      };
      this.#problem = "";
    } catch (error) {
      this.#parts = null;
      this.#problem = messageOf(error);
    }
    this.requestUpdate();
  }

  /** As the package has it: sums over so many requests. */
  #price(spread: Spread): void {
    const requests = spread.texts.length;
    const { outputTokens = 0 } = store.state.request;
    store.set({
      request: {
        ...(requests > 1 && { requests }),
        inputTokens: total(spread),
        outputTokens: outputTokens * requests,
      },
      requestsPerDay: 1,
      view: "price",
    });
  }

  /** As the package has it: a workload whose input is drawn from the counts as they are. */
  #project(spread: Spread): void {
    const { model, tier, request } = store.state;
    const workload: Workload = {
      name: this.name,
      model,
      ...(tier !== "standard" && { tier }),
      requests: { perDay: spread.texts.length },
      request: {
        inputTokens: { samples: samples(spread) },
        outputTokens: request.outputTokens ?? 0,
      },
    };
    store.set({
      scenario: { version: 1, name: this.name, months: 12, workloads: [workload] },
      view: "project",
    });
  }
}

customElements.define("file-spread", FileSpread);
