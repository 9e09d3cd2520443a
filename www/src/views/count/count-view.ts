import { html, nothing, type TemplateResult } from "lit";
import type { Model, Money, Quantities } from "tokenfare";
import { contextGauge } from "../../components/context-gauge.js";
import { badge } from "../../components/model-name.js";
import "../../components/model-select.js";
import { headline, money, totalBar } from "../../components/money-figure.js";
import "../../components/number-field.js";
import { PageElement } from "../../components/page-element.js";
import { quoteLines } from "../../components/quote-lines.js";
import { tokensInWindow } from "../../components/tokens-in-window.js";
import { volumeField } from "../../components/volume-field.js";
import { findModel, textModels } from "../../engine/catalog-info.js";
import { latest } from "../../engine/latest.js";
import { droppedFiles } from "../../files/dropped-files.js";
import { exactMoney } from "../../format/money.js";
import { formatCount, plural } from "../../format/numbers.js";
import { shortSpan, spanName } from "../../state/month-cost.js";
import { type PageState, store } from "../../state/page-state.js";
import { type Beside, countAndPrice, type CountAnswer, type Counted } from "./count-answer.js";
import { otherModels } from "./other-models.js";
import { banner } from "./recognise/banner.js";
import { taskCards } from "./task-cards.js";
import "./text/token-editor.js";
import "./text/token-list.js";

/** The state to count, and whether the count becomes the input tokens of the request. */
interface Question {
  state: PageState;
  beside: Beside;
  write: boolean;
}

