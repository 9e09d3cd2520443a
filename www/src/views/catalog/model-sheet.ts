/** One model: its prices on a day, over time, and by source. */
import { html, nothing, type TemplateResult } from "lit";
import type { EncodingMatch, Model, PriceSheet, Rate, Tier } from "tokenfare";
import { choice } from "../../components/edit-fields.js";
import "../../components/line-chart.js";
import { sourceLink } from "../../components/quote-lines.js";
import { typedDay } from "../../components/typed-day.js";
import type { Dispute } from "../../engine/catalog-calls.js";
import { findModel, plainRate, providerName } from "../../engine/catalog-info.js";
import { formatDay, today } from "../../format/dates.js";
import { dollarsPer, formatRate } from "../../format/money.js";
import { formatCount, plural } from "../../format/numbers.js";
import { componentName, fieldName } from "../../format/words.js";

export interface Sheets {
  model: string;
  sheets: readonly PriceSheet[];
  disputes: readonly Dispute[];
}

/** What the reader looks at: a tier, and the prices of a day. */
export interface Look {
  tier: Tier;
  on: string;
  set: (change: { tier?: Tier; on?: string }) => void;
}

export function modelSheet(found: Sheets, look: Look): TemplateResult {
  const tiers = [...new Set(found.sheets.map((sheet) => sheet.tier))];
  const tier = tiers.includes(look.tier) ? look.tier : (tiers[0] ?? "standard");
  const sheets = found.sheets.filter((sheet) => sheet.tier === tier);
  const current = sheets.filter((sheet) => isInForce(sheet, look.on));
  const others = sheets.filter((sheet) => !isInForce(sheet, look.on)).reverse();
  const model = findModel(found.model);
  return html`<section class="card stack" aria-label="Prices on a day">
      <h2>Rates</h2>
      <div class="fields">
        <div class="field">
          <label for="price-on">Price on</label>
          <input
            id="price-on"
            type="date"
            .value=${look.on}
            @change=${typedDay((on) => look.set({ on: on || today() }))}
            @blur=${typedDay((on) => look.set({ on: on || today() }))}
          />
        </div>
        ${
          tiers.length > 1
            ? choice(
                "Tier",
                tier,
                tiers.map((each) => [each, each] as const),
                (next) => look.set({ tier: next }),
              )
            : nothing
        }
      </div>
      ${
        current.length
          ? nothing
          : html`<p class="notice">
              No ${tier} price of this model is known for ${formatDay(look.on)}.
            </p>`
      }
      ${current.map((sheet) => rateTable(sheet))}
    </section>
    ${disputesOf(found.disputes)} ${history(found.model, sheets)} ${model ? facts(model) : nothing}
    ${
      others.length
        ? html`<details class="card">
            <summary>
              <h2>${plural(others.length, "other price sheet")}, past or to come</h2>
            </summary>
            <div class="stack">${others.map((sheet) => rateTable(sheet))}</div>
          </details>`
        : nothing
    }`;
}

function facts(model: Model): TemplateResult {
  return html`<section class="card stack" aria-label="The model">
    <h2>The model</h2>
    <dl class="facts">
      ${fact("Vendor", providerName(model.provider))} ${fact("Name in the API", model.id)}
      ${fact("Context window", model.contextWindow ? formatCount(model.contextWindow) : "–")}
      ${fact("Longest answer", model.maxOutputTokens ? formatCount(model.maxOutputTokens) : "–")}
      ${fact("Reads", model.input.join(", ") || "–")}
      ${fact("Writes", model.output.join(", ") || "–")}
      ${fact("Tokens counted by", encodingInWords(model.encoding))}
      ${fact("Released", model.released ? formatDay(model.released) : "–")}
      ${fact("Retires", model.retires ? formatDay(model.retires) : "–")}
      ${model.aliases.length ? fact("Other names", model.aliases.join(", ")) : nothing}
    </dl>
  </section>`;
}

/** Input and output as steps since the first known price. */
function history(model: string, sheets: readonly PriceSheet[]): TemplateResult | typeof nothing {
  const released = findModel(model)?.released;
  const day = (sheet: PriceSheet): string => sheet.from ?? released ?? "";
  const dated = sheets.filter((sheet) => day(sheet) !== "");
  const days = dated.map(day);
  if (!days.length) return nothing;
  const now = days.at(-1)! < today() ? [today()] : [];
  const series = ["input", "cached_input", "output"].flatMap((component) => {
    const values = dated.map((sheet) => {
      const rate = plainRate(sheet, component);
      return rate === undefined ? null : Number(rate);
    });
    return values.some((value) => value !== null)
      ? [
          {
            name: componentName(component),
            values: [...values, ...now.map(() => values.at(-1) ?? null)],
          },
        ]
      : [];
  });
  const labels = [...days, ...now];
  if (!series.length || new Set(labels).size < 2) return nothing;
  return html`<section class="card stack" aria-label="Price over time">
    <h2>Price over time, US dollars per 1M tokens</h2>
    <line-chart
      .data=${{
        title: `Prices of ${model}`,
        labels: labels.map(formatDay),
        places: labels.map((each) => Date.parse(each)),
        series,
        steps: true,
        format: dollarsPer,
        axis: dollarsPer,
      }}
    ></line-chart>
  </section>`;
}

function rateTable(sheet: PriceSheet): TemplateResult {
  const from = sheet.from ? formatDay(sheet.from) : "launch";
  const span = sheet.to ? `${from} to ${formatDay(sheet.to)}` : `since ${from}`;
  return html`<section
    class="stack tight"
    aria-label="${componentName(sheet.tier)} prices, ${span}"
  >
    <div class="row spread">
      <h3>${componentName(sheet.tier)}, ${span}</h3>
      <p class="small soft">checked ${formatDay(sheet.checked)} · ${sourceLink(sheet.source)}</p>
    </div>
    <div
      class="scroll"
      role="region"
      aria-label="${componentName(sheet.tier)} rates, ${span}"
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

function disputesOf(disputes: readonly Dispute[]): TemplateResult | typeof nothing {
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
                each.from ? `, from ${formatDay(each.from)}` : ""
              }${each.to ? `, until ${formatDay(each.to)}` : ""}</span
            >
          </li>`,
      )}
    </ul>
  </section>`;
}

const fact = (name: string, value: string): TemplateResult =>
  html`<div>
    <dt>${name}</dt>
    <dd class="number">${value}</dd>
  </div>`;

const encodingInWords = ({ encoding, exact, factor }: EncodingMatch): string =>
  exact ? encoding : `${encoding} × ${factor}, an estimate`;

const isInForce = (sheet: PriceSheet, on: string): boolean =>
  (sheet.from === null || sheet.from <= on) && (sheet.to === null || sheet.to > on);

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
