/** Usage: what logs and exports say was spent, by day and by what, whether the bill matches, and what to change. */
import { html, nothing, type TemplateResult } from "lit";
import { PageElement } from "../../components/page-element.js";
import "../../components/number-field.js";
import { formatCount, formatPercent } from "../../format/numbers.js";
import { columnChoice } from "./column-choice.js";
import { exampleLog } from "./example-log.js";
import { groupTable } from "./groups.js";
import { headlineCard } from "./headline.js";
import { filesOfDrop, filesOfInput } from "./log-files.js";
import { formatName } from "./names.js";
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
    const { answer, summary, problem, unknown } = openLog;
    return html`<div class="stack usage">
      ${this.#files()}
      ${problem ? html`<p class="notice bad" role="alert">${problem}</p>` : nothing}
      <p class="visually-hidden" role="status">
        ${summary && answer ? `${formatCount(summary.records)} records are read.` : ""}
      </p>
      ${columnChoice()}
      ${summary && answer && !summary.records && !unknown ? nothingRead() : nothing}
      ${isEmpty(openLog) ? hints() : nothing}
      ${
        summary?.records && answer
          ? html`${headlineCard(summary, answer)} ${daysChart(answer)} ${groupTable(answer)}
            ${reconciliationCard(answer)} ${savingsCard(answer)}`
          : nothing
      }
      ${summary && answer && !unknown ? notesCard(summary, answer) : nothing}
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
          ? html`<p class="drop-title">Drop a usage log, an export or a whole folder here</p>
              <p class="small soft">
                Every record is priced at the rate of its day. Only counts are kept: keys, prompts
                and answers are neither shown nor stored, and nothing leaves your device.
              </p>`
          : html`<p>
              <strong
                >${files.length === 1 ? files[0]!.path : `${formatCount(files.length)} files`}</strong
              >
              <span class="soft small">
                ${openLog.summary?.formats.map(({ format }) => formatName(format)).join(", ") ?? ""}</span
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

const isEmpty = ({ files, problem }: typeof openLog): boolean =>
  files.length === 0 && problem === "";

const nothingRead = (): TemplateResult =>
  html`<p class="notice bad" role="alert">
    No record of usage was found in ${openLog.files.length === 1 ? "this file" : "these files"}.
    What stands in the way is listed below.
  </p>`;

const places: readonly (readonly [string, string])[] = [
  ["OpenAI", "Usage page of the platform: Export, for activity or for costs"],
  ["Anthropic", "Usage and Cost pages of the Console: Export"],
  ["Claude Code", "the folder ~/.claude/projects"],
  ["Codex", "the folder ~/.codex/sessions"],
  ["Gemini CLI", "the folder ~/.gemini/tmp"],
  ["Gateways", "OpenRouter’s activity, LiteLLM’s spend logs, OpenTelemetry spans"],
  ["Editors", "the usage exports of Cursor and GitHub Copilot"],
  ["Cloud bills", "a FOCUS export of AWS, Azure or Google Cloud"],
  ["Your own", "responses as JSON Lines, or any CSV: you say what its columns hold"],
];

/** Where logs are found, while none is open. */
const hints = (): TemplateResult =>
  html`<section class="card stack" aria-label="Where to find a log">
    <h2>Where to find a log</h2>
    <dl class="facts roomy places">
      ${places.map(
        ([name, where]) =>
          html`<div>
            <dt>${name}</dt>
            <dd>${where}</dd>
          </div>`,
      )}
    </dl>
  </section>`;

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
