/** Usage: what logs and exports say was spent, by day and by what, whether the bill matches, and what to change. */
import { html, nothing, type TemplateResult } from "lit";
import { PageElement } from "../../components/page-element.js";
import "../../components/number-field.js";
import { formatCount, formatPercent } from "../../format/numbers.js";
import { exampleLog } from "./example-log.js";
import { groupTable } from "./groups.js";
import { headlineCard } from "./headline.js";
import { filesOfDrop, filesOfInput } from "./log-files.js";
import { notesCard } from "./notes.js";
import { openLog } from "./open-log.js";
import { reconciliationCard } from "./reconciliation.js";
import { savingsCard } from "./savings.js";
import { daysChart } from "./days-chart.js";

/** The time zones that are offered: UTC, as vendors count, and the reader's own. */
const zones = [...new Set(["UTC", Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC"])];

export class UsageView extends PageElement {
  static override properties = { over: { state: true } };

  /** Whether files are held over the box. */
  declare over: boolean;

  constructor() {
    super();
    this.over = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    openLog.addEventListener("change", this.#changed);
    this.addEventListener("dragover", this.#dragged);
    this.addEventListener("dragleave", this.#left);
    this.addEventListener("drop", this.#dropped);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    openLog.removeEventListener("change", this.#changed);
    this.removeEventListener("dragover", this.#dragged);
    this.removeEventListener("dragleave", this.#left);
    this.removeEventListener("drop", this.#dropped);
  }

  protected override render(): TemplateResult {
    const { answer, summary, problem } = openLog;
    return html`<div class="stack usage">
      ${this.#files()}
      ${problem ? html`<p class="notice bad" role="alert">${problem}</p>` : nothing}
      <p class="visually-hidden" role="status">
        ${summary && answer ? `${formatCount(summary.records)} records are read.` : ""}
      </p>
      ${
        summary && answer
          ? html`${headlineCard(summary, answer)} ${daysChart(answer)} ${groupTable(answer)}
            ${reconciliationCard(answer)} ${savingsCard(answer)} ${notesCard(summary, answer)}`
          : nothing
      }
    </div>`;
  }

  #files(): TemplateResult {
    const { files, progress } = openLog;
    const isEmpty = files.length === 0;
    return html`<section
      class="card stack drop-box ${this.over ? "over" : ""}"
      aria-label="Files of the log"
    >
      ${
        isEmpty
          ? html`<p>
                Drop logs, exports or whole folders here: the usage that a vendor’s dashboard
                exports, a gateway’s log, responses that you kept, or what coding agents leave on
                your machine.
              </p>
              <p class="small soft">
                Understood are usage and cost exports of OpenAI and Anthropic, OpenRouter, LiteLLM,
                Cursor and Copilot, the local files of Claude Code, Codex and Gemini CLI, batch
                results, OpenTelemetry, FOCUS bills, and JSON Lines of any vendor’s responses. Only
                counts are kept: keys, prompts and answers are neither shown nor stored.
              </p>`
          : html`<p>
              ${files.length === 1 ? files[0]!.path : `${formatCount(files.length)} files`}
              <span class="soft small">
                ${openLog.summary?.formats.map(({ format }) => format).join(", ") ?? ""}</span
              >
            </p>`
      }
      ${
        progress
          ? html`<div class="row">
              <progress max="1" .value=${progress.share} aria-label="Reading"></progress>
              <span class="small number"
                >${formatPercent(progress.share)}, ${formatCount(progress.records)} records</span
              >
              <button class="button quiet" @click=${() => openLog.close()}>Cancel</button>
            </div>`
          : html`<div class="row">
              ${chooser(isEmpty ? "Choose files" : "Add files", false)}
              ${chooser(isEmpty ? "Choose a folder" : "Add a folder", true)}
              ${
                isEmpty
                  ? html`<button class="button quiet" @click=${() => openLog.take([exampleLog()])}>
                      Try an example
                    </button>`
                  : html`<label class="field inline"
                        ><span class="small">Days in</span>
                        <select class="short" @change=${this.#zoned}>
                          ${zones.map(
                            (zone) =>
                              html`<option value=${zone} ?selected=${zone === openLog.zone}>
                                ${zone}
                              </option>`,
                          )}
                        </select></label
                      >
                      <button class="button quiet" @click=${() => openLog.close()}>
                        Start again
                      </button>`
              }
            </div>`
      }
    </section>`;
  }

  #zoned(event: Event): void {
    void openLog.setZone((event.target as HTMLSelectElement).value);
  }

  readonly #changed = (): void => this.requestUpdate();

  readonly #dragged = (event: DragEvent): void => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    this.over = true;
  };

  readonly #left = (): void => {
    this.over = false;
  };

  readonly #dropped = async (event: DragEvent): Promise<void> => {
    if (!event.dataTransfer?.files.length) return;
    event.preventDefault();
    this.over = false;
    await openLog.take(await filesOfDrop(event.dataTransfer));
  };
}

function chooser(label: string, folder: boolean): TemplateResult {
  return html`<label class="button"
    >${label}<input
      class="visually-hidden"
      type="file"
      multiple
      ?webkitdirectory=${folder}
      @change=${({ target }: Event) => openLog.take(filesOfInput(target as HTMLInputElement))}
  /></label>`;
}

customElements.define("usage-view", UsageView);