/** The quantities that this view counts; it leaves the others as they are. */
const counted = ["inputTokens", "images", "audioInputSeconds", "videoSeconds"] as const;

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

  /** The cards stay until the reader comes back, so that nothing moves while they type. */
  #withCards = false;
  #reading: Beside["reading"] = "request";
  /** Whether files have been counted, which may then have to be taken back. */
  #hadFiles = false;

  readonly #ask = latest(
    ({ state, beside }: Question) => countAndPrice(state, beside, (first) => this.#show(first)),
    (answer, { state, write }) => {
      this.#answer = answer;
      this.#problem = "";
      document.documentElement.dataset["counted"] = "yes";
      loadCountPanels().catch((error: Error) => this.#fail(error));
      this.#waiting = state.text !== this.state.text;
      if (write && this.isConnected) this.#write(answer.quantities, state);
      this.#followNamedModel(answer, state);
      this.requestUpdate();
    },
    (error) => this.#fail(error),
  );

  override connectedCallback(): void {
    super.connectedCallback();
    this.#withCards = !this.state.text && droppedFiles.files.length === 0;
    droppedFiles.addEventListener("change", this.#filesChanged);
    // A request from a link or a file keeps its tokens until the text is edited.
    this.#count(this.state, !this.state.request.inputTokens);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    droppedFiles.removeEventListener("change", this.#filesChanged);
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
      "per",
    ] as const;
    if (
      parts.every((part) => state[part] === before[part]) &&
      state.request.outputTokens === before.request.outputTokens
    )
      return;
    if (state.text !== before.text && !state.text) this.#reading = "request";
    this.#waiting = true;
    this.#count(state, true);
  }

  #count(state: PageState, write: boolean): void {
    const files = droppedFiles.quantities;
    this.#ask({ state, beside: { reading: this.#reading, files }, write });
  }

  readonly #filesChanged = (): void => {
    const has = Object.keys(droppedFiles.quantities).length > 0;
    if (has || this.#hadFiles) this.#count(this.state, true);
    this.#hadFiles = has;
    this.requestUpdate();
  };

  /** The count becomes the request of the other views, once there is a text or a file. */
  #write(found: Quantities, { text }: PageState): void {
    if (!text && !this.#hadFiles && !this.state.request.images) return;
    const { request } = this.state;
    const next: Record<string, unknown> = { ...request };
    for (const name of counted) {
      // Without files, images and sound may be the reader's own, from the view of one request.
      if (name !== "inputTokens" && !this.#hadFiles) continue;
      if (found[name] === undefined) delete next[name];
      else next[name] = found[name];
    }
    if (!text && !this.#hadFiles) return;
    if (JSON.stringify(next) !== JSON.stringify(request))
      store.set({ request: next as Quantities });
  }

  /** A request body names its model: the page follows it once, when it is pasted. */
  #followed = "";
  #followNamedModel({ recognised }: CountAnswer, { text, model }: PageState): void {
    if (recognised?.kind !== "request" || this.#followed === text) return;
    this.#followed = text;
    const named = recognised.named ? findModel(recognised.named) : undefined;
    if (named && named.id !== model && textModels.includes(named))
      store.set({ model: named.id, tier: "standard" });
  }

  #read(reading: Beside["reading"]): void {
    this.#reading = reading;
    this.#count(this.state, true);
    this.requestUpdate();
  }

  protected override render(): TemplateResult {
    const { state } = this;
    const spans = this.#counted?.spans ?? null;
    const found = this.#counted?.recognised;
    return html`${
        this.#withCards
          ? html`<p class="lead">
                Exact tokens and prices for any language model, worked out on your device.
              </p>
              ${taskCards(() => this.#put(sample))}`
          : nothing
      }
      <div class="two-columns text-first">
        <div class="stack">
          <section class="stack tight" aria-label="Text">
            <token-editor
              .value=${state.text}
              .spans=${spans}
              .current=${this.#current}
              @text-change=${(event: CustomEvent<string>) => store.set({ text: event.detail })}
            ></token-editor>
            <div class="row spread">
              <p class="soft small" id="text-privacy">
                ${
                  state.text
                    ? `${plural(state.text.length, "character")}. Nothing leaves your device.`
                    : "Your text stays on this device."
                }
              </p>
              <label class="check special"
                ><input
                  type="checkbox"
                  .checked=${state.specialTokens}
                  @change=${(event: Event) =>
                    store.set({ specialTokens: (event.target as HTMLInputElement).checked })}
                />
                Treat &lt;|…|&gt; marks as special tokens</label
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
          ${
            found
              ? banner(found, this.#reading, this.#counted?.plain ?? null, (as) => this.#read(as))
              : nothing
          }
          <count-files></count-files>
          ${otherModels(state, this.#answer)}
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
        </div>
        <div class="side">
          <section class="stack card fare" aria-label="Cost">
            <model-select
              .models=${textModels}
              .value=${state.model}
              @model-change=${(event: CustomEvent<string>) =>
                store.set({ model: event.detail, tier: "standard" })}
            ></model-select>
            ${
              this.#problem
                ? html`<p class="notice bad" role="alert">${this.#problem}</p>`
                : nothing
            }
            ${this.#figures()}
          </section>
        </div>
        ${this.#bar()}
      </div>`;
  }

  /** Whether there is anything whose price may be shown. */
  get #isEmpty(): boolean {
    return !this.state.text && Object.keys(droppedFiles.quantities).length === 0;
  }

  /** The tokens of the text and the files, and those that pictures and sound become. */
  get #tokens(): number {
    if (this.#isEmpty) return 0;
    const text = (this.#counted?.tokens ?? 0) + (droppedFiles.quantities.inputTokens ?? 0);
    const answer = this.#answer;
    if (!answer || !this.#hadFiles) return text;
    const { quote, quantities } = answer;
    return Math.max(text, tokensInWindow(quote, quantities) - (quantities.outputTokens ?? 0));
  }

  #bar(): TemplateResult | typeof nothing {
    const answer = this.#answer;
    if (!answer || this.#isEmpty) return nothing;
    const tokens = this.#tokens;
    return totalBar(
      [
        [tokens === 1 ? "token" : "tokens", formatCount(tokens)],
        ["One request", money(answer.quote.total)],
        [shortSpan(this.state), answer.month.total ? money(answer.month.total) : "–"],
      ],
      () => this.querySelector(".fare")?.scrollIntoView({ block: "start" }),
    );
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

  /** How sure the count is: that of a request may be less so than that of its text. */
  #certainty(model: Model): TemplateResult {
    const found = this.#counted?.recognised;
    if (found?.kind !== "request" || this.#reading === "text" || found.count.exact)
      return badge(model.encoding);
    const { low, high } = found.count;
    return html`<span class="badge estimated"
      >estimated, ${formatCount(low)} to ${formatCount(high)}</span
    >`;
  }

  #figures(): TemplateResult {
    const { state } = this;
    const answer = this.#answer;
    const isEmpty = this.#isEmpty;
    const model = findModel(state.model);
    const tokens = this.#tokens;
    const writesText = model?.output.includes("text") ?? true;
    const line = (component: string): Money | undefined =>
      isEmpty
        ? undefined
        : answer?.quote.lines.find((each) => each.component === component)?.amount;
    const known = isEmpty ? undefined : answer?.quote.total;
    return html`
      <div class="headline" aria-busy=${this.#waiting ? "true" : "false"}>
        <p class="label">Tokens</p>
        <p
          id="token-count"
          class="headline-figure number ${isEmpty ? "soft" : ""}"
          .textContent=${isEmpty ? "–" : formatCount(tokens)}
        ></p>
        ${
          isEmpty
            ? html`<p class="soft small" id="no-text">
                Type, paste or drop something to see its tokens and its price.
              </p>`
            : html`<p class="soft small">
                ${model?.encoding.encoding ?? "…"} ${model ? this.#certainty(model) : nothing}
              </p>`
        }
      </div>
      ${
        isEmpty || !answer
          ? nothing
          : contextGauge(tokensInWindow(answer.quote, answer.quantities), model?.contextWindow)
      }
      <dl class="fares">
        ${fare("One request", "request-cost", known, true)}
        ${
          known
            ? html`<div class="fare-row">
                <dt>1,000 requests</dt>
                <dd class="number">${headline(known.usd * 1000)}</dd>
              </div>`
            : nothing
        }
        ${fare("Input: this text", "input-cost", line("input"))}
        ${writesText ? fare("Output: the answer", "output-cost", line("output")) : nothing}
      </dl>
      ${
        writesText
          ? html`<number-field
              .label=${"Tokens in the answer"}
              .hint=${"Your guess: answers are billed too."}
              .value=${state.request.outputTokens ?? 0}
              .whole=${true}
              @number-change=${(event: CustomEvent<number>) =>
                store.set({ request: { ...store.state.request, outputTokens: event.detail } })}
            ></number-field>`
          : nothing
      }
      ${volumeField(state)}
      <dl class="fares">
        ${fare(
          spanName(state),
          "month-cost",
          isEmpty ? undefined : (answer?.month.total ?? undefined),
          true,
        )}
      </dl>
      ${
        answer?.month.problem
          ? html`<p class="problem" role="alert">${answer.month.problem}</p>`
          : nothing
      }
      ${
        answer && !isEmpty
          ? html`<details>
              <summary>Where these figures come from</summary>
              ${quoteLines(answer.quote)}
            </details>`
          : nothing
      }
      <p class="visually-hidden" role="status">
        ${
          answer && !this.#waiting && !isEmpty
            ? `${plural(tokens, "token")}, ${money(answer.quote.total)} per request`
            : ""
        }
      </p>
    `;
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
