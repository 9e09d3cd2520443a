import { html, nothing, type TemplateResult } from "lit";
import type { Workload } from "tokenfare";
import { PageElement } from "../../../components/page-element.js";
import { findModel } from "../../../engine/catalog-info.js";
import { engine } from "../../../engine/client.js";
import {
  batchFile,
  quantile,
  type RequestSet,
  samples,
  tokenRows,
  total,
} from "../../../files/request-set.js";
import { downloadCsv } from "../../../format/csv.js";
import { download } from "../../../format/export.js";
import { formatCount, plural } from "../../../format/numbers.js";
import { messageOf } from "../../../format/words.js";
import { store } from "../../../state/page-state.js";

/**
 * One file as several requests, one for each row or each part of its text, which the reader prices
 * together, projects or saves as a batch file.
 */
export class FileRequests extends PageElement {
  static override properties = { name: {}, rows: { attribute: false }, text: { attribute: false } };

  declare name: string;
  declare rows: RequestSet | undefined;
  declare text: (() => Promise<string>) | undefined;

  protected override readonly followsState = false;
  #budget = 2000;
  #overlap = 0;
  #parts: RequestSet | null = null;
  #problem = "";

  protected override render(): TemplateResult {
    const set = this.rows ?? this.#parts;
    return html`<details class="inner">
      <summary>${this.rows ? "One request per row" : "Split into several requests"}</summary>
      <div class="stack">
        ${
          this.rows
            ? nothing
            : html`<div class="fields">
                  <number-field
                    .label=${"Most tokens per request"}
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
                <button class="button start" aria-label="Split: ${this.name}" @click=${this.#split}>
                  Split
                </button>`
        }
        ${this.#problem ? html`<p class="problem" role="alert">${this.#problem}</p>` : nothing}
        ${set ? this.#result(set) : nothing}
      </div>
    </details>`;
  }

  #result(set: RequestSet): TemplateResult {
    return html`<p role="status">
        ${plural(set.texts.length, "request")}, ${plural(total(set), "token")} together; half have
        up to ${formatCount(quantile(set, 0.5))}, the longest ${formatCount(quantile(set, 1))}.
      </p>
      <div class="row">
        <button
          class="button"
          aria-label="Price them together: ${this.name}"
          @click=${() => this.#price(set)}
        >
          Price them together
        </button>
        <button
          class="button"
          aria-label="Plan their cost: ${this.name}"
          @click=${() => this.#project(set)}
        >
          Plan their cost
        </button>
        <button
          class="button"
          aria-label="Save as a batch file: ${this.name}"
          @click=${() =>
            download("batch.jsonl", "application/jsonl", batchFile(set, this.state.model))}
        >
          Save as a batch file
        </button>
        <button
          class="button quiet"
          aria-label="CSV of the counts: ${this.name}"
          @click=${() => downloadCsv("tokens.csv", tokenRows(set))}
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

  /** `Quantities` hold the sums over all requests and their number. */
  #price(set: RequestSet): void {
    const requests = set.texts.length;
    const { outputTokens = 0 } = store.state.request;
    store.set({
      request: {
        ...(requests > 1 && { requests }),
        inputTokens: total(set),
        outputTokens: outputTokens * requests,
      },
      requestsPerDay: 1,
      view: "price",
    });
  }

  /** A workload whose input tokens are samples: the counts of the requests. */
  #project(set: RequestSet): void {
    const { model, tier, request } = store.state;
    const workload: Workload = {
      name: this.name,
      model,
      ...(tier !== "standard" && { tier }),
      requests: { perDay: set.texts.length },
      request: {
        inputTokens: { samples: samples(set), spread: "requests" },
        outputTokens: request.outputTokens ?? 0,
      },
    };
    store.set({
      scenario: { version: 1, name: this.name, months: 12, workloads: [workload] },
      view: "project",
    });
  }
}

customElements.define("file-requests", FileRequests);
