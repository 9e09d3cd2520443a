import { html, type TemplateResult } from "lit";

/** After a mark, but not within a number: "groq/", "meta-", "llama3.1". */
const breaks = /(?<=[/_-])|(?<=[.:])(?=\D)/;

/** A model's name that breaks between its parts, where there is no room for it on one line. */
export const modelName = (id: string): TemplateResult =>
  html`<span class="model-name">${id.split(breaks).map((part, i) => (i ? html`<wbr />${part}` : part))}</span>`;
