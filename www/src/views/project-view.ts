import { html, nothing, type TemplateResult } from "lit";
import type { Projection, Scenario, ScenarioComparison, Workload } from "tokenfare";
import "../components/number-field.js";
import "../components/uncertain-field.js";
import { lineChart, tornado } from "../components/charts.js";
import { money } from "../components/money-figure.js";
import { PageElement } from "../components/page-element.js";
import { findModel, info } from "../engine/catalog-info.js";
import { engine } from "../engine/client.js";
import { latest } from "../engine/latest.js";
import { csv, download } from "../format/export.js";
import { exactMoney } from "../format/money.js";
import { formatCount, formatPercent } from "../format/numbers.js";
import { store, type PageState } from "../state/page-state.js";
import { scenario as checked } from "../state/address.js";
import { mergePatch } from "./merge-patch.js";
import { presets } from "./presets.js";
import { drivers } from "./project-drivers.js";
import { monthOf } from "./workload.js";

/** The coming months: drivers on one side, what follows from them on the other. */
export class ProjectView extends PageElement {
  #projection: Projection | null = null;
  #comparison: ScenarioComparison | null = null;
  #variants: Record<string, object> = {};
  #problem = "";

  readonly #ask = latest(
    async (scenario: Scenario) => {
      const projection = await engine.project(scenario);
      const comparison = Object.keys(this.#variants).length ? await engine.compareScenarios(scenario, this.#variants) : null;
      return { projection, comparison };
    },
    ({ projection, comparison }) => this.#show(projection, comparison, ""),
    (error) => this.#show(null, null, error.message),
  );

  override connectedCallback(): void {
    super.connectedCallback();
    this.#ask(this.#scenario);
  }

  protected override stateChanged(state: PageState, before: PageState): void {
    if (state.scenario !== before.scenario || state.request !== before.request) this.#ask(this.#scenario);
  }

