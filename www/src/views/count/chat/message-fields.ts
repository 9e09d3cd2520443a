/** One message of a chat, as fields: role, name and text, or its JSON. */
import { html, type TemplateResult } from "lit";
import { plural } from "../../../format/numbers.js";
import type { ChatMessage, PlainMessage, WrittenMessage } from "../../../state/chat.js";
import { readMessage } from "./chat-request.js";
import { jsonBox } from "./json-box.js";
import { summaryOf } from "./message-summary.js";

const roles = ["system", "developer", "user", "assistant", "tool"];
/** Longer JSON mostly contains an image. */
const longest = 20_000;

export interface MessageFields {
  at: number;
  tokens: number | undefined;
  /** The engine's error about it. */
  fault: string | undefined;
  put: (message: ChatMessage) => void;
  /** Undefined for the only message. */
  remove: (() => void) | undefined;
}

export function messageFields(message: ChatMessage, fields: MessageFields): TemplateResult {
  const reading = readMessage(message);
  const summary = "json" in message && "value" in reading ? `: ${summaryOf(reading.value)}` : "";
  return html`<fieldset class="message ${"json" in message ? "written" : ""}">
    <legend class="label">
      Message
      ${fields.at + 1}${summary}${
        fields.tokens === undefined ? "" : `, ${plural(fields.tokens, "token")}`
      }
    </legend>
    ${"json" in message ? written(message, fields) : plain(message, fields)}
    <button
      class="button quiet"
      aria-label="Remove message ${fields.at + 1}"
      ?disabled=${!fields.remove}
      @click=${() => fields.remove?.()}
    >
      Remove
    </button>
  </fieldset>`;
}

function plain(message: PlainMessage, { at, put }: MessageFields): TemplateResult {
  const { role, name, content } = message;
  return html`<div class="stack tight">
      <select
        aria-label="Role of message ${at + 1}"
        @change=${(event: Event) =>
          put({ ...message, role: (event.target as HTMLSelectElement).value })}
      >
        ${[...new Set([...roles, role])].map(
          (each) => html`<option .selected=${each === role}>${each}</option>`,
        )}
      </select>
      <input
        aria-label="Name of message ${at + 1}"
        placeholder="name, if any"
        autocomplete="off"
        maxlength="64"
        .value=${name ?? ""}
        @change=${(event: Event) =>
          put({ ...message, name: (event.target as HTMLInputElement).value.trim() })}
      />
    </div>
    <textarea
      rows="3"
      aria-label="Message ${at + 1}"
      .value=${content}
      @input=${(event: Event) =>
        put({ ...message, content: (event.target as HTMLTextAreaElement).value })}
    ></textarea>`;
}

function written(message: WrittenMessage, { at, fault, put }: MessageFields): TemplateResult {
  const { json, edited = false } = message;
  return jsonBox({
    id: `message-${at + 1}`,
    name: `Message ${at + 1}`,
    json,
    edited,
    fault,
    longest,
    reading: readMessage(message),
    fewestRows: 3,
    typed: (typed) => put({ json: typed, edited: true }),
    edit: () => put({ json, edited: true }),
  });
}
