/** All models with their usual rates, and what has changed lately. */
import { html, nothing, type TemplateResult } from "lit";
import { exportMenu } from "../../components/export-menu.js";
import type { ListedRates, PriceChange } from "../../engine/catalog-calls.js";
import { displayName, findModel, info, providerName } from "../../engine/catalog-info.js";
import { byRecommendation, isCurrent, isHosted, isRecommended } from "../../engine/model-facts.js";
import { downloadCsv } from "../../format/csv.js";
import { formatDay } from "../../format/dates.js";
import { downloadJson } from "../../format/export.js";
import { dollarsPer } from "../../format/money.js";
import { formatCompact, formatCount, plural } from "../../format/numbers.js";
import { type PageState, store } from "../../state/page-state.js";

/** The rows that are shown at first; the others on request. */
const firstRows = 30;

const usual = (usd: string | null): string => (usd === null ? "–" : dollarsPer(Number(usd)));

export function allModels(
  list: readonly ListedRates[],
  state: PageState,
  all: boolean,
  actions: { open: (model: string) => void; showAll: () => void; save: () => Promise<object> },
): TemplateResult {
  const terms = state.search.toLowerCase().split(/\s+/).filter(Boolean);
  const rows = list.filter(({ model }) => isFound(model, terms)).sort(familiarFirst);
  const shown = all ? rows : rows.slice(0, firstRows);
  return html`<section class="card stack" aria-label="All models">
    <div class="row spread">
      <h2>All models</h2>
      ${exportMenu("Export", [
        ["CSV", () => downloadCsv("tokenfare-prices.csv", [head, ...rows.map(csvRow)])],
        [
          "Catalog as JSON",
          () => void actions.save().then((json) => downloadJson("catalog.json", json)),
        ],
      ])}
    </div>
    <p class="small soft">
      ${plural(info.models.length, "model")}. Standard rates in US dollars per 1M tokens of text;
      conditions and other units are on each model’s sheet.
    </p>
    <div class="field">
      <label for="catalog-search">Search</label
      ><input
        id="catalog-search"
        type="search"
        autocomplete="off"
        placeholder="Name or vendor"
        .value=${state.search}
        @input=${(event: Event) => store.set({ search: (event.target as HTMLInputElement).value })}
      />
    </div>
    ${
      rows.length
        ? html`<div class="scroll" role="region" aria-label="All models, table" tabindex="0">
            <table class="cards dense">
              <thead>
                <tr>
                  <th scope="col">Model</th>
                  <th scope="col">Sold by</th>
                  <th scope="col" class="end">Input</th>
                  <th scope="col" class="end">Cached input</th>
                  <th scope="col" class="end">Output</th>
                  <th scope="col" class="end">Context</th>
                  <th scope="col">Released</th>
                </tr>
              </thead>
              <tbody>
                ${shown.map((row) => line(row, actions.open))}
              </tbody>
            </table>
          </div>`
        : html`<div class="empty">
            <p>No model matches.</p>
            <button class="button" @click=${() => store.set({ search: "" })}>
              Clear the search
            </button>
          </div>`
    }
    ${
      shown.length < rows.length
        ? html`<button class="button start" @click=${actions.showAll}>
            Show all ${formatCount(rows.length)}
          </button>`
        : nothing
    }
  </section>`;
}

function line(
  { model, input, cached, output }: ListedRates,
  open: (model: string) => void,
): TemplateResult {
  const known = findModel(model);
  return html`<tr>
    <th scope="row">
      <button class="link" @click=${() => open(model)}>${displayName(model)}</button>
      ${
        known && known.name !== model
          ? html`<span class="model-id small soft">${model}</span>`
          : nothing
      }
    </th>
    <td data-label="Sold by">${known ? providerName(known.provider) : ""}</td>
    <td class="end number" data-label="Input">${usual(input)}</td>
    <td class="end number" data-label="Cached input">${usual(cached)}</td>
    <td class="end number" data-label="Output">${usual(output)}</td>
    <td class="end number" data-label="Context">
      ${known?.contextWindow ? formatCompact(known.contextWindow) : "–"}
    </td>
    <td class="whole" data-label="Released">
      ${known?.released ? formatDay(known.released) : "–"}
    </td>
  </tr>`;
}

function isFound(id: string, terms: readonly string[]): boolean {
  if (!terms.length) return true;
  const model = findModel(id);
  const words =
    `${id} ${model?.name} ${model?.provider} ${model ? providerName(model.provider) : ""}`.toLowerCase();
  return terms.every((term) => words.includes(term));
}

/** Those that most people know first, then current ones of their vendors, the newest first. */
function familiarFirst(a: ListedRates, b: ListedRates): number {
  const [one, other] = [findModel(a.model), findModel(b.model)];
  if (!one || !other) return 0;
  const kind = (model: typeof one): number =>
    isRecommended(model) ? 0 : (isCurrent(model) ? 1 : 2) + (isHosted(model) ? 2 : 0);
  return (
    kind(one) - kind(other) ||
    (kind(one) === 0 ? byRecommendation(one, other) : 0) ||
    (other.released ?? "").localeCompare(one.released ?? "") ||
    one.id.localeCompare(other.id)
  );
}

/** The changes of standard prices, the newest first. */
export function recentChanges(
  changes: readonly PriceChange[] | null,
  open: (model: string) => void,
): TemplateResult {
  return html`<section class="card stack" aria-label="Price changes">
    <h2>Price changes of the last 90 days, and those announced</h2>
    ${
      changes === null
        ? html`<p class="soft">Looking through all models…</p>`
        : changes.length
          ? html`<div class="scroll" role="region" aria-label="Price changes, table" tabindex="0">
              <table class="cards">
                <thead>
                  <tr>
                    <th scope="col">Day</th>
                    <th scope="col">Model</th>
                    <th scope="col">Sold by</th>
                    <th scope="col">Change, per 1M tokens</th>
                  </tr>
                </thead>
                <tbody>
                  ${changes.map(
                    (each) =>
                      html`<tr>
                        <th scope="row" class="whole">${formatDay(each.day)}</th>
                        <td data-label="Model">
                          <button class="link" @click=${() => open(each.model)}>
                            ${displayName(each.model)}
                          </button>
                        </td>
                        <td data-label="Sold by">
                          ${providerName(findModel(each.model)?.provider ?? "")}
                        </td>
                        <td class="number" data-label="Change">${each.rates}</td>
                      </tr>`,
                  )}
                </tbody>
              </table>
            </div>`
          : html`<p>No standard price has changed.</p>`
    }
  </section>`;
}

const head = [
  "model",
  "provider",
  "input_usd_per_1m",
  "cached_input_usd_per_1m",
  "output_usd_per_1m",
  "context_window",
  "released",
];
const csvRow = ({ model, input, cached, output }: ListedRates): (string | number)[] => [
  model,
  findModel(model)?.provider ?? "",
  input ?? "",
  cached ?? "",
  output ?? "",
  findModel(model)?.contextWindow ?? "",
  findModel(model)?.released ?? "",
];
