import { html, nothing, type TemplateResult } from "lit";
import type { CatalogOverrides, PriceSheet, Rate } from "tokenfare";
import "../components/model-select.js";
import { lineChart } from "../components/charts.js";
import { componentName, sourceLink } from "../components/money-figure.js";
import { PageElement } from "../components/page-element.js";
import { findModel, info, setInfo } from "../engine/catalog-info.js";
import { engine } from "../engine/client.js";
import { latest } from "../engine/latest.js";
import { download } from "../format/export.js";
import { formatRate } from "../format/money.js";
import { formatCount } from "../format/numbers.js";
import { keepOverrides, keptOverrides } from "../state/overrides.js";
import { store, type PageState } from "../state/page-state.js";

/** Every price of a model, what it was before, and who says so. */
export class CatalogView extends PageElement {
  #sheets: readonly PriceSheet[] = [];
  #problem = "";
  #overridesProblem = "";
  #overridesSaid = "";

  readonly #ask = latest(
    (model: string) => engine.history(model),
    (sheets) => this.#show(sheets, ""),
    (error) => this.#show([], error.message),
  );

  override connectedCallback(): void {
    super.connectedCallback();
    this.#ask(this.state.model);
  }

  protected override stateChanged(state: PageState, before: PageState): void {
    if (state.model !== before.model) this.#ask(state.model);
  }

  protected override render(): TemplateResult {
    const model = findModel(this.state.model);
    return html`<div class="stack">
      <section class="card stack" aria-label="Model">
        <div class="fields">
          <model-select .models=${info.models} .value=${this.state.model} @model-change=${(event: CustomEvent<string>) => store.set({ model: event.detail })}></model-select>
        </div>
        ${model
          ? html`<dl class="facts">
              <div><dt>Provider</dt><dd>${model.provider}</dd></div>
              <div><dt>Context window</dt><dd class="number">${model.contextWindow ? formatCount(model.contextWindow) : "–"}</dd></div>
              <div><dt>Longest answer</dt><dd class="number">${model.maxOutputTokens ? formatCount(model.maxOutputTokens) : "–"}</dd></div>
              <div><dt>Reads</dt><dd>${model.input.join(", ") || "–"}</dd></div>
              <div><dt>Writes</dt><dd>${model.output.join(", ") || "–"}</dd></div>
              <div><dt>Released</dt><dd>${model.released ?? "–"}</dd></div>
              <div><dt>Retires</dt><dd>${model.retires ?? "–"}</dd></div>
              <div><dt>Also called</dt><dd>${model.aliases.join(", ") || "–"}</dd></div>
            </dl>`
          : nothing}
        ${this.#problem ? html`<p class="notice bad" role="alert">${this.#problem}</p>` : nothing}
      </section>
      ${this.#chart()} ${[...this.#sheets].reverse().map((sheet) => this.#sheet(sheet))}
      <section class="card stack" aria-label="The whole catalog">
        <h2>The whole catalog</h2>
        <p class="soft">${formatCount(info.models.length)} models, checked up to ${info.checked}.</p>
        <div class="row">
          <button class="button" @click=${this.#download}>Save catalog.json</button>
        </div>
      </section>
      ${this.#own()}
    </div>`;
  }

  #chart(): TemplateResult | typeof nothing {
    const standard = this.#sheets.filter((sheet) => sheet.tier === "standard");
    const days = standard.map((sheet) => sheet.from ?? "");
    if (new Set(days).size < 2) return nothing;
    const series = ["input", "output"].flatMap((component) => {
      const values = standard.map((sheet) => Number(sheet.rates.find((rate) => rate.component === component && !rate.when)?.usd ?? NaN));
      return values.every(Number.isFinite) ? [{ name: componentName(component), values }] : [];
    });
    if (!series.length) return nothing;
    return html`<section class="card stack" aria-label="Price over time">
      <h2>Price over time, US dollars per 1M tokens</h2>
      ${lineChart({ title: `Prices of ${this.state.model}`, labels: days.map((day) => day || "launch"), series, steps: true })}
    </section>`;
  }

  #sheet(sheet: PriceSheet): TemplateResult {
    const current = sheet.to === null || sheet.to > info.checked;
    return html`<section class="card stack" aria-label="${sheet.tier} prices from ${sheet.from ?? "the start"}">
      <div class="row spread">
        <h2>${componentName(sheet.tier)}${current ? "" : ", until " + sheet.to}</h2>
        <p class="small soft">from ${sheet.from ?? "launch"} · checked ${sheet.checked} · ${sourceLink(sheet.source)}</p>
      </div>
      <div class="scroll" role="region" aria-label="Rates, ${sheet.tier}, from ${sheet.from ?? "launch"}" tabindex="0">
        <table>
          <thead><tr><th scope="col">For</th><th scope="col" class="end">Rate</th><th scope="col">When</th><th scope="col">Certainty</th></tr></thead>
          <tbody>
            ${sheet.rates.map(
              (rate) => html`<tr>
                <th scope="row">${componentName(rate.component)}</th>
                <td class="end number">${formatRate(rate.usd, rate.unit)}</td>
                <td>${condition(rate)}</td>
                <td>${rate.confidence ?? "confirmed"}</td>
              </tr>`,
            )}
          </tbody>
        </table>
      </div>
    </section>`;
  }

  #own(): TemplateResult {
    return html`<section class="card stack" aria-label="Own prices">
      <h2>Own prices and discounts</h2>
      <p class="soft">As JSON, in the shape that <code>catalog.extend</code> takes. They are kept in this browser and used in every view.</p>
      <div class="field">
        <label for="overrides">Overrides</label>
        <textarea id="overrides" class="mono" rows="5" spellcheck="false" .value=${keptOverrides() ?? '{ "discounts": [{ "provider": "openai", "percent": 10 }] }'}></textarea>
      </div>
      <div class="row">
        <button class="button primary" @click=${this.#use}>Use them</button>
        <button class="button" @click=${this.#drop}>Use list prices</button>
      </div>
      <p class="problem" role="alert">${this.#overridesProblem || nothing}</p>
      <p class="small" role="status">${this.#overridesSaid}</p>
    </section>`;
  }

  async #use(): Promise<void> {
    const json = this.querySelector<HTMLTextAreaElement>("#overrides")!.value;
    await this.#override(json);
  }

  async #drop(): Promise<void> {
    await this.#override(null);
  }

  async #override(json: string | null): Promise<void> {
    try {
      const models = await engine.override(json === null ? null : (JSON.parse(json) as CatalogOverrides));
      keepOverrides(json);
      setInfo({ ...info, models });
      this.#overridesProblem = "";
      this.#overridesSaid = json === null ? "List prices are in force." : "Your prices are in force.";
      this.#ask(this.state.model);
    } catch (error) {
      this.#overridesSaid = "";
      this.#overridesProblem = `${error instanceof Error ? error.message : String(error)} Nothing was changed.`;
    }
    this.requestUpdate();
  }

  async #download(): Promise<void> {
    download("catalog.json", "application/json", JSON.stringify(await engine.catalogJson(), null, 2));
  }

  #show(sheets: readonly PriceSheet[], problem: string): void {
    this.#sheets = sheets;
    this.#problem = problem;
    this.requestUpdate();
  }
}

function condition(rate: Rate): string {
  if (!rate.when) return "always";
  return Object.entries(rate.when).map(([name, value]) => (name === "above" ? `above ${formatCount(Number(value))} input tokens` : `${name} ${value}`)).join(", ");
}

customElements.define("catalog-view", CatalogView);
