import { html, nothing, type TemplateResult } from "lit";
import type { Model, Money } from "tokenfare";
import { contextGauge } from "../../components/context-gauge.js";
import { badge, modelName } from "../../components/model-name.js";
import "../../components/model-select.js";
import { money, totalBar } from "../../components/money-figure.js";
import "../../components/number-field.js";
import { PageElement } from "../../components/page-element.js";
import { quoteLines } from "../../components/quote-lines.js";
import { findModel, textModels } from "../../engine/catalog-info.js";
import { latest } from "../../engine/latest.js";
import { exactMoney } from "../../format/money.js";
import { formatCount, plural } from "../../format/numbers.js";
import { monthLength } from "../../state/month-cost.js";
import { type PageState, store } from "../../state/page-state.js";
import { countAndPrice, type CountAnswer, type Counted } from "./count-answer.js";
import "./text/token-editor.js";
import "./text/token-list.js";

/** The state to count, and whether the count becomes the input tokens of the request. */
interface Question {
  state: PageState;
  write: boolean;
}

const sample = `A token is a piece of text: often a word, sometimes a part of one, like “un·believ·ably”.
Numbers (3.14159), code (for (let i = 0; i < 10; i++)) and other languages are cut differently:
Guten Morgen, Straßenbahnhaltestelle! 你好，世界。 Доброе утро. 🙂👩‍👩‍👧
`;

/** The panels below the text. They load after the first count, which must not wait for them. */
export async function loadCountPanels(): Promise<void> {
  await Promise.all([
    import("./chat/count-chat.js"),
    import("./count-cut.js"),
    import("./files/count-files.js"),
  ]);
}

