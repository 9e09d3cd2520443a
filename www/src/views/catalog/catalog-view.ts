import { html, nothing, type TemplateResult } from "lit";
import type { EncodingMatch, PriceSheet, Rate, Tier } from "tokenfare";
import { choice } from "../../components/edit-fields.js";
import "../../components/line-chart.js";
import { modelName } from "../../components/model-name.js";
import "../../components/model-select.js";
import { PageElement } from "../../components/page-element.js";
import { sourceLink } from "../../components/quote-lines.js";
import type { Dispute, ListedRates } from "../../engine/calls.js";
import { findModel, info, plainRate } from "../../engine/catalog-info.js";
import { engine } from "../../engine/client.js";
import { latest } from "../../engine/latest.js";
import { downloadCsv } from "../../format/csv.js";
import { downloadJson } from "../../format/export.js";
import { dollarsPer, formatRate } from "../../format/money.js";
import { formatCount, plural } from "../../format/numbers.js";
import { componentName, fieldName } from "../../format/words.js";
import { ownPrices } from "../../state/overrides.js";
import { type PageState, store } from "../../state/page-state.js";
import "./own-prices.js";

interface Found {
  sheets: readonly PriceSheet[];
  disputes: readonly Dispute[];
}

/** The rows that are shown at first; the others on request. */
const firstRows = 30;

/** All prices of a model, now and before, with their sources. */
export class CatalogView extends PageElement {
  #found: Found = { sheets: [], disputes: [] };
  #list: readonly ListedRates[] = [];
  #all = false;
  #tier: Tier = "standard";
  #problem = "";

