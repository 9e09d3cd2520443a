import { html, nothing, type TemplateResult } from "lit";
import type { Money, Quantities, Quote, Tier } from "tokenfare";
import "../components/model-select.js";
import "../components/number-field.js";
import { contextGauge } from "../components/context-gauge.js";
import { money, quoteLines } from "../components/money-figure.js";
import { PageElement } from "../components/page-element.js";
import { findModel, info } from "../engine/catalog-info.js";
import { engine } from "../engine/client.js";
import { latest } from "../engine/latest.js";
import { exactMoney } from "../format/money.js";
import { formatCount } from "../format/numbers.js";
import { store, type PageState } from "../state/page-state.js";
import { groups, imageSizes } from "./quantity-fields.js";
import { monthCost, monthLength } from "./workload.js";

interface Answer { quote: Quote; month: { total: Money | null; problem: string } }

/** One request in all its parts, priced to the last digit. */
export class PriceView extends PageElement {
  #answer: Answer | null = null;
  #problem = "";

  readonly #ask = latest(
    async (state: PageState): Promise<Answer> => {
      const { model, tier, request } = state;
      const [quote, month] = await Promise.all([
        engine.quote({ model, tier, quantities: request, ...(state.on && { on: state.on }) }),
        monthCost(model, tier, request, state),
      ]);
      return { quote, month };
    },
    (answer) => this.#show(answer, ""),
    (error) => this.#show(null, error.message),
  );

  override connectedCallback(): void {
    super.connectedCallback();
    this.#ask(this.state);
  }

  protected override stateChanged(state: PageState): void {
    this.#ask(state);
  }

  protected override render(): TemplateResult {
    const { state } = this;
    const model = findModel(state.model);
    return html`<div class="two-columns">
      <section class="stack" aria-label="The request">
        <div class="card stack">
          <div class="fields">
            <model-select .models=${info.models} .value=${state.model} @model-change=${(event: CustomEvent<string>) => store.set({ model: event.detail, tier: "standard" })}></model-select>
            <div class="field">
              <label for="tier">Tier</label>
              <select id="tier" .value=${state.tier} @change=${(event: Event) => store.set({ tier: (event.target as HTMLSelectElement).value as Tier })}>
                ${(model?.tiers ?? ["standard"]).map((tier) => html`<option value=${tier} ?selected=${tier === state.tier}>${tier}</option>`)}
              </select>
            </div>
            <div class="field">
              <label for="on">Prices of the day</label>
              <input id="on" type="date" .value=${state.on || info.checked} @change=${(event: Event) => store.set({ on: (event.target as HTMLInputElement).value })} />
            </div>
          </div>
        </div>
        ${groups.map(
          (group, i) => html`<details class="card" ?open=${i === 0 || group.fields.some((field) => state.request[field.name])}>
            <summary><h2>${group.title}</h2></summary>
            <div class="fields">
              ${group.fields.map(
                (field) => html`<number-field
                  .label=${field.label}
                  .hint=${field.hint}
                  .value=${(state.request[field.name] as number | undefined) ?? 0}
                  .whole=${field.whole ?? false}
                  @number-change=${(event: CustomEvent<number>) => change({ [field.name]: event.detail })}
                ></number-field>`,
              )}
              ${group.images ? this.#images() : nothing}
            </div>
          </details>`,
        )}
      </section>
      <section class="stack card fare" aria-label="The price">
        ${this.#problem ? html`<p class="notice bad" role="alert">${this.#problem}</p>` : nothing} ${this.#price()}
        ${contextGauge((state.request.inputTokens ?? 0) + (state.request.outputTokens ?? 0), model?.contextWindow)}
      </section>
    </div>`;
  }

  #images(): TemplateResult {
    const asked = this.state.request.generatedImages?.[0];
    return html`<div class="field">
        <label for="image-size">Images to generate, size</label>
        <select id="image-size" @change=${(event: Event) => images({ size: (event.target as HTMLSelectElement).value })}>
          ${imageSizes.map((size) => html`<option ?selected=${size === asked?.size}>${size}</option>`)}
        </select>
      </div>
      <div class="field">
        <label for="image-quality">Quality</label>
        <select id="image-quality" @change=${(event: Event) => images({ quality: (event.target as HTMLSelectElement).value })}>
          ${["standard", "hd", "low", "medium", "high"].map((quality) => html`<option ?selected=${quality === asked?.quality}>${quality}</option>`)}
        </select>
      </div>
      <number-field .label=${"Images to generate, how many"} .value=${asked?.count ?? 0} .whole=${true} @number-change=${(event: CustomEvent<number>) => images({ count: event.detail })}></number-field>`;
  }

  #price(): TemplateResult | typeof nothing {
    const answer = this.#answer;
    if (!answer) return nothing;
    const { quote, month } = answer;
    return html`<div class="headline">
        <span class="label">One request</span>
        <p><output id="price-total" class="figure number" data-exact=${quote.total.exact} title=${exactMoney(quote.total)}>${money(quote.total)}</output></p>
        <p class="small soft">${quote.model}, ${quote.tier}, prices of ${quote.on} <span class="badge ${quote.exact ? "exact" : "estimated"}">${quote.exact ? "exact" : "estimated"}</span></p>
      </div>
      ${quoteLines(quote)}
      <number-field .label=${"Requests per day"} .value=${this.state.requestsPerDay} @number-change=${(event: CustomEvent<number>) => store.set({ requestsPerDay: event.detail })}></number-field>
      <dl class="fares">
        <div class="fare-row strong"><dt>A month of ${monthLength} days</dt><dd class="number" id="price-month" data-exact=${month.total?.exact ?? ""} title=${month.total ? exactMoney(month.total) : month.problem}>${month.total ? money(month.total) : "–"}</dd></div>
        <div class="fare-row"><dt>Requests in it</dt><dd class="number">${formatCount(this.state.requestsPerDay * monthLength)}</dd></div>
      </dl>`;
  }

  #show(answer: Answer | null, problem: string): void {
    this.#answer = answer ?? this.#answer;
    if (problem) this.#answer = null;
    this.#problem = problem;
    this.requestUpdate();
  }
}

/** Zero is left out: a request that uses none of something does not mention it. */
function change(part: Quantities): void {
  const request = Object.fromEntries(Object.entries({ ...store.state.request, ...part }).filter(([name, value]) => value !== 0 || name === "inputTokens" || name === "outputTokens"));
  store.set({ request: request as Quantities });
}

function images(part: { size?: string; quality?: string; count?: number }): void {
  const asked = { size: imageSizes[0]!, quality: "standard", count: 1, ...store.state.request.generatedImages?.[0], ...part };
  const { generatedImages: _, ...rest } = store.state.request;
  store.set({ request: asked.count ? { ...rest, generatedImages: [asked] } : rest });
}

customElements.define("price-view", PriceView);
