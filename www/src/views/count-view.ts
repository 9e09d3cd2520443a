import { html, nothing, type TemplateResult } from "lit";
import type { Money, Projection, Quote, Scenario } from "tokenfare";
import "../components/model-select.js";
import "../components/number-field.js";
import "../components/token-editor.js";
import { PageElement } from "../components/page-element.js";
import type { TokenSpans } from "../engine/calls.js";
import { findModel, info, readsText } from "../engine/catalog-info.js";
import { engine } from "../engine/client.js";
import { latest } from "../engine/latest.js";
import { exactMoney, formatMoney } from "../format/money.js";
import { formatCount, plural } from "../format/numbers.js";
import { store, type PageState } from "../state/page-state.js";

/** The month of back-of-envelope figures. */
const monthLength = 30;

interface Answer { spans: TokenSpans & { text: string }; quote: Quote; projection: Projection }

/** Text → tokens → money → month, in one glance. */
export class CountView extends PageElement {
  #answer: Answer | null = null;
  #problem = "";
  #waiting = true;

  readonly #ask = latest(
    work,
    (answer, state) => {
      this.#answer = answer;
      this.#problem = "";
      this.#waiting = state !== this.state;
      this.requestUpdate();
    },
    (error) => {
      this.#problem = error.message;
      this.#waiting = false;
      this.requestUpdate();
    },
  );

  override connectedCallback(): void {
    super.connectedCallback();
    this.#ask(this.state);
  }

  protected override stateChanged(state: PageState): void {
    this.#waiting = true;
    this.#ask(state);
  }

  protected override render(): TemplateResult {
    const { state } = this;
    return html`<div class="count-view">
      <section class="stack" aria-label="Text">
        <token-editor
          .value=${state.text}
          .spans=${this.#answer?.spans ?? null}
          @text-change=${(event: CustomEvent<string>) => store.set({ text: event.detail })}
        ></token-editor>
        <p class="soft small" id="text-privacy">
          Your text stays on this device: the page has no connection to send it through.
        </p>
      </section>
      <section class="stack card fare" aria-label="Cost">
        <model-select
          .models=${info.models.filter(readsText)}
          .value=${state.model}
          @model-change=${(event: CustomEvent<string>) => store.set({ model: event.detail })}
        ></model-select>
        ${this.#problem ? html`<p class="notice bad" role="alert">${this.#problem}</p>` : nothing}
        ${this.#figures()}
      </section>
    </div>`;
  }

  #figures(): TemplateResult {
    const { state } = this;
    const answer = this.#answer;
    const tokens = answer?.spans.tokens.length ?? 0;
    const encoding = findModel(state.model)?.encoding;
    const line = (component: string): Money | undefined => answer?.quote.lines.find((each) => each.component === component)?.amount;
    return html`
      <div class="headline" aria-busy=${this.#waiting ? "true" : "false"}>
        <output id="token-count" class="figure number">${formatCount(tokens)}</output>
        <span class="soft">${tokens === 1 ? "token" : "tokens"}</span>
        <p class="soft small">
          ${plural(state.text.length, "character")} in ${encoding?.encoding ?? "…"}
          ${encoding ? badge(encoding.exact) : nothing}
        </p>
      </div>
      <dl class="fares">
        ${fare("This text as input", "input-cost", line("input"))}
        <div class="wide">
          <number-field
            .label=${"Tokens in the answer"}
            .value=${state.answerTokens}
            .whole=${true}
            @number-change=${(event: CustomEvent<number>) => store.set({ answerTokens: event.detail })}
          ></number-field>
        </div>
        ${fare("The answer as output", "output-cost", line("output"))}
        ${fare("One request", "request-cost", answer?.quote.total, true)}
        <div class="wide">
          <number-field
            .label=${"Requests per day"}
            .value=${state.requestsPerDay}
            @number-change=${(event: CustomEvent<number>) => store.set({ requestsPerDay: event.detail })}
          ></number-field>
        </div>
        ${fare(`A month of ${monthLength} days`, "month-cost", answer?.projection.total, true)}
      </dl>
      <p class="soft small">Prices checked on ${info.checked || "…"}.</p>
      <p class="visually-hidden" role="status">${answer && !this.#waiting ? `${plural(tokens, "token")}, ${formatMoney(answer.quote.total)} a request` : ""}</p>
    `;
  }
}

const badge = (exact: boolean): TemplateResult =>
  exact ? html`<span class="badge exact">exact</span>` : html`<span class="badge estimated">estimated</span>`;

function fare(label: string, id: string, amount: Money | undefined, strong = false): TemplateResult {
  return html`<div class=${strong ? "fare-row strong" : "fare-row"}>
    <dt>${label}</dt>
    <dd id=${id} class="number" data-exact=${amount?.exact ?? ""} title=${amount ? exactMoney(amount) : ""}>${amount ? formatMoney(amount) : "–"}</dd>
  </div>`;
}

/** Everything the view shows, for one state. */
async function work(state: PageState): Promise<Answer> {
  const encoding = findModel(state.model)?.encoding.encoding;
  if (!encoding) throw new Error("Choose a model first.");
  const { text, model, tier } = state;
  const spans = await engine.spans(text, encoding, { allowedSpecial: state.specialTokens ? "all" : [] });
  const request = { inputTokens: spans.tokens.length, outputTokens: state.answerTokens };
  const scenario: Scenario = {
    version: 1,
    months: 1,
    monthLength,
    workloads: [{ name: "requests", model, tier, requests: { perDay: state.requestsPerDay }, request }],
  };
  const [quote, projection] = await Promise.all([engine.quote({ model, tier, quantities: request }), engine.project(scenario)]);
  return { spans: { ...spans, text }, quote, projection };
}

customElements.define("count-view", CountView);
