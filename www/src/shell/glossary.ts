import { html, type TemplateResult } from "lit";
import { PageElement } from "../components/page-element.js";

const words: readonly [word: string, meaning: string][] = [
  [
    "Token",
    "The unit of text that a model reads and writes: often a word or a part of one. " +
      "Models are billed by the token.",
  ],
  [
    "Encoding",
    "A model's list of tokens and the rule that splits a text into them. " +
      "The same text has different counts in different encodings.",
  ],
  [
    "Special token",
    "A token with a meaning of its own, such as the end of a text. " +
      "Its text counts as ordinary text unless you say otherwise.",
  ],
  [
    "Input and output",
    "What you send and what the model answers. " +
      "Output usually costs several times as much as input.",
  ],
  [
    "Cached input",
    "The beginning of a prompt that the vendor still has from an earlier request. " +
      "It costs a fraction of fresh input.",
  ],
  [
    "Reasoning tokens",
    "Tokens that a model spends on thinking before it answers. " +
      "They are billed as output, though you may not see them.",
  ],
  [
    "Tier",
    "The service level of a request: standard; batch and flex, which are slower and cheaper; " +
      "priority, which is faster and more expensive.",
  ],
  ["Context window", "The most tokens that a request may hold, including the answer."],
  ["Credit", "Money paid in advance, which is used up by requests and may expire."],
  ["Batch", "Many requests sent as one file, answered within a day, at about half the price."],
  [
    "Embedding",
    "A text as a list of numbers, for search by meaning. " +
      "Embedding models bill only their input.",
  ],
  [
    "Varies each time",
    "Single answers differ in length. Their average is what counts: over many requests the " +
      "differences even out, and the range of the total stays narrow.",
  ],
  [
    "A range: I’m not sure",
    "You do not know the average: give its lowest, most likely and highest value. " +
      "Many cases are drawn from them.",
  ],
  [
    "Expected, likely, plan with",
    "Expected: the mean of all simulated cases. Likely: where 8 of 10 of them lie. Plan with: " +
      "9 of 10 cost no more. They describe your ranges and are not a statistical guarantee.",
  ],
  ["Base case", "The plan with every range at its most likely value."],
  ["Rate limit", "How many requests or tokens a minute the vendor lets you send."],
  [
    "Disputed",
    "Another source publishes a different figure. Both are shown; " +
      "the vendor's own page is the one that is used.",
  ],
  [
    "Exact and estimated",
    "Exact: the vendor publishes this vocabulary or rule. " +
      "Estimated: it does not, so the figure has a margin of error.",
  ],
];

const keys: readonly [string, string][] = [
  ["Alt + 1 … 6", "Go to a view"],
  ["Ctrl or ⌘ + K", "Choose a model"],
  ["Ctrl or ⌘ + P", "Print the report"],
  ["/", "Search, or the text"],
  ["?", "This help"],
  ["← → Home End", "In the list of tokens and in charts: move"],
];

/** The meaning of the page's terms, and its keyboard shortcuts. */
export class Glossary extends PageElement {
  protected override readonly followsState = false;
  open(): void {
    this.querySelector("dialog")?.showModal();
  }

  protected override render(): TemplateResult {
    return html`<dialog aria-labelledby="glossary-title">
      <div class="row spread">
        <h2 id="glossary-title">Glossary and shortcuts</h2>
        <button class="button" @click=${() => this.querySelector("dialog")?.close()}>Close</button>
      </div>
      <dl class="glossary">
        ${words.map(
          ([word, meaning]) =>
            html`<div>
              <dt>${word}</dt>
              <dd>${meaning}</dd>
            </div>`,
        )}
      </dl>
      <h3>Keys</h3>
      <dl class="glossary keys">
        ${keys.map(
          ([key, does]) =>
            html`<div>
              <dt><kbd>${key}</kbd></dt>
              <dd>${does}</dd>
            </div>`,
        )}
      </dl>
    </dialog>`;
  }
}

customElements.define("page-glossary", Glossary);