  /** What is projected: the reader's scenario, or the one that follows from their request. */
  get #scenario(): Scenario {
    const { state } = this;
    if (state.scenario) return state.scenario;
    const { monthLength: _, ...scenario } = monthOf(state.model, state.tier, state.request, state);
    return { ...scenario, months: 12 };
  }

  protected override render(): TemplateResult {
    const scenario = this.#scenario;
    return html`<div class="two-columns wide-right">
      <section class="stack" aria-label="Drivers">
        <div class="card stack">
          <div class="field">
            <label for="preset">Start from</label>
            <select id="preset" @change=${this.#preset}>
              <option value="">Your request</option>
              ${presets.map((preset) => html`<option ?selected=${scenario.name === preset.scenario().name}>${preset.name}</option>`)}
            </select>
          </div>
          <div class="row">
            <label class="button">Open scenario<input class="visually-hidden" type="file" accept=".json,application/json" @change=${this.#import} /></label>
            <button class="button" @click=${() => download("scenario.json", "application/json", JSON.stringify(scenario, null, 2))}>Save scenario</button>
          </div>
        </div>
        ${drivers(scenario, (change) => this.#set({ ...scenario, ...change }))}
      </section>
      <section class="stack" aria-label="Projection">
        ${this.#problem ? html`<p class="notice bad" role="alert">${this.#problem}</p>` : nothing}
        ${this.#projection ? this.#results(this.#projection) : html`<p class="card soft">Nothing to show yet.</p>`}
      </section>
    </div>`;
  }

  #results(projection: Projection): TemplateResult {
    const { months, bands, budget, scenario } = projection;
    const last = months.at(-1);
    return html`<div class="cards-row">
        ${card("Total", money(projection.total), `${months.length} months from ${months[0]?.month}`, "project-total", projection.total.exact)}
        ${last ? card("Last month", money(last.cost), `${formatCount(Math.round(last.requests))} requests`) : nothing}
        ${bands ? card("80 % of simulated cases", `${dollars(bands.totalP10)} – ${dollars(bands.totalP90)}`, "the range that you gave, drawn many times; not a confidence interval") : nothing}
        ${bands?.probabilityOverBudget != null ? card("Over budget in", formatPercent(bands.probabilityOverBudget), "of the simulated cases") : nothing}
        ${budget ? card("Budget first exceeded", budget.firstExceeded ?? "never", `${formatCount(Math.floor(budget.affordableRequestsPerMonth))} requests a month fit`) : nothing}
        ${projection.credits ? card("Credits run out", projection.credits.runsOutOn ?? "not in this time", projection.credits.runwayDays === null ? "" : `${formatCount(projection.credits.runwayDays)} days`) : nothing}
      </div>
      <div class="card stack">
        <div class="row spread">
          <h2>Month by month, US dollars</h2>
          <button class="button" @click=${() => download("tokenfare-months.csv", "text/csv", monthsCsv(projection))}>CSV</button>
        </div>
        ${lineChart({
          title: "Cost of each month in US dollars",
          labels: months.map((month) => month.month),
          series: [{ name: "Base case", values: months.map((month) => month.cost.usd) }],
          ...(bands && { band: { name: "80 % of simulated cases", low: bands.p10, high: bands.p90 } }),
          ...(scenario.budget && { limit: { name: "Budget", value: scenario.budget.monthly } }),
          markers: retirements(scenario, months.map((month) => month.month)),
        })}
      </div>
      ${projection.warnings.length ? html`<ul class="warnings">${projection.warnings.map((warning) => html`<li class="notice">${warning.message}</li>`)}</ul>` : nothing}
      ${projection.levers.length
        ? html`<div class="card stack"><h2>What would save most</h2>
            <ul class="levers">${projection.levers.map((lever) => html`<li><div><strong>${lever.name}</strong>: saves <span class="number" title=${exactMoney(lever.saves)}>${money(lever.saves)}</span>
              <p class="small soft">${lever.explanation}</p></div>
              <div class="row"><button class="button" @click=${() => this.#set(mergePatch(scenario, lever.patch) as Scenario)}>Apply</button>
              <button class="button quiet" @click=${() => this.#try(lever.name, lever.patch)}>Set beside</button></div></li>`)}</ul></div>`
        : nothing}
      ${this.#sideBySide(projection)}
      ${projection.sensitivity?.length
        ? html`<div class="card stack"><h2>What moves the total most</h2>
            ${tornado("Each input alone at its low and high value", projection.sensitivity.map((each) => ({ name: each.path, low: each.low.usd, high: each.high.usd })), projection.total.usd)}</div>`
        : nothing}
      ${projection.limits?.length
        ? html`<div class="card stack"><h2>Rate limits at the busiest hour</h2><div class="scroll" role="region" aria-label="Rate limits" tabindex="0"><table>
            <thead><tr><th scope="col">Workload</th><th scope="col">Binding limit</th><th scope="col" class="end">Used</th><th scope="col" class="end">Requests a minute</th><th scope="col" class="end">Tokens a minute</th><th scope="col">Exceeded on</th></tr></thead>
            <tbody>${projection.limits.map((each) => html`<tr><th scope="row">${each.workload}</th><td>${each.binding ?? "none"}</td><td class="end number">${formatPercent(each.utilisation)}</td><td class="end number">${formatCount(Math.ceil(each.requiredRequestsPerMinute))}</td><td class="end number">${formatCount(Math.ceil(each.requiredTokensPerMinute))}</td><td>${each.firstExceeded ?? "never"}</td></tr>`)}</tbody></table></div></div>`
        : nothing}
      <details class="card"><summary><h2>Every line</h2></summary><div class="scroll" role="region" aria-label="Lines" tabindex="0"><table>
        <thead><tr><th scope="col">Workload</th><th scope="col">Model</th><th scope="col">For</th><th scope="col" class="end">Quantity</th><th scope="col" class="end">Amount</th></tr></thead>
        <tbody>${projection.lines.map((line) => html`<tr><th scope="row">${line.workload}</th><td>${line.model}</td><td>${line.component}</td><td class="end number">${line.quantity} ${line.unit}</td><td class="end number" title=${exactMoney(line.amount)}>${money(line.amount)}</td></tr>`)}</tbody></table></div></details>`;
  }

  #sideBySide(base: Projection): TemplateResult | typeof nothing {
    const names = Object.keys(this.#variants);
    if (!names.length || !this.#comparison) return nothing;
    const comparison = this.#comparison;
    return html`<div class="card stack"><h2>Scenarios side by side</h2><div class="scroll" role="region" aria-label="Scenarios" tabindex="0"><table>
      <thead><tr><th scope="col">Scenario</th><th scope="col" class="end">Total</th><th scope="col" class="end">Against the base</th><th scope="col"><span class="visually-hidden">Remove</span></th></tr></thead>
      <tbody><tr><th scope="row">Base</th><td class="end number">${money(base.total)}</td><td class="end">–</td><td></td></tr>
        ${names.map((name) => html`<tr><th scope="row">${name}</th><td class="end number">${comparison.variants[name] ? money(comparison.variants[name].total) : "–"}</td><td class="end number">${comparison.deltas[name] ? money(comparison.deltas[name].total) : "–"}</td>
          <td class="end"><button class="button quiet" aria-label="Remove ${name}" @click=${() => this.#drop(name)}>Remove</button></td></tr>`)}</tbody></table></div></div>`;
  }

  #set(scenario: Scenario): void {
    store.set({ scenario });
  }

  #try(name: string, patch: object): void {
    this.#variants = { ...this.#variants, [name]: patch };
    this.#ask(this.#scenario);
  }

  #drop(name: string): void {
    const { [name]: _, ...rest } = this.#variants;
    this.#variants = rest;
    this.#ask(this.#scenario);
  }

  #preset(event: Event): void {
    const name = (event.target as HTMLSelectElement).value;
    this.#variants = {};
    store.set({ scenario: presets.find((preset) => preset.name === name)?.scenario() ?? null });
  }

  async #import(event: Event): Promise<void> {
    const input = event.target as HTMLInputElement;
    const file = input.files?.[0];
    input.value = "";
    if (!file) return;
    try {
      const scenario = checked(JSON.parse(await file.text()) as Record<string, unknown>);
      await engine.project(scenario);
      this.#set(scenario);
    } catch (error) {
      this.#problem = `${file.name} cannot be opened: ${error instanceof Error ? error.message : String(error)} Nothing was changed.`;
      this.requestUpdate();
    }
  }

  #show(projection: Projection | null, comparison: ScenarioComparison | null, problem: string): void {
    this.#projection = projection;
    this.#comparison = comparison;
    this.#problem = problem;
    this.requestUpdate();
  }
}

const dollars = (usd: number): string => money({ usd, exact: usd.toFixed(2) });

function card(label: string, figure: string, note: string, id?: string, exact?: string): TemplateResult {
  return html`<div class="card tile"><p class="label">${label}</p><p class="tile-figure number" id=${id ?? nothing} data-exact=${exact ?? nothing} title=${exact ? `$${exact}` : nothing}>${figure}</p><p class="small soft">${note}</p></div>`;
}

const modelsOf = (workload: Workload): string[] => (typeof workload.model === "string" ? [workload.model] : workload.model.map((each) => each.model));

/** Where a model of the scenario retires within its months. */
function retirements(scenario: Scenario, months: readonly string[]): { at: number; label: string }[] {
  return [...new Set(scenario.workloads.flatMap(modelsOf))].flatMap((id) => {
    const retires = findModel(id)?.retires ?? info.models.find((model) => model.aliases.includes(id))?.retires;
    const at = retires ? months.indexOf(retires.slice(0, 7)) : -1;
    return at < 0 ? [] : [{ at, label: `${id} retires` }];
  });
}

function monthsCsv(projection: Projection): string {
  const workloads = projection.scenario.workloads.map((workload) => workload.name);
  return csv([
    ["month", "days", "requests", "cost_usd", ...workloads.map((name) => `${name}_usd`)],
    ...projection.months.map((month) => [month.month, month.days, month.requests, month.cost.exact, ...workloads.map((name) => month.byWorkload[name]?.exact ?? "0")]),
  ]);
}

customElements.define("project-view", ProjectView);