  readonly #ask = latest(
    async (model: string): Promise<Found> => ({
      sheets: await engine.history(model),
      disputes: await engine.disputes(model),
    }),
    (found) => this.#show(found, ""),
    (error) => this.#show({ sheets: [], disputes: [] }, error.message),
  );

  override connectedCallback(): void {
    super.connectedCallback();
    this.#refresh();
  }

  protected override stateChanged(state: PageState, before: PageState): void {
    if (state.model !== before.model) this.#ask(state.model);
  }

  protected override render(): TemplateResult {
    const model = findModel(this.state.model);
    const tiers = [...new Set(this.#found.sheets.map((sheet) => sheet.tier))];
    const tier = tiers.includes(this.#tier) ? this.#tier : (tiers[0] ?? "standard");
    const sheets = this.#found.sheets.filter((sheet) => sheet.tier === tier);
    const current = sheets.filter((sheet) => inForce(sheet));
    const others = sheets.filter((sheet) => !inForce(sheet)).reverse();
    return html`<div class="stack">
      <section class="card stack" aria-label="Model">
        <div class="fields">
          <model-select
            .models=${info.models}
            .value=${this.state.model}
            @model-change=${(event: CustomEvent<string>) => store.set({ model: event.detail })}
          ></model-select>
          ${
            tiers.length > 1
              ? choice(
                  "Tier",
                  tier,
                  tiers.map((each) => [each, each] as const),
                  (next) => this.#setTier(next),
                )
              : nothing
          }
        </div>
        ${
          model
            ? html`<dl class="facts">
                ${fact("Provider", model.provider)}
                ${fact(
                  "Context window",
                  model.contextWindow ? formatCount(model.contextWindow) : "–",
                )}
                ${fact(
                  "Max output",
                  model.maxOutputTokens ? formatCount(model.maxOutputTokens) : "–",
                )}
                ${fact("Input", model.input.join(", ") || "–")}
                ${fact("Output", model.output.join(", ") || "–")}
                ${fact("Encoding", encodingInWords(model.encoding))}
                ${fact("Released", model.released ?? "–")} ${fact("Retires", model.retires ?? "–")}
                ${model.aliases.length ? fact("Aliases", model.aliases.join(", ")) : nothing}
              </dl>`
            : nothing
        }
        ${this.#problem ? html`<p class="notice bad" role="alert">${this.#problem}</p>` : nothing}
        ${ownPrices() ? html`<p class="notice">Your own prices and discounts apply.</p>` : nothing}
      </section>
      ${current.map((sheet) => this.#sheet(sheet))} ${this.#disputes()} ${this.#chart(sheets)}
      ${
        others.length
          ? html`<details class="card">
              <summary>
                <h2>${plural(others.length, "other price sheet")} of this tier, past or to come</h2>
              </summary>
              <div class="stack">${others.map((sheet) => this.#sheet(sheet))}</div>
            </details>`
          : nothing
      }
      ${this.#overview()}
      <own-prices @prices-change=${() => this.#refresh()}></own-prices>
    </div>`;
  }

  #chart(sheets: readonly PriceSheet[]): TemplateResult | typeof nothing {
    const released = findModel(this.state.model)?.released;
    const day = (sheet: PriceSheet): string => sheet.from ?? released ?? "";
    const dated = sheets.filter((sheet) => day(sheet) !== "");
    const days = dated.map(day);
    if (new Set(days).size < 2) return nothing;
    const today = days.at(-1)! < info.checked ? [info.checked] : [];
    const series = ["input", "cached_input", "output"].flatMap((component) => {
      const values = dated.map((sheet) => {
        const rate = plainRate(sheet, component);
        return rate === undefined ? null : Number(rate);
      });
      return values.some((value) => value !== null)
        ? [
            {
              name: componentName(component),
              values: [...values, ...today.map(() => values.at(-1) ?? null)],
            },
          ]
        : [];
    });
    if (!series.length) return nothing;
    const labels = [...days, ...today];
    return html`<section class="card stack" aria-label="Price over time">
      <h2>Price over time, US dollars per 1M tokens</h2>
      <line-chart
        .data=${{
          title: `Prices of ${this.state.model}`,
          labels,
          places: labels.map((each) => Date.parse(each)),
          series,
          steps: true,
          format: dollarsPer,
          axis: dollarsPer,
        }}
      ></line-chart>
    </section>`;
  }

  #sheet(sheet: PriceSheet): TemplateResult {
    const when = inForce(sheet)
      ? ""
      : sheet.from !== null && sheet.from > info.checked
        ? `, from ${sheet.from}`
        : `, until ${sheet.to}`;
    return html`<section
      class="card stack"
      aria-label="${sheet.tier} prices from ${sheet.from ?? "the start"}"
    >
      <div class="row spread">
        <h2>${componentName(sheet.tier)}${when}</h2>
        <p class="small soft">
          from ${sheet.from ?? "launch"} · checked ${sheet.checked} · ${sourceLink(sheet.source)}
        </p>
      </div>
      <div
        class="scroll"
        role="region"
        aria-label="Rates, ${sheet.tier}, from ${sheet.from ?? "launch"}"
        tabindex="0"
      >
        <table class="cards">
          <thead>
            <tr>
              <th scope="col">For</th>
              <th scope="col" class="end">Rate</th>
              <th scope="col">When</th>
              <th scope="col">Certainty</th>
            </tr>
          </thead>
          <tbody>
            ${sheet.rates.map(
              (rate) =>
                html`<tr>
                  <th scope="row">${componentName(rate.component)}</th>
                  <td class="end number" data-label="Rate">${formatRate(rate.usd, rate.unit)}</td>
                  <td data-label="When">${condition(rate)}</td>
                  <td data-label="Certainty">${rate.confidence ?? "confirmed"}</td>
                </tr>`,
            )}
          </tbody>
        </table>
      </div>
    </section>`;
  }

  #disputes(): TemplateResult | typeof nothing {
    const { disputes } = this.#found;
    if (!disputes.length) return nothing;
    return html`<section class="card stack" aria-label="Disputes">
      <h2>Disputed prices</h2>
      <ul class="plain disputes">
        ${disputes.map(
          (each) =>
            html`<li class="notice">
              <strong>${each.url ? sourceLink(each.url, each.source) : each.source}</strong> says:
              ${each.says}
              <span class="small soft"
                >${each.components.map((name) => componentName(name).toLowerCase()).join(", ")};
                ${each.tier}${
                  each.from ? `, from ${each.from}` : ""
                }${each.to ? `, until ${each.to}` : ""}</span
              >
            </li>`,
        )}
      </ul>
    </section>`;
  }

  #overview(): TemplateResult {
    const terms = this.state.search.toLowerCase().split(/\s+/).filter(Boolean);
    const rows = this.#list.filter(({ model }) =>
      terms.every((term) => `${model} ${findModel(model)?.provider}`.toLowerCase().includes(term)),
    );
    const shown = this.#all ? rows : rows.slice(0, firstRows);
    return html`<section class="card stack" aria-label="The whole catalog">
      <div class="row spread">
        <h2>The whole catalog</h2>
        <div class="row">
          <button
            class="button"
            @click=${() => downloadCsv("tokenfare-prices.csv", [exportHead, ...rows.map(exportRow)])}
          >
            CSV
          </button>
          <button
            class="button"
            @click=${async () => downloadJson("catalog.json", await engine.catalogJson())}
          >
            Save catalog.json
          </button>
        </div>
      </div>
      <p class="small soft">
        ${plural(info.models.length, "model")}, checked up to ${info.checked}. Standard rates, US
        dollars per 1M tokens of text; conditions and other units stand in each model's own sheet.
      </p>
      <div class="fields">
        <div class="field">
          <label for="catalog-search">Search</label
          ><input
            id="catalog-search"
            type="search"
            autocomplete="off"
            .value=${this.state.search}
            @input=${(event: Event) =>
              store.set({ search: (event.target as HTMLInputElement).value })}
          />
        </div>
      </div>
      <div class="scroll" role="region" aria-label="All models" tabindex="0">
        <table class="cards tops">
          <thead>
            <tr>
              <th scope="col">Model</th>
              <th scope="col">Provider</th>
              <th scope="col" class="end">Input</th>
              <th scope="col" class="end">Cached input</th>
              <th scope="col" class="end">Output</th>
              <th scope="col" class="end">Context</th>
            </tr>
          </thead>
          <tbody>
            ${shown.map((row) => this.#overviewRow(row))}
          </tbody>
        </table>
      </div>
      ${
        shown.length < rows.length
          ? html`<button class="button start" @click=${() => this.#showAll()}>
              Show all ${formatCount(rows.length)}
            </button>`
          : nothing
      }
    </section>`;
  }

  #overviewRow({ model, input, cached, output }: ListedRates): TemplateResult {
    const known = findModel(model);
    const rate = (usd: string | null): string => (usd === null ? "–" : dollarsPer(Number(usd)));
    return html`<tr>
      <th scope="row">
        <button class="link" @click=${() => this.#open(model)}>${modelName(model)}</button>
      </th>
      <td class="whole" data-label="Provider">${known?.provider}</td>
      <td class="end number" data-label="Input">${rate(input)}</td>
      <td class="end number" data-label="Cached input">${rate(cached)}</td>
      <td class="end number" data-label="Output">${rate(output)}</td>
      <td class="end number" data-label="Context">
        ${known?.contextWindow ? formatCount(known.contextWindow) : "–"}
      </td>
    </tr>`;
  }

  #open(model: string): void {
    store.set({ model });
    this.querySelector<HTMLElement>("model-select select")?.focus();
  }

  #showAll(): void {
    this.#all = true;
    this.requestUpdate();
  }

  #setTier(tier: Tier): void {
    this.#tier = tier;
    this.requestUpdate();
  }

  #refresh(): void {
    this.#ask(this.state.model);
    engine.rateList().then(
      (list) => {
        this.#list = list;
        this.requestUpdate();
      },
      (error: Error) => this.#show(this.#found, error.message),
    );
  }

  #show(found: Found, problem: string): void {
    this.#found = found;
    this.#problem = problem;
    this.requestUpdate();
  }
}

const fact = (name: string, value: string): TemplateResult =>
  html`<div>
    <dt>${name}</dt>
    <dd class="number">${value}</dd>
  </div>`;

const encodingInWords = ({ encoding, exact, factor }: EncodingMatch): string =>
  exact ? encoding : `${encoding}, times ${factor}: an estimate`;

const inForce = (sheet: PriceSheet): boolean =>
  (sheet.from === null || sheet.from <= info.checked) &&
  (sheet.to === null || sheet.to > info.checked);

const bounds: Record<string, string> = {
  above: "above",
  atLeast: "from",
  below: "below",
  upTo: "up to",
};

function condition(rate: Rate): string {
  if (!rate.when) return "always";
  return Object.entries(rate.when)
    .map(([name, value]) =>
      name === "memoryGb"
        ? `${value} GB of memory`
        : bounds[name]
          ? `${bounds[name]} ${formatCount(Number(value))} input tokens`
          : `${fieldName(name)} ${value}`,
    )
    .join(", ");
}

const exportHead = [
  "model",
  "provider",
  "input_usd_per_1m",
  "cached_input_usd_per_1m",
  "output_usd_per_1m",
];
const exportRow = ({ model, input, cached, output }: ListedRates): string[] => [
  model,
  findModel(model)?.provider ?? "",
  input ?? "",
  cached ?? "",
  output ?? "",
];

customElements.define("catalog-view", CatalogView);
