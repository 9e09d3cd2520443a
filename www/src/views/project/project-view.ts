import { html, nothing, type TemplateResult } from "lit";
import type { Projection, Scenario } from "tokenfare";
import { headline, totalBar } from "../../components/money-figure.js";
import { openButton } from "../../components/open-button.js";
import { PageElement } from "../../components/page-element.js";
import { exampleNote } from "../../components/request-fields.js";
import { engine } from "../../engine/client.js";
import { latest } from "../../engine/latest.js";
import { projector, Stopped, stopProjecting } from "../../engine/projector.js";
import { EngineError } from "../../engine/protocol.js";
import { downloadCsv } from "../../format/csv.js";
import { firstOfNextMonth } from "../../format/dates.js";
import { copy, downloadJson, markdownTable } from "../../format/export.js";
import { formatPercent } from "../../format/numbers.js";
import { messageOf } from "../../format/words.js";
import type { Fault } from "../../state/edit.js";
import { monthScenario } from "../../state/month-cost.js";
import { type NamedScenario, type PageState, requestOf, store } from "../../state/page-state.js";
import { presets } from "../../state/presets.js";
import { openSaved } from "../../state/saved-files.js";
import { validateScenario } from "../../state/validate.js";
import { modelsOf } from "./chart-markers.js";
import { compareModels } from "./compare-models.js";
import { monthRows } from "./month-rows.js";
import { isUncertain, quickOptions } from "./quick-options.js";
import { expected } from "./results/headline.js";
import type { SaveFormat } from "./results/months-chart.js";
import { type Actions, answer, details, type Results } from "./results/results.js";
import { scenarioFields } from "./scenario-fields.js";

/** After this many milliseconds a calculation is shown to be under way. */
const slow = 700;

interface Question {
  scenario: Scenario;
  variants: readonly NamedScenario[];
}

/** The coming months: the plan's fields, and beside them what it costs. */
export class ProjectView extends PageElement {
  #results: Results | null = null;
  #problem = "";
  #fault: Fault | null = null;
  #said = "";
  /** Whether the choices of certainty are shown, as the reader has decided. */
  #unsure: boolean | null = null;
  #timer = 0;
  /** Whether a calculation takes so long that it can be stopped. */
  #isSlow = false;
  /** The scenario that a preset, a lever or a file has replaced, for undo. */
  #before: { scenario: Scenario | null } | null = null;

