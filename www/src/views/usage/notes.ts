/** What to know of a log before relying on its total: assumptions, repeated and rejected rows. */
import { html, nothing, type TemplateResult } from "lit";
import type { UsageLogSummary } from "tokenfare";
import { formatCount, plural } from "../../format/numbers.js";
import { formatName } from "./names.js";
import type { Answer } from "./open-log.js";

export function notesCard(
  { duplicates, formats, notes, rejected, rejectedByReason }: UsageLogSummary,
  { days }: Answer,
): TemplateResult {
  const lost = Object.values(rejectedByReason).reduce((sum, many) => sum + many, 0);
  return html`<details class="card" ?open=${lost > 0 || days.unpriced.length > 0}>
    <summary><h2>What was read, and what was assumed</h2></summary>
    <div class="stack">
      <ul>
        ${formats.map(
          ({ format, sources, records }) =>
            html`<li>
              ${formatName(format)}: ${plural(records, "record")} in ${plural(sources, "file")}
            </li>`,
        )}
        ${
          duplicates.records
            ? html`<li>
                ${plural(duplicates.records, "record")} stood more than once and count once
              </li>`
            : nothing
        }
        ${notes.map((note) => html`<li>${note}</li>`)}
        ${days.assumptions.map((assumption) => html`<li>${assumption}</li>`)}
        ${days.unpriced.map(
          ({ model, records, reason }) =>
            html`<li>
              ${model || "No model is named"}: ${plural(records, "record")} without a price.
              ${reason}
            </li>`,
        )}
      </ul>
      ${
        lost
          ? html`<h3>${plural(lost, "row")} could not be read</h3>
              <ul>
                ${Object.entries(rejectedByReason).map(
                  ([reason, many]) => html`<li>${reason}: ${formatCount(many)}</li>`,
                )}
              </ul>
              <details>
                <summary>The first of them</summary>
                <ul class="small">
                  ${rejected
                    .slice(0, 100)
                    .map(
                      ({ source, line, reason }) =>
                        html`<li>${source ? `${source}, ` : ""}line ${line}: ${reason}</li>`,
                    )}
                </ul>
              </details>`
          : nothing
      }
    </div>
  </details>`;
}
