import { html, nothing, svg, type TemplateResult } from "lit";
import { PageElement } from "../../../components/page-element.js";
import { type DroppedFile, droppedFiles } from "../../../files/dropped-files.js";
import { cuts } from "../../../files/image-grid.js";
import type { FileMeasure, ImageDetail } from "../../../files/measure-file.js";
import { openAsLog } from "../../usage/open-as-log.js";
import { displayName } from "../../../engine/catalog-info.js";
import { formatBytes, formatCount, formatPercent, plural } from "../../../format/numbers.js";
import { type PageState, store } from "../../../state/page-state.js";
import "./file-requests.js";

/** Leads to the Usage view where files are logs of what was used. */
function logNotice(): TemplateResult | typeof nothing {
  const logs = droppedFiles.files.filter(({ log }) => log);
  if (!logs.length) return nothing;
  const names = logs.map(({ file }) => file.name).join(", ");
  return html`<div class="notice row spread" role="status">
    <span>${names} ${logs.length === 1 ? "is a usage log" : "are usage logs"}.</span>
    <button class="button" @click=${() => openAsLog(logs.map(({ file }) => file))}>
      See what it cost
    </button>
  </div>`;
}

/** A longer pasted text is handled as a file: no text box copes with a book. */
const longestPaste = 1_000_000;

/** Files that are dropped, pasted or chosen, each measured in tokens on this device. */
export class CountFiles extends PageElement {
  protected override readonly followsState = false;
  #dragging = false;

