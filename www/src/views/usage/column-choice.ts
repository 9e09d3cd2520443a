/** Asks which column of a table of unknown columns is what. */
import { html, nothing, type TemplateResult } from "lit";
import { type ColumnMap, fields, isComplete } from "./columns.js";
import { openLog } from "./open-log.js";

export function columnChoice(): TemplateResult | typeof nothing {
  const { unknown, columns } = openLog;
  if (!unknown) return nothing;
  return html`<section class="card stack" aria-label="Columns">
    <h2>Which column is what?</h2>
    <p>
      ${unknown.path} is of no format that this page knows. Say what its columns hold. The choice is
      kept in this browser for the next file with the same columns.
    </p>
    <div class="fields roomy">${unknown.header.map((title) => column(title, columns))}</div>
    <div class="row">
      <button
        class="button primary"
        id="usage-columns"
        ?disabled=${!isComplete(columns)}
        @click=${() => openLog.readColumns()}
      >
        Read the file
      </button>
      ${
        isComplete(columns)
          ? nothing
          : html`<span class="small soft">Name a column of tokens, requests or costs first.</span>`
      }
    </div>
  </section>`;
}

function column(title: string, map: ColumnMap): TemplateResult {
  const chosen = map[title] ?? "";
  const others = new Set(Object.entries(map).flatMap(([key, of]) => (key === title ? [] : [of])));
  return html`<label class="field"
    ><span class="label">${title}</span>
    <select
      @change=${({ target }: Event) =>
        openLog.setColumn(title, (target as HTMLSelectElement).value)}
    >
      <option value="" ?selected=${chosen === ""}>nothing that counts</option>
      ${fields
        .filter(([field]) => !others.has(field))
        .map(
          ([field, words]) =>
            html`<option value=${field} ?selected=${field === chosen}>${words}</option>`,
        )}
    </select></label
  >`;
}
