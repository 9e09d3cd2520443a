/**
 * A text box for a part of a request as JSON, with its error. JSON that would slow the box down is
 * shown as a preview.
 */
import { html, nothing, type TemplateResult } from "lit";
import { formatCount } from "../../../format/numbers.js";
import type { Reading } from "./chat-request.js";
import { previewOf } from "./json-preview.js";

export interface JsonBox {
  id: string;
  /** Its name where it has no visible label. */
  name: string;
  label?: string;
  json: string;
  reading: Reading<object>;
  /** The engine's error about it. */
  fault?: string | undefined;
  /** Longer JSON is shown as a preview until the reader asks to edit it. */
  longest: number;
  edited: boolean;
  fewestRows: number;
  typed: (json: string) => void;
  edit: () => void;
}

export function jsonBox({
  id,
  name,
  label,
  json,
  reading,
  fault,
  longest,
  edited,
  fewestRows,
  typed,
  edit,
}: JsonBox): TemplateResult {
  const problem = "problem" in reading ? reading.problem : fault;
  if (json.length > longest && !edited && "value" in reading) {
    return html`<div class="field">
      ${label ? html`<span class="label">${label}</span>` : nothing}
      <p class="small soft">
        ${formatCount(json.length)} characters of JSON. This is a preview; it is counted and copied
        in full.
      </p>
      <pre
        class="mono"
        role="region"
        aria-label="Preview of ${name.charAt(0).toLowerCase()}${name.slice(1)}"
        tabindex="0"
      >
${previewOf(reading.value)}</pre>
      ${problem ? html`<p class="problem" role="alert">${problem}</p>` : nothing}
      <button class="button quiet" aria-label="Edit anyway: ${name}" @click=${edit}>
        Edit anyway
      </button>
    </div>`;
  }
  return html`<div class="field">
    ${label ? html`<label for=${id}>${label}</label>` : nothing}
    <textarea
      id=${id}
      rows=${rowsOf(json, fewestRows)}
      class="mono"
      spellcheck="false"
      aria-label=${label ? nothing : `${name} as JSON`}
      aria-invalid=${problem ? "true" : "false"}
      aria-describedby="${id}-problem"
      .value=${json}
      @input=${(event: Event) => typed((event.target as HTMLTextAreaElement).value)}
    ></textarea>
    <p class="problem" id="${id}-problem" role="alert" ?hidden=${!problem}>${problem}</p>
  </div>`;
}

/** The rows that show short JSON in full, and the beginning of longer JSON. */
function rowsOf(json: string, fewest: number): number {
  let lines = 1;
  for (let at = json.indexOf("\n"); at >= 0 && lines < 14; at = json.indexOf("\n", at + 1))
    lines += 1;
  return Math.max(fewest, lines);
}