  readonly #ask = latest(
    async ({ scenario, variants }: Question): Promise<Results> => {
      const projection = await projector.project(scenario);
      const [first, last] = [
        projection.months[0]?.from ?? "",
        projection.months.at(-1)?.from ?? "",
      ];
      const changes = await engine.priceChanges(modelsOf(scenario), first, `${last.slice(0, 8)}31`);
      const others = variants.map(({ name, scenario }) => ({ name, scenario: dated(scenario) }));
      const comparison = others.length ? await projector.compareScenarios(scenario, others) : null;
      return { projection, comparison, changes };
    },
    (found) => this.#show(found),
    (error) => this.#fail(error),
  );

  /** Asks, and shows that it calculates where that takes long. */
  #project(): void {
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => this.#setSlow(true), slow);
    this.#ask({ scenario: dated(this.#scenario), variants: this.state.variants });
    // What nobody waits for any more makes room for the newest plan.
    if (this.#isSlow) stopProjecting("The plan has changed.");
  }

  #setSlow(isSlow: boolean): void {
    clearTimeout(this.#timer);
    if (this.#isSlow === isSlow) return;
    this.#isSlow = isSlow;
    this.requestUpdate();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#project();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
    // Nobody waits for it any more; the view asks again when it is shown.
    if (this.#isSlow) stopProjecting("The plan is no longer shown.");
  }

  protected override stateChanged(state: PageState, before: PageState): void {
    if (
      state.scenario !== before.scenario ||
      state.request !== before.request ||
      state.variants !== before.variants
    ) {
      this.#project();
    }
  }

  /** The reader's scenario, or the one of their request. */
  get #scenario(): Scenario {
    const { state } = this;
    if (state.scenario) return state.scenario;
    const {
      monthLength: _,
      start: __,
      ...scenario
    } = monthScenario(state.model, state.tier, requestOf(state), state);
    return state.per === "once" ? { ...scenario, months: 1 } : { ...scenario, months: 12 };
  }

  protected override render(): TemplateResult {
    const scenario = this.#scenario;
    const results = this.#results;
    const unsure = this.#unsure ?? isUncertain(scenario);
    return html`<div class="two-columns wide-right answer-first">
      <section class="stack drivers ${unsure ? "unsure" : "sure"}" aria-label="Your plan">
        ${this.#start(scenario)}
        <label class="check"
          ><input
            type="checkbox"
            .checked=${unsure}
            @change=${(event: Event) => this.#setUnsure((event.target as HTMLInputElement).checked)}
          />
          Some figures vary or are uncertain</label
        >
        ${scenarioFields(scenario, this.#fault, (next) => this.#set(next))}
      </section>
      <section class="stack results" aria-label="Projection">
        <div class="stack in-view">
          ${this.#problem ? html`<p class="notice bad" role="alert">${this.#problem}</p>` : nothing}
          ${this.#isSlow ? this.#progress() : nothing}
          ${
            results
              ? answer(results, this.#actions, this.#optionBar(scenario))
              : this.#problem
                ? nothing
                : html`<p class="card soft">Calculating…</p>`
          }
        </div>
      </section>
      ${
        results
          ? html`<section class="stack behind" aria-label="Behind the result">
              ${details(results, this.#actions)}
            </section>`
          : nothing
      }
      ${results ? this.#bar(results) : nothing}
    </div>`;
  }

  #start(scenario: Scenario): TemplateResult {
    const { name } = this.state.scenario ?? {};
    return html`<div class="card stack tight">
      <label class="field"
        ><span class="label">Start from</span>
        <select @change=${this.#preset}>
          <option value="" .selected=${!this.state.scenario}>Your request</option>
          ${presets.map(
            (preset) => html`<option .selected=${name === preset.name}>${preset.name}</option>`,
          )}
          ${
            this.state.scenario && !presets.some((preset) => preset.name === name)
              ? html`<option selected value="own">${name ?? "Your plan"}</option>`
              : nothing
          }
        </select></label
      >
      <div class="row">
        ${openButton(
          "Open a plan",
          (file) => this.#open(file),
          (problem) => this.#refuse(problem),
        )}
        <button class="button" @click=${() => downloadJson("scenario.json", scenario)}>
          Save this plan
        </button>
        ${
          this.#before
            ? html`<button class="button quiet" @click=${this.#undo}>Undo</button>`
            : nothing
        }
      </div>
      ${this.state.scenario ? nothing : exampleNote(this.state)}
      <p class="small" role="status">${this.#said}</p>
    </div>`;
  }

  #progress(): TemplateResult {
    return html`<div class="card row spread" role="status">
      <span>Calculating a large plan…</span>
      <progress aria-label="Calculating"></progress>
      <button class="button" @click=${() => stopProjecting("The calculation was stopped.")}>
        Stop
      </button>
    </div>`;
  }

  /** One press compares the plan with an option. */
  #optionBar(scenario: Scenario): TemplateResult {
    // The comparison of models asks one request of each.
    const single = scenario.workloads.find((each) => each.request && !each.conversation);
    return html`<div class="row option-bar" role="group" aria-label="Compare with an option">
      <span class="label">Compare with</span>
      <button class="button" @click=${this.#keep}>Save as an option</button>
      ${quickOptions(scenario).map(
        ({ name, scenario: option }) =>
          html`<button class="button quiet" @click=${() => this.#addVariant(name, option)}>
            ${name}
          </button>`,
      )}
      ${
        single
          ? html`<button class="button quiet" @click=${() => compareModels(single)}>
              Other models
            </button>`
          : nothing
      }
    </div>`;
  }

  #bar({ projection }: Results): TemplateResult {
    const { bands, budget } = projection;
    const chance = bands?.probabilityOverBudget;
    return totalBar(
      [
        ["Expected", headline(expected(projection))],
        ...(bands
          ? ([["Likely", `${headline(bands.totalP10)} – ${headline(bands.totalP90)}`]] as const)
          : []),
        ...(budget
          ? ([
              [
                "Over budget",
                chance == null ? (budget.firstExceeded ? "yes" : "no") : formatPercent(chance),
              ],
            ] as const)
          : []),
      ],
      () => this.querySelector(".answer")?.scrollIntoView({ block: "start" }),
    );
  }

  readonly #actions: Actions = {
    apply: (patch) => this.#patched(patch, (scenario) => this.#replace(scenario, "Applied.")),
    addVariant: (name, patch) =>
      this.#patched(patch, (scenario) => this.#addVariant(name, scenario)),
    open: (name) => {
      const variant = this.state.variants.find((each) => each.name === name);
      if (variant) this.#replace(variant.scenario, `${name} is open.`);
    },
    drop: (name) =>
      store.set({ variants: this.state.variants.filter((each) => each.name !== name) }),
    rename: (name, to) => {
      const wanted = to ? this.#freeName(to, name) : name;
      store.set({
        variants: this.state.variants.map((each) =>
          each.name === name ? { ...each, name: wanted } : each,
        ),
      });
    },
    save: (format) => this.#save(format),
  };

  /** Hands over the scenario with a lever's patch. */
  #patched(patch: object, use: (scenario: Scenario) => void): void {
    engine
      .mergePatch(this.#scenario, patch)
      .then(use)
      .catch((error: unknown) => this.#refuse(messageOf(error)));
  }

  /** Changes one field. */
  #set(scenario: Scenario): void {
    this.#said = "";
    store.set({ scenario });
  }

  /** Replaces the whole scenario, which can be undone. */
  #replace(scenario: Scenario | null, said: string): void {
    this.#before = { scenario: this.state.scenario };
    this.#said = said;
    store.set({ scenario });
  }

  #setUnsure(unsure: boolean): void {
    this.#unsure = unsure;
    this.requestUpdate();
  }

  #undo(): void {
    const { before } = { before: this.#before };
    this.#before = null;
    this.#said = "Undone.";
    if (before) store.set({ scenario: before.scenario });
  }

  #preset(event: Event): void {
    const name = (event.target as HTMLSelectElement).value;
    if (name !== "own")
      this.#replace(
        presets.find((preset) => preset.name === name)?.scenario() ?? null,
        name ? `${name} is an example: replace its figures with yours.` : "",
      );
  }

  #keep(): void {
    const number = this.state.variants.length;
    this.#addVariant(
      number < 26 ? `Option ${String.fromCharCode(65 + number)}` : "Option",
      this.#scenario,
    );
  }

  #addVariant(wanted: string, scenario: Scenario): void {
    const name = this.#freeName(wanted);
    this.#said = `${name} is in the comparison. Changes to this plan leave it as it is.`;
    store.set({ variants: [...this.state.variants, { name, scenario }] });
  }

  #freeName(wanted: string, except = ""): string {
    const isTaken = (name: string): boolean =>
      name !== except && this.state.variants.some((each) => each.name === name);
    let name = wanted;
    for (let number = 2; isTaken(name); number++) name = `${wanted} ${number}`;
    return name;
  }

  async #open(file: File): Promise<void> {
    const opened = await openSaved(file);
    if (opened.kind !== "scenario")
      throw new Error("it holds no plan; “Share” opens the other files of this page");
    await validateScenario(opened.scenario);
    this.#replace(opened.scenario, `${file.name} is open.`);
    this.#refuse("");
  }

  #refuse(problem: string): void {
    this.#problem = problem;
    this.requestUpdate();
  }

  /** The spreadsheet's code is large and loads when somebody asks for one. */
  async #saveSpreadsheet(projection: Projection): Promise<void> {
    try {
      const { downloadSpreadsheet } = await import("../../report/spreadsheet.js");
      await downloadSpreadsheet(projection, this.state.currency);
    } catch (error) {
      this.#say(messageOf(error));
    }
  }

  #save(format: SaveFormat): void {
    if (!this.#results) return;
    const { projection } = this.#results;
    if (format === "xlsx") return void this.#saveSpreadsheet(projection);
    const [head, ...rows] = monthRows(projection, this.state.currency);
    if (format === "csv") return downloadCsv("tokenfare-months.csv", [head!, ...rows]);
    if (format === "json") return downloadJson("tokenfare-projection.json", projection);
    copy(markdownTable(head!.map(String), rows)).then(
      () => this.#say("The table is copied."),
      (error: unknown) => this.#say(messageOf(error)),
    );
  }

  #say(said: string): void {
    this.#said = said;
    this.requestUpdate();
  }

  #show(found: Results): void {
    this.#setSlow(false);
    this.#results = found;
    this.#problem = "";
    this.#fault = null;
    this.requestUpdate();
  }

  /** The last results stay below the message, and the field with the error shows it too. */
  #fail(error: Error): void {
    this.#setSlow(false);
    const path = error instanceof EngineError ? error.path : undefined;
    this.#fault = path ? { path, message: messageOf(error) } : null;
    this.#problem =
      messageOf(error) +
      (this.#results && !(error instanceof Stopped)
        ? " The results below are those of the last valid plan."
        : "");
    this.requestUpdate();
  }
}

/** A plan that names no first day begins with the next calendar month. */
const dated = (scenario: Scenario): Scenario => ({ start: firstOfNextMonth(), ...scenario });

customElements.define("project-view", ProjectView);