  override connectedCallback(): void {
    super.connectedCallback();
    droppedFiles.use(this.state.model);
    droppedFiles.addEventListener("change", this.#changed);
    document.addEventListener("dragover", this.#over);
    document.addEventListener("dragleave", this.#leave);
    document.addEventListener("drop", this.#drop);
    document.addEventListener("paste", this.#paste);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    droppedFiles.removeEventListener("change", this.#changed);
    document.removeEventListener("dragover", this.#over);
    document.removeEventListener("dragleave", this.#leave);
    document.removeEventListener("drop", this.#drop);
    document.removeEventListener("paste", this.#paste);
  }

  protected override stateChanged(state: PageState): void {
    droppedFiles.use(state.model);
  }

  readonly #changed = (): void => this.requestUpdate();

  protected override render(): TemplateResult {
    return html`<div class="card stack files ${this.#dragging ? "dragging" : ""}">
      <div class="row spread">
        <h2>Files</h2>
        <label class="button"
          >Choose files<input
            class="visually-hidden"
            type="file"
            multiple
            aria-label="Choose files"
            @change=${this.#choose}
        /></label>
      </div>
      <p class="small soft">
        Drop text of any size, images, audio, video, PDF, CSV or JSON Lines anywhere on this page.
        Files are read on this device only.
      </p>
      ${logNotice()}
      ${
        droppedFiles.files.length
          ? html`<ul class="file-list">
              ${droppedFiles.files.map((dropped) => this.#file(dropped))}
            </ul>`
          : nothing
      }
    </div>`;
  }

  #file(dropped: DroppedFile): TemplateResult {
    const { file, measure, problem, progress } = dropped;
    return html`<li aria-label=${file.name}>
      ${measure?.image ? preview(measure.image, file.name) : nothing}
      <div class="stack tight">
        <div class="row spread">
          <strong class="file-name">${file.name}</strong
          ><span class="small soft number">${formatBytes(file.size)}</span>
        </div>
        ${
          problem
            ? html`<p class="problem" role="alert">${problem}</p>`
            : measure
              ? html`<p role="status">
                    ${
                      measure.tokens === null
                        ? nothing
                        : html`<strong class="number">${plural(measure.tokens, "token")}</strong>
                            <span class="badge ${measure.exact ? "exact" : "estimated"}"
                              >${measure.exact ? "exact" : "estimated"}</span
                            >`
                    }
                    <span class="small soft">${measure.explained}</span>
                  </p>
                  ${measure.others ? this.#others(measure.others) : nothing}
                  ${
                    measure.disputed
                      ? html`<p class="notice"><strong>Disputed:</strong> ${measure.disputed}</p>`
                      : nothing
                  }`
              : html`<div class="row">
                  <progress max="1" .value=${progress} aria-label="Reading ${file.name}"></progress
                  ><span class="small number">${formatPercent(progress)}</span>
                </div>`
        }
        <div class="row">
          ${
            measure?.fits
              ? html`<label class="check"
                  ><input
                    type="checkbox"
                    .checked=${dropped.included}
                    @change=${(event: Event) =>
                      droppedFiles.include(dropped, (event.target as HTMLInputElement).checked)}
                  />
                  Count in the request<span class="visually-hidden">: ${file.name}</span></label
                >`
              : nothing
          }
          ${
            measure?.columns
              ? html`<label class="row small"
                  >Prompts in
                  <select
                    class="short"
                    aria-label="Column of ${file.name}"
                    @change=${(event: Event) =>
                      droppedFiles.setColumn(dropped, (event.target as HTMLSelectElement).value)}
                  >
                    ${measure.columns.all.map(
                      (column) =>
                        html`<option
                          value=${column}
                          .selected=${column === measure.columns?.chosen}
                        >
                          ${column}
                        </option>`,
                    )}
                    <option value="" .selected=${measure.columns.chosen === ""}>all columns</option>
                  </select></label
                >`
              : nothing
          }
          ${
            measure?.image
              ? html`<select
                  class="short"
                  aria-label="Detail of ${file.name}"
                  @change=${(event: Event) =>
                    droppedFiles.setDetail(
                      dropped,
                      (event.target as HTMLSelectElement).value as ImageDetail,
                    )}
                >
                  ${(["auto", "low", "high"] as const).map(
                    (each) =>
                      html`<option value=${each} .selected=${each === dropped.detail}>
                        detail: ${each}
                      </option>`,
                  )}
                </select>`
              : nothing
          }
          ${
            !measure && !problem
              ? html`<button
                  class="button"
                  aria-label="Cancel ${file.name}"
                  @click=${() => dropped.stop.abort()}
                >
                  Cancel
                </button>`
              : nothing
          }
          <button
            class="button quiet"
            aria-label="Remove ${file.name}"
            @click=${() => droppedFiles.remove(dropped)}
          >
            Remove
          </button>
        </div>
        ${
          measure?.rows || measure?.text
            ? html`<file-requests
                .name=${file.name}
                .rows=${measure.rows}
                .text=${measure.text}
              ></file-requests>`
            : nothing
        }
      </div>
    </li>`;
  }

  #others(models: readonly string[]): TemplateResult {
    return html`<div class="row">
      ${models.map(
        (model) =>
          html`<button class="chip-button" @click=${() => store.set({ model, tier: "standard" })}>
            ${displayName(model)}
          </button>`,
      )}
    </div>`;
  }

  #choose(event: Event): void {
    const input = event.target as HTMLInputElement;
    droppedFiles.take([...(input.files ?? [])]);
    input.value = "";
  }

  #drag(dragging: boolean): void {
    if (this.#dragging === dragging) return;
    this.#dragging = dragging;
    this.requestUpdate();
  }

  readonly #over = (event: DragEvent): void => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    this.#drag(true);
  };

  readonly #leave = (event: DragEvent): void => {
    if (event.relatedTarget === null) this.#drag(false);
  };

  readonly #drop = (event: DragEvent): void => {
    this.#drag(false);
    if (!event.dataTransfer?.files.length) return;
    event.preventDefault();
    droppedFiles.take([...event.dataTransfer.files]);
  };

  readonly #paste = (event: ClipboardEvent): void => {
    const files = [...(event.clipboardData?.files ?? [])];
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (text.length > longestPaste)
      files.push(new File([text], "pasted text.txt", { type: "text/plain" }));
    if (!files.length || (text && text.length <= longestPaste)) return;
    event.preventDefault();
    droppedFiles.take(files);
  };
}

/** The image as the model sees it: resized to its limits and divided into tiles or patches. */
function preview(
  { width, height, grid, preview: source }: NonNullable<FileMeasure["image"]>,
  name: string,
): TemplateResult {
  return html`<figure class="preview">
    <div class="picture">
      <img src=${source} width=${width} height=${height} alt="Preview of ${name}" />
      ${
        grid
          ? html`<svg
              viewBox="0 0 1 1"
              preserveAspectRatio="none"
              aria-hidden="true"
              class=${grid.kind}
            >
              ${cuts(grid.columns, grid.side, grid.width).map(
                (x) => svg`<line class="under" x1=${x} x2=${x} y1="0" y2="1" />
                  <line x1=${x} x2=${x} y1="0" y2="1" />`,
              )}
              ${cuts(grid.rows, grid.side, grid.height).map(
                (y) => svg`<line class="under" y1=${y} y2=${y} x1="0" x2="1" />
                  <line y1=${y} y2=${y} x1="0" x2="1" />`,
              )}
            </svg>`
          : nothing
      }
    </div>
    ${
      grid
        ? html`<figcaption class="small soft">
            ${grid.columns} × ${grid.rows}
            ${grid.kind}${grid.side ? ` of ${grid.side} px` : ""}${
              grid.width === width && grid.height === height
                ? ""
                : `, seen as ${formatCount(grid.width)} × ${formatCount(grid.height)}`
            }
          </figcaption>`
        : nothing
    }
  </figure>`;
}

customElements.define("count-files", CountFiles);
