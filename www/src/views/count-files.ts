import { html, nothing, svg, type TemplateResult } from "lit";
import type { Quantities } from "tokenfare";
import { PageElement } from "../components/page-element.js";
import { measureFile, type FileMeasure } from "../files/read-file.js";
import { formatCount, formatPercent } from "../format/numbers.js";
import { store, type PageState } from "../state/page-state.js";

interface Dropped { file: File; progress: number; measure: FileMeasure | null; problem: string; stop: AbortController }

/** A pasted text longer than this is read like a file: no text box copes with a book. */
const longestPaste = 1_000_000;

/** Files dropped on the page, pasted or chosen: each measured in tokens, on this device. */
export class CountFiles extends PageElement {
  #files: Dropped[] = [];
  #dragging = false;

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener("dragover", this.#over);
    document.addEventListener("dragleave", this.#leave);
    document.addEventListener("drop", this.#drop);
    document.addEventListener("paste", this.#paste);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener("dragover", this.#over);
    document.removeEventListener("dragleave", this.#leave);
    document.removeEventListener("drop", this.#drop);
    document.removeEventListener("paste", this.#paste);
    for (const dropped of this.#files) this.#close(dropped);
  }

  protected override stateChanged(state: PageState, before: PageState): void {
    if (state.model !== before.model) for (const dropped of this.#files) void this.#measure(dropped);
  }

  protected override render(): TemplateResult {
    return html`<div class="card stack files ${this.#dragging ? "dragging" : ""}">
      <div class="row spread">
        <h2>Files</h2>
        <label class="button">Choose files<input class="visually-hidden" type="file" multiple aria-label="Choose files" @change=${this.#choose} /></label>
      </div>
      <p class="small soft">Drop text of any size, images, audio, video, PDF, CSV or JSON Lines anywhere on this page. Files are read on this device only.</p>
      <ul class="file-list">
        ${this.#files.map((dropped) => this.#file(dropped))}
      </ul>
    </div>`;
  }

  #file(dropped: Dropped): TemplateResult {
    const { file, measure, problem, progress } = dropped;
    return html`<li aria-label=${file.name}>
      ${measure?.image ? preview(measure.image, file.name) : nothing}
      <div class="stack">
        <div class="row spread"><strong>${file.name}</strong><span class="small soft number">${formatCount(Math.ceil(file.size / 1024))} KB</span></div>
        ${problem
          ? html`<p class="problem" role="alert">${problem}</p>`
          : measure
            ? html`<p role="status"><strong class="number">${measure.tokens === null ? "no tokens" : `${formatCount(measure.tokens)} tokens`}</strong>
                <span class="badge ${measure.exact ? "exact" : "estimated"}">${measure.exact ? "exact" : "estimated"}</span>
                <span class="small soft">${measure.explained}</span></p>`
            : html`<div class="row"><progress max="1" .value=${progress} aria-label="Reading ${file.name}"></progress><span class="small number">${formatPercent(progress)}</span></div>`}
        <div class="row">
          ${measure ? html`<button class="button" aria-label="Add ${file.name} to the request" @click=${() => this.#add(measure.quantities)}>Add to the request</button>` : nothing}
          ${!measure && !problem ? html`<button class="button" aria-label="Cancel ${file.name}" @click=${() => dropped.stop.abort()}>Cancel</button>` : nothing}
          <button class="button quiet" aria-label="Remove ${file.name}" @click=${() => this.#remove(dropped)}>Remove</button>
        </div>
      </div>
    </li>`;
  }

  take(files: Iterable<File>): void {
    for (const file of files) {
      const dropped: Dropped = { file, progress: 0, measure: null, problem: "", stop: new AbortController() };
      this.#files = [...this.#files, dropped];
      void this.#measure(dropped);
    }
  }

  async #measure(dropped: Dropped): Promise<void> {
    this.#close(dropped);
    const stop = new AbortController();
    Object.assign(dropped, { stop, progress: 0, measure: null, problem: "" });
    this.requestUpdate();
    const progress = (share: number): void => {
      if (dropped.stop !== stop) return;
      dropped.progress = share;
      this.requestUpdate();
    };
    try {
      const measure = await measureFile(dropped.file, this.state.model, { signal: stop.signal, progress });
      if (dropped.stop === stop) dropped.measure = measure;
    } catch (error) {
      if (dropped.stop === stop) dropped.problem = stop.signal.aborted ? "Cancelled." : error instanceof Error ? error.message : String(error);
    }
    this.requestUpdate();
  }

  #close(dropped: Dropped): void {
    dropped.stop.abort();
    if (dropped.measure?.image) URL.revokeObjectURL(dropped.measure.image.preview);
  }

  #remove(dropped: Dropped): void {
    this.#close(dropped);
    this.#files = this.#files.filter((each) => each !== dropped);
    this.requestUpdate();
  }

  #add(quantities: Quantities): void {
    const { request } = store.state;
    const merged: Record<string, unknown> = { ...request };
    for (const [name, value] of Object.entries(quantities)) {
      const before = merged[name];
      merged[name] = Array.isArray(value) ? [...(Array.isArray(before) ? before : []), ...value] : (typeof before === "number" ? before : 0) + (value as number);
    }
    store.set({ request: merged as Quantities, view: "price" });
  }

  #choose(event: Event): void {
    const input = event.target as HTMLInputElement;
    this.take([...(input.files ?? [])]);
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
    this.take([...event.dataTransfer.files]);
  };

  readonly #paste = (event: ClipboardEvent): void => {
    const files = [...(event.clipboardData?.files ?? [])];
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (text.length > longestPaste) files.push(new File([text], "pasted text.txt", { type: "text/plain" }));
    if (!files.length || (text && text.length <= longestPaste)) return;
    event.preventDefault();
    this.take(files);
  };
}

/** The image with its tiles drawn, where the model bills by tiles of 512 pixels. */
function preview({ width, height, tiles, preview: source }: NonNullable<FileMeasure["image"]>, name: string): TemplateResult {
  const columns = tiles ? bestColumns(width / height, tiles) : 0;
  const rows = columns ? tiles! / columns : 0;
  return html`<figure class="preview">
    <img src=${source} alt="Preview of ${name}" />
    ${columns
      ? html`<svg viewBox="0 0 ${columns} ${rows}" preserveAspectRatio="none" aria-hidden="true">
          ${Array.from({ length: columns - 1 }, (_, i) => svg`<line x1=${i + 1} x2=${i + 1} y1="0" y2=${rows} />`)}
          ${Array.from({ length: rows - 1 }, (_, i) => svg`<line y1=${i + 1} y2=${i + 1} x1="0" x2=${columns} />`)}
        </svg>`
      : nothing}
  </figure>`;
}

/** The number of columns that divides the tiles into a grid nearest to the image's shape. */
function bestColumns(shape: number, tiles: number): number {
  const divisors = Array.from({ length: tiles }, (_, i) => i + 1).filter((each) => tiles % each === 0);
  return divisors.reduce((best, each) => (Math.abs((each * each) / tiles - shape) < Math.abs((best * best) / tiles - shape) ? each : best), 1);
}

customElements.define("count-files", CountFiles);
