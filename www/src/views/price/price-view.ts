import { html, nothing, type TemplateResult } from "lit";
import type { ImageOutput, Money, Quantities, Quote, Tier } from "tokenfare";
import { contextGauge } from "../../components/context-gauge.js";
import { choice, numberField } from "../../components/edit-fields.js";
import "../../components/model-select.js";
import { exportMenu } from "../../components/export-menu.js";
import { headline, money, totalBar } from "../../components/money-figure.js";
import { PageElement } from "../../components/page-element.js";
import { quoteLines } from "../../components/quote-lines.js";
import { tokensInWindow } from "../../components/tokens-in-window.js";
import { typedDay } from "../../components/typed-day.js";
import { volumeField } from "../../components/volume-field.js";
import {
  exampleNote,
  imageQualities,
  imageRows,
  imageSizes,
  quantityGroups,
  videoResolutions,
} from "../../components/request-fields.js";
import { displayName, findModel, info } from "../../engine/catalog-info.js";
import { engine } from "../../engine/client.js";
import { latest } from "../../engine/latest.js";
import { EngineError } from "../../engine/protocol.js";
import { downloadCsv } from "../../format/csv.js";
import { formatDay } from "../../format/dates.js";
import { copy, downloadJson, markdownTable } from "../../format/export.js";
import { exactMoney } from "../../format/money.js";
import { formatCount } from "../../format/numbers.js";
import { messageOf } from "../../format/words.js";
import { Edit, type Fault } from "../../state/edit.js";
import {
  monthCost,
  priceDay,
  requestsInMonth,
  shortSpan,
  spanName,
} from "../../state/month-cost.js";
import { type PageState, requestOf, store } from "../../state/page-state.js";

interface Answer {
  quote: Quote;
  month: { total: Money | null; problem: string };
}

/** One request with all its quantities, and its exact price. */
export class PriceView extends PageElement {
  #answer: Answer | null = null;
  #problem = "";
  #fault: Fault | null = null;
  #said = "";

