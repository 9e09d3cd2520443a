import { html, nothing, type TemplateResult } from "lit";
import type { Projection, Scenario } from "tokenfare";
import { money, totalBar } from "../../components/money-figure.js";
import { openButton } from "../../components/open-button.js";
import { PageElement } from "../../components/page-element.js";
import { exampleNote } from "../../components/request-fields.js";
import { engine } from "../../engine/client.js";
import { latest } from "../../engine/latest.js";
import { EngineError } from "../../engine/protocol.js";
import { downloadCsv } from "../../format/csv.js";
import { copy, downloadJson, markdownTable } from "../../format/export.js";
import { messageOf } from "../../format/words.js";
import type { Fault } from "../../state/edit.js";
import { monthScenario } from "../../state/month-cost.js";
import { type NamedScenario, type PageState, requestOf, store } from "../../state/page-state.js";
import { presets } from "../../state/presets.js";
import { openSaved } from "../../state/saved-files.js";
import { validateScenario } from "../../state/validate.js";
import { modelsOf } from "./chart-markers.js";
import { type Actions, projectionResults, type Results } from "./projection-results.js";
import { scenarioFields } from "./scenario-fields.js";

/** The coming months: the scenario's fields and its projection side by side. */
export class ProjectView extends PageElement {
  #results: Results | null = null;
  #problem = "";
  #fault: Fault | null = null;
  #said = "";
  /** The scenario that a preset, a lever or a file has replaced, for undo. */
  #before: { scenario: Scenario | null } | null = null;

  readonly #ask = latest(
    async ({
      scenario,
      variants,
    }: {
      scenario: Scenario;
      variants: readonly NamedScenario[];
    }): Promise<Results> => {
      const projection = await engine.project(scenario);
      const [first, last] = [
        projection.months[0]?.from ?? "",
        projection.months.at(-1)?.from ?? "",
      ];
      const changes = await engine.priceChanges(modelsOf(scenario), first, `${last.slice(0, 8)}31`);
      const comparison = variants.length ? await engine.compareScenarios(scenario, variants) : null;
      return { projection, comparison, changes };
    },
    (found) => this.#show(found),
    (error) => this.#fail(error),
  );

  override connectedCallback(): void {
    super.connectedCallback();
    this.#ask({ scenario: this.#scenario, variants: this.state.variants });
  }

  protected override stateChanged(state: PageState, before: PageState): void {
    if (
      state.scenario !== before.scenario ||
      state.request !== before.request ||
      state.variants !== before.variants
    ) {
      this.#ask({ scenario: this.#scenario, variants: state.variants });
    }
  }

  /** The reader's scenario, or the one of their request. */
  get #scenario(): Scenario {
    const { state } = this;
    if (state.scenario) return state.scenario;
    const { monthLength: _, ...scenario } = monthScenario(
      state.model,
      state.tier,
      requestOf(state),
      state,
    );
    return { ...scenario, months: 12 };
  }

  protected override render(): TemplateResult {
    const scenario = this.#scenario;
    const total = this.#results?.projection.total;
    return html`<div class="two-columns wide-right">
      <section class="stack" aria-label="Drivers">
        <div class="card stack">
          <label class="field"
            ><span class="label">Start from</span>
            <select @change=${this.#preset}>
              <option value="" .selected=${!this.state.scenario}>Your request</option>
              ${presets.map(
                (preset) =>
                  html`<option .selected=${this.state.scenario?.name === preset.name}>
                    ${preset.name}
                  </option>`,
              )}
              ${
                this.state.scenario &&
                !presets.some((preset) => preset.name === this.state.scenario?.name)
                  ? html`<option selected value="own">
                      ${this.state.scenario.name ?? "Your scenario"}
                    </option>`
                  : nothing
              }
            </select></label
          >
          <div class="row">
            ${openButton(
              "Open scenario",
              (file) => this.#open(file),
              (problem) => this.#refuse(problem),
            )}
            <button class="button" @click=${() => downloadJson("scenario.json", scenario)}>
              Save scenario
            </button>
            <button class="button" @click=${this.#keep}>Add to comparison</button>
            ${
              this.#before
                ? html`<button class="button quiet" @click=${this.#undo}>Undo</button>`
                : nothing
            }
          </div>
          ${this.state.scenario ? nothing : exampleNote(this.state)}
          <p class="small" role="status">${this.#said}</p>
        </div>
        ${scenarioFields(scenario, this.#fault, (next) => this.#set(next))}
      </section>
      <section class="stack" aria-label="Projection">
        ${this.#problem ? html`<p class="notice bad" role="alert">${this.#problem}</p>` : nothing}
        ${
          this.#results
            ? projectionResults(this.#results, this.#actions)
            : this.#problem
              ? nothing
              : html`<p class="card soft">Calculating…</p>`
        }
      </section>
      ${
        total
          ? totalBar([
              ["Total", money(total)],
              ["Last month", money(this.#results!.projection.months.at(-1)!.cost)],
            ])
          : nothing
      }
    </div>`;
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
        name ? `${name}: an example, with volumes to replace.` : "",
      );
  }

  #keep(): void {
    this.#addVariant(this.#scenario.name ?? "Scenario", this.#scenario);
  }

  #addVariant(wanted: string, scenario: Scenario): void {
    const { variants } = this.state;
    let name = wanted;
    for (let number = 2; variants.some((each) => each.name === name); number++)
      name = `${wanted} ${number}`;
    this.#said = `${name} is in the comparison; changes here do not change it.`;
    store.set({ variants: [...variants, { name, scenario }] });
  }

  async #open(file: File): Promise<void> {
    const opened = await openSaved(file);
    if (opened.kind !== "scenario")
      throw new Error("it holds no scenario; “Share” opens the other files of this page");
    await validateScenario(opened.scenario);
    this.#replace(opened.scenario, `${file.name} is open.`);
    this.#refuse("");
  }

  #refuse(problem: string): void {
    this.#problem = problem;
    this.requestUpdate();
  }

  #save(format: "csv" | "json" | "markdown"): void {
    if (!this.#results) return;
    const { projection } = this.#results;
    const [head, ...rows] = monthRows(projection);
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
    this.#results = found;
    this.#problem = "";
    this.#fault = null;
    this.requestUpdate();
  }

  /** The last results stay below the message, and the field with the error shows it too. */
  #fail(error: Error): void {
    const path = error instanceof EngineError ? error.path : undefined;
    this.#fault = path ? { path, message: messageOf(error) } : null;
    this.#problem =
      messageOf(error) +
      (this.#results ? " The results below are those of the last valid scenario." : "");
    this.requestUpdate();
  }
}

function monthRows({ months, scenario }: Projection): (string | number)[][] {
  const names = [...scenario.workloads, ...(scenario.fixed ?? [])].map((each) => each.name);
  return [
    ["month", "days", "requests", "cost_usd", ...names.map((name) => `${name}_usd`)],
    ...months.map((month) => [
      month.month,
      month.days,
      month.requests,
      month.cost.exact,
      ...names.map((name) => month.byWorkload[name]?.exact ?? "0"),
    ]),
  ];
}

customElements.define("project-view", ProjectView);