/** The text, its tokens, their price and the cost of a month. */
export class CountView extends PageElement {
  #counted: Counted | null = null;
  #answer: CountAnswer | null = null;
  #problem = "";
  #waiting = true;
  #current = -1;
  #offered: { key: string; of: readonly Model[]; models: readonly Model[] } = {
    key: "",
    of: [],
    models: [],
  };

  readonly #ask = latest(
    ({ state }: Question) => countAndPrice(state, (first) => this.#show(first)),
    (answer, { state, write }) => {
      this.#answer = answer;
      this.#problem = "";
      document.documentElement.dataset["counted"] = "yes";
      loadCountPanels().catch((error: Error) => this.#fail(error));
      this.#waiting = state.text !== this.state.text;
      if (
        write &&
        this.isConnected &&
        state.text &&
        this.state.request.inputTokens !== answer.tokens
      ) {
        store.set({ request: { ...this.state.request, inputTokens: answer.tokens } });
      }
      this.requestUpdate();
    },
    (error) => this.#fail(error),
  );

  override connectedCallback(): void {
    super.connectedCallback();
    // A request from a link or a file keeps its tokens until the text is edited.
    this.#ask({ state: this.state, write: !this.state.request.inputTokens });
  }

  protected override stateChanged(state: PageState, before: PageState): void {
    const parts = [
      "text",
      "model",
      "also",
      "tier",
      "on",
      "specialTokens",
      "requestsPerDay",
    ] as const;
    if (
      parts.every((part) => state[part] === before[part]) &&
      state.request.outputTokens === before.request.outputTokens
    )
      return;
    this.#waiting = true;
    this.#ask({ state, write: true });
  }

  protected override render(): TemplateResult {
    const { state } = this;
    const spans = this.#counted?.spans ?? null;
    return html`<div class="two-columns text-first">
      <div class="stack">
        <section class="stack tight" aria-label="Text">
          <token-editor
            .value=${state.text}
            .spans=${spans}
            .current=${this.#current}
            @text-change=${(event: CustomEvent<string>) => store.set({ text: event.detail })}
          ></token-editor>
          <div class="row spread">
            <p class="soft small" id="text-privacy">Your text stays on this device.</p>
            <label class="check special"
              ><input
                type="checkbox"
                .checked=${state.specialTokens}
                @change=${(event: Event) =>
                  store.set({ specialTokens: (event.target as HTMLInputElement).checked })}
              />
              Read special tokens as themselves</label
            >
            ${
              state.text
                ? html`<button class="button quiet" @click=${() => this.#put("")}>Clear</button>`
                : html`<button class="button quiet" @click=${() => this.#put(sample)}>
                    Try an example
                  </button>`
            }
          </div>
        </section>
        <count-files></count-files>
        <token-list
          class="card stack"
          .spans=${spans}
          @token-change=${(event: CustomEvent<number>) => {
            this.#current = event.detail;
            this.requestUpdate();
          }}
        ></token-list>
        ${this.#others()}
        <count-cut></count-cut>
        <count-chat></count-chat>
      </div>
      <div class="side">
        <section class="stack card fare" aria-label="Cost">
          <model-select
            .models=${textModels}
            .value=${state.model}
            @model-change=${(event: CustomEvent<string>) => store.set({ model: event.detail })}
          ></model-select>
          ${this.#problem ? html`<p class="notice bad" role="alert">${this.#problem}</p>` : nothing}
          ${this.#figures()}
        </section>
      </div>
      ${
        this.#answer
          ? totalBar([
              [
                this.#counted?.tokens === 1 ? "token" : "tokens",
                formatCount(this.#counted?.tokens ?? 0),
              ],
              [state.text ? "One request" : "The answer alone", money(this.#answer.quote.total)],
              [
                `${monthLength} days`,
                this.#answer.month.total ? money(this.#answer.month.total) : "–",
              ],
            ])
          : nothing
      }
    </div>`;
  }

  #show(first: Counted): void {
    this.#counted = first;
    this.requestUpdate();
  }

  #fail(error: Error): void {
    this.#problem = error.message;
    this.#waiting = false;
    this.requestUpdate();
  }

  #put(text: string): void {
    store.set({ text });
    this.querySelector<HTMLElement>("#text")?.focus();
  }

  #figures(): TemplateResult {
    const { state } = this;
    const answer = this.#answer;
    const model = findModel(state.model);
    const tokens = this.#counted?.tokens ?? 0;
    const writesText = model?.output.includes("text") ?? true;
    const line = (component: string): Money | undefined =>
      answer?.quote.lines.find((each) => each.component === component)?.amount;
    const answerTokens = plural(state.request.outputTokens ?? 0, "token");
    return html`
      <div class="headline" aria-busy=${this.#waiting ? "true" : "false"}>
        <output id="token-count" class="figure number">${formatCount(tokens)}</output>
        <span class="soft">${tokens === 1 ? "token" : "tokens"}</span>
        <p class="soft small">
          ${plural(state.text.length, "character")} in ${model?.encoding.encoding ?? "…"}
          ${model ? badge(model.encoding) : nothing}
        </p>
      </div>
      ${contextGauge(
        tokens + (writesText ? (state.request.outputTokens ?? 0) : 0),
        model?.contextWindow,
      )}
      <dl class="fares">${fare("This text as input", "input-cost", line("input"))}</dl>
      ${
        writesText
          ? html`<number-field
                .label=${"Tokens in the answer"}
                .hint=${"Your guess: a model's answer is billed too."}
                .value=${state.request.outputTokens ?? 0}
                .whole=${true}
                @number-change=${(event: CustomEvent<number>) =>
                  store.set({ request: { ...store.state.request, outputTokens: event.detail } })}
              ></number-field>
              <dl class="fares">${fare("The answer as output", "output-cost", line("output"))}</dl>`
          : nothing
      }
      <dl class="fares">${fare("One request", "request-cost", answer?.quote.total, true)}</dl>
      ${
        state.text
          ? nothing
          : html`<p class="small soft" id="no-text">
              ${
                writesText
                  ? `No text yet: this is the price of the ${answerTokens} of the answer alone.`
                  : "No text yet: type or paste one to see its price."
              }
            </p>`
      }
      <number-field
        .label=${"Requests per day"}
        .value=${state.requestsPerDay}
        @number-change=${(event: CustomEvent<number>) =>
          store.set({ requestsPerDay: event.detail })}
      ></number-field>
      <dl class="fares">
        ${fare(
          `A month of ${monthLength} days`,
          "month-cost",
          answer?.month.total ?? undefined,
          true,
        )}
      </dl>
      ${
        answer?.month.problem
          ? html`<p class="problem" role="alert">${answer.month.problem}</p>`
          : nothing
      }
      ${
        answer
          ? html`<details>
              <summary>Where these figures come from</summary>
              ${quoteLines(answer.quote)}
            </details>`
          : nothing
      }
      <p class="visually-hidden" role="status">
        ${
          answer && !this.#waiting
            ? `${plural(tokens, "token")}, ${money(answer.quote.total)} a request`
            : ""
        }
      </p>
    `;
  }

  /** Cached: a new list would render its hundreds of options again. */
  #candidates(): readonly Model[] {
    const { model, also } = this.state;
    const key = [model, ...also].join();
    if (this.#offered.key !== key || this.#offered.of !== textModels) {
      this.#offered = {
        key,
        of: textModels,
        models: textModels.filter((each) => each.id !== model && !also.includes(each.id)),
      };
    }
    return this.#offered.models;
  }

  #others(): TemplateResult {
    const { state } = this;
    const rows = this.#answer?.also ?? [];
    const candidates = this.#candidates();
    return html`<section class="stack card" aria-label="The same text for other models">
      <h2>The same text for other models</h2>
      ${
        rows.length
          ? html`<div class="scroll" role="region" aria-label="Counts of other models" tabindex="0">
              <table class="cards">
                <thead>
                  <tr>
                    <th scope="col">Model</th>
                    <th scope="col" class="end">Tokens</th>
                    <th scope="col">Encoding</th>
                    <th scope="col" class="end">One request</th>
                    <th scope="col"><span class="visually-hidden">Remove</span></th>
                  </tr>
                </thead>
                <tbody>
                  ${rows.map(
                    (row) =>
                      html`<tr>
                        <th scope="row">${modelName(row.model)}</th>
                        <td class="end number" data-label="Tokens">${formatCount(row.tokens)}</td>
                        <td data-label="Encoding">
                          <span>${row.encoding.encoding} ${badge(row.encoding)}</span>
                        </td>
                        <td
                          class="end number"
                          data-label="One request"
                          title=${row.total ? exactMoney(row.total) : row.note}
                        >
                          ${row.total ? money(row.total) : "no price"}
                        </td>
                        <td class="end">
                          <button
                            class="button quiet"
                            aria-label="Remove ${row.model}"
                            @click=${() =>
                              store.set({ also: state.also.filter((id) => id !== row.model) })}
                          >
                            Remove
                          </button>
                        </td>
                      </tr>`,
                  )}
                </tbody>
              </table>
            </div>`
          : nothing
      }
      <model-select
        .label=${"Add a model"}
        .models=${candidates}
        .value=${""}
        .placeholder=${"Choose…"}
        @model-change=${(event: CustomEvent<string>) =>
          event.detail && store.set({ also: [...state.also, event.detail] })}
      ></model-select>
    </section>`;
  }
}

function fare(
  label: string,
  id: string,
  amount: Money | undefined,
  strong = false,
): TemplateResult {
  return html`<div class=${strong ? "fare-row strong" : "fare-row"}>
    <dt>${label}</dt>
    <dd
      id=${id}
      class="number"
      data-exact=${amount?.exact ?? ""}
      title=${amount ? exactMoney(amount) : ""}
    >
      ${amount ? money(amount) : "–"}
    </dd>
  </div>`;
}

customElements.define("count-view", CountView);
