import { html, nothing, type TemplateResult } from "lit";
import type { Money } from "tokenfare";
import "../components/model-select.js";
import "../components/number-field.js";
import "../components/token-editor.js";
import "../components/token-list.js";
import "./count-chat.js";
import "./count-cut.js";
import "./count-files.js";
import { contextGauge } from "../components/context-gauge.js";
import { money, quoteLines } from "../components/money-figure.js";
import { PageElement } from "../components/page-element.js";
import { findModel, info, readsText } from "../engine/catalog-info.js";
import { latest } from "../engine/latest.js";
import { exactMoney } from "../format/money.js";
import { formatCount, formatPercent, plural } from "../format/numbers.js";
import { store, type PageState } from "../state/page-state.js";
import { countWork, monthLength, type CountAnswer } from "./count-work.js";

/** Text → tokens → money → month, in one glance. */
export class CountView extends PageElement {
  #answer: CountAnswer | null = null;
  #problem = "";
  #waiting = true;
  #current = -1;

  readonly #ask = latest(
    countWork,
    (answer, state) => {
      this.#answer = answer;
      this.#problem = "";
      document.documentElement.dataset["counted"] = "yes";
      this.#waiting = state.text !== this.state.text;
      if (state.text && this.state.request.inputTokens !== answer.tokens) {
        store.set({ request: { ...this.state.request, inputTokens: answer.tokens } });
      }
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

  protected override stateChanged(state: PageState, before: PageState): void {
    const inputOnly = { ...before, request: { ...before.request, inputTokens: state.request.inputTokens } };
    if (JSON.stringify({ ...state, text: "" }) === JSON.stringify({ ...inputOnly, text: "" }) && state.text === before.text) return;
    this.#waiting = true;
    this.#ask(state);
  }

  protected override render(): TemplateResult {
    const { state } = this;
    const spans = this.#answer?.spans ?? null;
    return html`<div class="count-view">
      <section class="stack text-area" aria-label="Text">
        <token-editor
          .value=${state.text}
          .spans=${spans}
          .current=${this.#current}
          @text-change=${(event: CustomEvent<string>) => store.set({ text: event.detail })}
        ></token-editor>
        <div class="row spread">
          <p class="soft small" id="text-privacy">Your text stays on this device.</p>
          <label class="check"
            ><input type="checkbox" .checked=${state.specialTokens} @change=${(event: Event) => store.set({ specialTokens: (event.target as HTMLInputElement).checked })} />
            Read special tokens as themselves</label
          >
        </div>
      </section>
      <section class="stack card fare" aria-label="Cost">
        <model-select
          .models=${info.models.filter(readsText)}
          .value=${state.model}
          @model-change=${(event: CustomEvent<string>) => store.set({ model: event.detail })}
        ></model-select>
        ${this.#problem ? html`<p class="notice bad" role="alert">${this.#problem}</p>` : nothing} ${this.#figures()}
      </section>
      <section class="stack tools-area" aria-label="Tokens and files">
        <count-files></count-files>
        <token-list
          class="card stack"
          .spans=${spans}
          @token-change=${(event: CustomEvent<number>) => {
            this.#current = event.detail;
            this.requestUpdate();
          }}
        ></token-list>
        <count-cut></count-cut>
        <count-chat></count-chat>
      </section>
      ${this.#others()}
    </div>`;
  }

  #figures(): TemplateResult {
    const { state } = this;
    const answer = this.#answer;
    const model = findModel(state.model);
    const tokens = answer?.tokens ?? 0;
    const writesText = model?.output.includes("text") ?? true;
    const line = (component: string): Money | undefined => answer?.quote.lines.find((each) => each.component === component)?.amount;
    return html`
      <div class="headline" aria-busy=${this.#waiting ? "true" : "false"}>
        <output id="token-count" class="figure number">${formatCount(tokens)}</output>
        <span class="soft">${tokens === 1 ? "token" : "tokens"}</span>
        <p class="soft small">${plural(state.text.length, "character")} in ${model?.encoding.encoding ?? "…"} ${model ? badge(model.encoding) : nothing}</p>
      </div>
      ${contextGauge(tokens + (writesText ? (state.request.outputTokens ?? 0) : 0), model?.contextWindow)}
      <dl class="fares">${fare("This text as input", "input-cost", line("input"))}</dl>
      ${writesText
        ? html`<number-field
              .label=${"Tokens in the answer"}
              .value=${state.request.outputTokens ?? 0}
              .whole=${true}
              @number-change=${(event: CustomEvent<number>) => store.set({ request: { ...store.state.request, outputTokens: event.detail } })}
            ></number-field>
            <dl class="fares">${fare("The answer as output", "output-cost", line("output"))}</dl>`
        : nothing}
      <dl class="fares">${fare("One request", "request-cost", answer?.quote.total, true)}</dl>
      <number-field
        .label=${"Requests per day"}
        .value=${state.requestsPerDay}
        @number-change=${(event: CustomEvent<number>) => store.set({ requestsPerDay: event.detail })}
      ></number-field>
      <dl class="fares">${fare(`A month of ${monthLength} days`, "month-cost", answer?.month.total ?? undefined, true)}</dl>
      ${answer?.month.problem ? html`<p class="problem" role="alert">${answer.month.problem}</p>` : nothing}
      ${answer ? html`<details><summary>Where these figures come from</summary>${quoteLines(answer.quote)}</details>` : nothing}
      <p class="visually-hidden" role="status">${answer && !this.#waiting ? `${plural(tokens, "token")}, ${money(answer.quote.total)} a request` : ""}</p>
    `;
  }

  #others(): TemplateResult {
    const { state } = this;
    const rows = this.#answer?.also ?? [];
    const candidates = info.models.filter((model) => readsText(model) && model.id !== state.model && !state.also.includes(model.id));
    return html`<section class="stack card others" aria-label="The same text for other models">
      <h2>The same text for other models</h2>
      ${rows.length
        ? html`<div class="scroll" role="region" aria-label="Counts of other models" tabindex="0"><table>
            <thead>
              <tr><th scope="col">Model</th><th scope="col" class="end">Tokens</th><th scope="col">Encoding</th><th scope="col" class="end">One request</th><th scope="col"><span class="visually-hidden">Remove</span></th></tr>
            </thead>
            <tbody>
              ${rows.map(
                (row) => html`<tr>
                  <th scope="row">${row.model}</th>
                  <td class="end number">${formatCount(row.tokens)}</td>
                  <td>${row.encoding.encoding} ${badge(row.encoding)}</td>
                  <td class="end number" title=${row.total ? exactMoney(row.total) : row.note}>${row.total ? money(row.total) : "no price"}</td>
                  <td class="end"><button class="button quiet" aria-label="Remove ${row.model}" @click=${() => store.set({ also: state.also.filter((id) => id !== row.model) })}>Remove</button></td>
                </tr>`,
              )}
            </tbody>
          </table></div>`
        : nothing}
      <model-select
        .label=${"Add a model"}
        .models=${candidates}
        .value=${""}
        .placeholder=${"Choose…"}
        @model-change=${(event: CustomEvent<string>) => event.detail && store.set({ also: [...state.also, event.detail] })}
      ></model-select>
    </section>`;
  }
}

export const badge = (encoding: { exact: boolean; errorBand: number }): TemplateResult =>
  encoding.exact
    ? html`<span class="badge exact">exact</span>`
    : html`<span class="badge estimated">estimated${encoding.errorBand ? ` ±${formatPercent(encoding.errorBand)}` : ""}</span>`;

function fare(label: string, id: string, amount: Money | undefined, strong = false): TemplateResult {
  return html`<div class=${strong ? "fare-row strong" : "fare-row"}>
    <dt>${label}</dt>
    <dd id=${id} class="number" data-exact=${amount?.exact ?? ""} title=${amount ? exactMoney(amount) : ""}>${amount ? money(amount) : "–"}</dd>
  </div>`;
}

customElements.define("count-view", CountView);