  readonly #ask = latest(
    async (state: PageState): Promise<Answer> => {
      const { model, tier } = state;
      const request = requestOf(state);
      const [quote, month] = await Promise.all([
        engine.quote({ model, tier, quantities: request, on: priceDay(state) }),
        monthCost(model, tier, request, state),
      ]);
      return { quote, month };
    },
    (answer) => this.#show(answer, null),
    (error) => this.#show(null, error),
  );

  override connectedCallback(): void {
    super.connectedCallback();
    this.#ask(this.state);
  }

  protected override stateChanged(state: PageState): void {
    this.#said = "";
    this.#ask(state);
  }

  protected override render(): TemplateResult {
    const { state } = this;
    const model = findModel(state.model);
    const request = new Edit<Quantities>(requestOf(state), "quantities", this.#fault, setRequest);
    const { requests } = request.value;
    return html`<div class="two-columns">
      <section class="stack" aria-label="The request">
        <div class="card stack">
          <div class="fields">
            <model-select
              .models=${info.models}
              .value=${state.model}
              @model-change=${(event: CustomEvent<string>) =>
                store.set({ model: event.detail, tier: "standard" })}
            ></model-select>
            ${choice<Tier>(
              "Tier",
              state.tier,
              (model?.tiers ?? ["standard"]).map((tier) => [tier, tier] as const),
              (tier) => store.set({ tier }),
            )}
            <div class="field">
              <label for="on">Prices on</label>
              <input
                id="on"
                type="date"
                .value=${priceDay(state)}
                @change=${typedDay((on) => store.set({ on }))}
                @blur=${typedDay((on) => store.set({ on }))}
              />
            </div>
          </div>
        </div>
        ${quantityGroups.map(
          (group, i) =>
            html`<details
              class="card"
              ?open=${
                i === 0 ||
                group.fields.some((field) => request.value[field.name]) ||
                (group.images &&
                  (request.value.images?.length || request.value.generatedImages?.length))
              }
            >
              <summary><h2>${group.title}</h2></summary>
              <div class="stack">
                ${i === 0 ? exampleNote(state) : nothing}
                <div class="fields">
                  ${group.fields.map((field) =>
                    numberField(request, field.name, field.label, {
                      whole: field.whole ?? false,
                      ...(field.hint && { hint: field.hint }),
                    }),
                  )}
                  ${
                    group.video
                      ? choice(
                          "Video resolution",
                          request.value.videoResolution ?? "",
                          [
                            ["", "default"],
                            ...videoResolutions.map((each) => [each, each] as const),
                          ],
                          (resolution) => request.set({ videoResolution: resolution || undefined }),
                        )
                      : nothing
                  }
                </div>
                ${group.images ? html`${imageRows(request)} ${generated(request)}` : nothing}
              </div>
            </details>`,
        )}
      </section>
      <div class="side">
        <section class="stack card fare" aria-label="The price">
          ${this.#problem ? html`<p class="notice bad" role="alert">${this.#problem}</p>` : nothing}
          ${this.#price()} ${contextGauge(this.#used / (requests || 1), model?.contextWindow)}
        </section>
      </div>
      ${
        this.#answer
          ? totalBar([
              ["One request", money(this.#answer.quote.total)],
              [
                shortSpan(this.state),
                this.#answer.month.total ? money(this.#answer.month.total) : "–",
              ],
            ])
          : nothing
      }
    </div>`;
  }

  /** The tokens that fill the window, those of images and sound among them. */
  get #used(): number {
    const request = requestOf(this.state);
    return this.#answer
      ? tokensInWindow(this.#answer.quote, request)
      : (request.inputTokens ?? 0) + (request.outputTokens ?? 0);
  }

  #price(): TemplateResult | typeof nothing {
    const answer = this.#answer;
    if (!answer) return nothing;
    const { quote, month } = answer;
    const { requests = 1 } = this.state.request;
    return html`<div class="headline">
        <span class="label"
          >${requests > 1 ? `${formatCount(requests)} requests together` : "One request"}</span
        >
        <p>
          <output
            id="price-total"
            class="headline-figure number"
            data-exact=${quote.total.exact}
            title=${exactMoney(quote.total)}
            >${money(quote.total)}</output
          >
        </p>
        ${
          requests > 1
            ? nothing
            : html`<p>
                <strong class="number">${headline(quote.total.usd * 1000)}</strong>
                <span class="soft">per 1,000 requests</span>
              </p>`
        }
        <p class="small soft">
          ${displayName(quote.model)}, ${quote.tier} tier, prices on
          <span class="whole">${formatDay(quote.on)}</span>
          <span class="badge ${quote.exact ? "exact" : "estimated"}"
            >${quote.exact ? "exact" : "estimated"}</span
          >
        </p>
      </div>
      ${quoteLines(quote)} ${volumeField(this.state, requests > 1 ? "How many times" : "Requests")}
      <dl class="fares">
        <div class="fare-row strong">
          <dt>${spanName(this.state)}</dt>
          <dd
            class="number"
            id="price-month"
            data-exact=${month.total?.exact ?? ""}
            title=${month.total ? exactMoney(month.total) : month.problem}
          >
            ${month.total ? money(month.total) : "–"}
          </dd>
        </div>
        <div class="fare-row">
          <dt>Requests in it</dt>
          <dd class="number">${formatCount(requestsInMonth(this.state) * requests)}</dd>
        </div>
      </dl>
      ${month.problem ? html`<p class="problem" role="alert">${month.problem}</p>` : nothing}
      ${exportMenu("Export", [
        ["CSV", () => downloadCsv("tokenfare-price.csv", [lineHead, ...lineRows(quote)])],
        ["JSON", () => downloadJson("tokenfare-price.json", quote)],
        ["Copy as Markdown", () => this.#copy(markdownTable(lineHead, lineRows(quote)))],
      ])}
      <p class="small" role="status">${this.#said}</p>`;
  }

  #copy(text: string): void {
    copy(text).then(
      () => this.#say("The table is copied."),
      (error: unknown) => this.#say(messageOf(error)),
    );
  }

  #say(said: string): void {
    this.#said = said;
    this.requestUpdate();
  }

  #show(answer: Answer | null, error: Error | null): void {
    const path = error instanceof EngineError ? error.path : undefined;
    this.#answer = answer;
    this.#problem = error ? messageOf(error) : "";
    this.#fault = error && path ? { path, message: messageOf(error) } : null;
    this.requestUpdate();
  }
}

/** The images to generate, of one size and quality. */
function generated(request: Edit<Quantities>): TemplateResult {
  const asked = request.value.generatedImages?.[0];
  const set = (part: Partial<ImageOutput>): void => {
    const next = { size: imageSizes[0]!, quality: "standard", count: 1, ...asked, ...part };
    request.set({ generatedImages: next.count ? [next] : undefined });
  };
  return html`<div class="fields">
    <number-field
      .label=${"Images to generate"}
      .value=${asked?.count ?? 0}
      .whole=${true}
      @number-change=${(event: CustomEvent<number>) => set({ count: event.detail })}
    ></number-field>
    ${choice(
      "Their size",
      asked?.size ?? imageSizes[0]!,
      imageSizes.map((size) => [size, size] as const),
      (size) => set({ size }),
    )}
    ${choice(
      "Their quality",
      asked?.quality ?? "standard",
      imageQualities.map((quality) => [quality, quality] as const),
      (quality) => set({ quality }),
    )}
  </div>`;
}

/** Removes zeros: a request does not mention what it does not use. */
function setRequest(request: Quantities): void {
  const used = Object.entries(request).filter(
    ([name, value]) => value !== 0 || name === "inputTokens" || name === "outputTokens",
  );
  store.set({ request: Object.fromEntries(used) as Quantities });
}

const lineHead = [
  "for",
  "quantity",
  "unit",
  "rate_usd",
  "amount_usd",
  "formula",
  "source",
  "checked",
];
const lineRows = (quote: Quote): string[][] => [
  ...quote.lines.map((line) => [
    line.component,
    line.quantity,
    line.unit,
    line.rate,
    line.amount.exact,
    line.formula,
    line.source,
    line.checked,
  ]),
  ["total", "", "", "", quote.total.exact, "", "", quote.on],
];

customElements.define("price-view", PriceView);
