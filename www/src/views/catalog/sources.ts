/** Where prices come from: coverage by vendor, other lists, licences. */
import { html, nothing, type TemplateResult } from "lit";
import type { Coverage } from "tokenfare";
import { openButton } from "../../components/open-button.js";
import { info } from "../../engine/catalog-info.js";
import { formatDay } from "../../format/dates.js";
import { formatCount, formatPercent, plural } from "../../format/numbers.js";
import { openedPrices } from "../../state/overrides.js";

export function sources(
  coverage: readonly Coverage[] | null,
  actions: {
    open: (file: File) => Promise<void>;
    close: () => void;
    refused: (problem: string) => void;
  },
): TemplateResult {
  const list = openedPrices();
  return html`<section class="card stack" aria-label="Price lists">
      <h2>${list ? `Prices of ${list.name}` : "Prices of tokenfare"}</h2>
      <p class="soft">
        ${plural(info.models.length, "model")}, newest check ${formatDay(info.checked)}. Open
        another list to use its prices everywhere on this page: LiteLLM’s
        <span class="whole">model_prices_and_context_window.json</span>, models.dev’s api.json,
        genai-prices’ data.json, or a catalog of tokenfare.
      </p>
      <div class="row">
        ${openButton("Use these prices", actions.open, actions.refused)}
        ${
          list
            ? html`<button class="button quiet" @click=${actions.close}>
                Use tokenfare’s prices again
              </button>`
            : nothing
        }
      </div>
      ${
        list?.unread.length
          ? html`<details class="inner">
              <summary>
                ${plural(list.unread.length, "entry", "entries")} could not be expressed
              </summary>
              <ul class="small soft">
                ${list.unread.slice(0, 50).map((each) => html`<li>${each}</li>`)}
              </ul>
            </details>`
          : nothing
      }
    </section>
    <section class="card stack" aria-label="Coverage">
      <h2>Age and certainty of the prices</h2>
      ${
        coverage
          ? html`<div class="scroll" role="region" aria-label="Coverage, table" tabindex="0">
              <table class="cards dense">
                <thead>
                  <tr>
                    <th scope="col">Vendor</th>
                    <th scope="col" class="end">Models</th>
                    <th scope="col" class="end">Rates</th>
                    <th scope="col" class="end">Checked in 30 days</th>
                    <th scope="col" class="end">In 90 days</th>
                    <th scope="col" class="end">Confirmed</th>
                    <th scope="col" class="end">One source</th>
                  </tr>
                </thead>
                <tbody>
                  ${coverage.map(
                    (each) =>
                      html`<tr>
                        <th scope="row">${each.name}</th>
                        <td class="end number" data-label="Models">${formatCount(each.models)}</td>
                        <td class="end number" data-label="Rates">${formatCount(each.rates)}</td>
                        <td class="end number" data-label="Checked in 30 days">
                          ${share(each.within30Days, each.rates)}
                        </td>
                        <td class="end number" data-label="In 90 days">
                          ${share(each.within90Days, each.rates)}
                        </td>
                        <td class="end number" data-label="Confirmed">
                          ${share(each.confirmed, each.rates)}
                        </td>
                        <td class="end number" data-label="One source">
                          ${share(each.singleSource, each.rates)}
                        </td>
                      </tr>`,
                  )}
                </tbody>
              </table>
            </div>`
          : html`<p class="soft">Looking through all prices…</p>`
      }
      <p class="small soft">
        Confirmed: read on the vendor’s own page, or printed by two independent sources. Each rate
        links to its source on its model’s sheet.
      </p>
    </section>
    <section class="card stack" aria-label="Licences">
      <h2>Licences</h2>
      <p class="small soft">
        tokenfare ${info.version} and its price data: MIT or Apache-2.0. This page also contains lit
        (BSD-3-Clause), mediabunny (MPL-2.0), pdf.js (Apache-2.0) and Papa Parse (MIT). Vocabularies
        come from their vendors under the licences that the package lists.
      </p>
    </section>`;
}

const share = (part: number, all: number): string => (all ? formatPercent(part / all) : "–");
