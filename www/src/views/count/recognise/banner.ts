/** Says what the text seems to be, and offers to read it the other way. */
import { html, nothing, svg, type TemplateResult } from "lit";
import type { RequestCount, RequestPart, ResponsePrice } from "tokenfare";
import { money } from "../../../components/money-figure.js";
import { quoteLines } from "../../../components/quote-lines.js";
import { displayName } from "../../../engine/catalog-info.js";
import { openAsLog } from "../../usage/open-as-log.js";
import { exactMoney } from "../../../format/money.js";
import { formatCount, formatPercent } from "../../../format/numbers.js";
import type { Recognised } from "./recognise.js";

const vendors: Record<string, string> = {
  openai: "an OpenAI",
  anthropic: "an Anthropic",
  google: "a Google",
  bedrock: "an Amazon Bedrock",
  cohere: "a Cohere",
};

const vendorOf = (name: string): string => vendors[name.split(".")[0] ?? ""] ?? "an API";

export function banner(
  found: Recognised,
  reading: "request" | "text",
  textTokens: number | null,
  read: (as: "request" | "text") => void,
): TemplateResult {
  if (found.kind === "response") return responseBanner(found.price);
  if (found.kind === "log") return logBanner(found.file);
  const { count, parts } = found;
  const option = (as: "request" | "text", words: string, tokens: number | null): TemplateResult =>
    html`<button
      class="chip-button"
      aria-pressed=${reading === as ? "true" : "false"}
      @click=${() => read(as)}
    >
      ${words}${tokens === null ? "" : `: ${formatCount(tokens)}`}
    </button>`;
  return html`<section class="card stack recognised" aria-label="What this text is">
    <p>
      This looks like
      <strong>${vendorOf(count.endpoint)} request</strong>${parts ? `: ${parts}` : ""}.
    </p>
    <div class="row" role="group" aria-label="Count it">
      ${option("request", "Count as a request", count.total)}
      ${option("text", "Count as plain text", textTokens)}
    </div>
    ${reading === "request" ? requestParts(count) : nothing}
  </section>`;
}

const names: Record<RequestPart["part"], string> = {
  system: "System prompt",
  message: "Messages",
  tools: "Tools",
  tool_choice: "Choice of a tool",
  response_format: "Response schema",
  image: "Images",
  audio: "Audio",
  file: "Files",
  framing: "Framing",
};

interface Share {
  name: string;
  tokens: number;
  kind: RequestPart["part"];
}

/** Where the tokens are: a bar, then the tools by name, the costliest first. */
export function requestParts(count: RequestCount): TemplateResult {
  const byKind = new Map<RequestPart["part"], number>();
  for (const { part, tokens } of count.parts) byKind.set(part, (byKind.get(part) ?? 0) + tokens);
  const shares: Share[] = [...byKind].map(([kind, tokens]) => ({
    name: names[kind],
    tokens,
    kind,
  }));
  const tools = count.parts
    .flatMap(({ part, name, tokens }): Share[] =>
      part === "tools" && name ? [{ name, tokens, kind: part }] : [],
    )
    .sort((a, b) => b.tokens - a.tokens);
  const inRange =
    count.low === count.high ? "" : `${formatCount(count.low)} to ${formatCount(count.high)}`;
  return html`<div class="stack tight">
    ${partBar(shares, count.total)}
    ${inRange ? html`<p class="small soft">Likely ${inRange} tokens.</p>` : nothing}
    ${
      tools.length
        ? html`<details class="inner" open>
            <summary>${formatCount(tools.length)} tools, the costliest schema first</summary>
            <ol class="part-list" aria-label="Tools by tokens">
              ${tools.map((tool) => partRow(tool, tools[0]!.tokens))}
            </ol>
          </details>`
        : nothing
    }
    ${
      count.notes.length
        ? html`<details class="inner">
            <summary>How this is counted</summary>
            <ul class="small soft">
              ${count.notes.map((note) => html`<li>${note}</li>`)}
            </ul>
          </details>`
        : nothing
    }
  </div>`;
}

function partBar(shares: readonly Share[], total: number): TemplateResult {
  let at = 0;
  const sum = Math.max(1, total);
  return html`<figure class="part-bar">
    <svg viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
      ${shares.map(({ kind, tokens }) => {
        const x = (100 * at) / sum;
        at += tokens;
        return rect(x, (100 * tokens) / sum, kind);
      })}
    </svg>
    <figcaption>
      <dl class="legend small">
        ${shares.map(
          ({ name, tokens, kind }) =>
            html`<div class="legend-item">
              <dt><span class="dot part-${kind}" aria-hidden="true"></span>${name}</dt>
              <dd class="number">${formatCount(tokens)} (${formatPercent(tokens / sum)})</dd>
            </div>`,
        )}
      </dl>
    </figcaption>
  </figure>`;
}

const rect = (x: number, width: number, kind: string): TemplateResult =>
  svg`<rect class="part-${kind}" x=${x} width=${width} height="6" />` as TemplateResult;

const partRow = ({ name, tokens }: Share, most: number): TemplateResult =>
  html`<li>
    <span class="part-name">${name}</span>
    <svg viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
      ${rect(0, Math.max(0.5, (100 * tokens) / Math.max(1, most)), "tools")}
    </svg>
    <span class="number">${formatCount(tokens)}</span>
  </li>`;

function logBanner(file: File): TemplateResult {
  return html`<section class="card row spread recognised" aria-label="What this text is">
    <p>This looks like <strong>a usage log</strong>. Below, it is counted as plain text.</p>
    <button class="button" @click=${() => openAsLog([file])}>See what it cost</button>
  </section>`;
}

function responseBanner(price: ResponsePrice): TemplateResult {
  const models = [...new Set(price.quotes.map((quote) => displayName(quote.model)))].join(", ");
  return html`<section class="card stack recognised" aria-label="What this text is">
    <p>
      This looks like <strong>${vendorOf(price.format)} response</strong> of ${models}. It cost
      <strong
        class="number"
        id="response-cost"
        data-exact=${price.total.exact}
        title=${exactMoney(price.total)}
        >${money(price.total)}</strong
      >.
    </p>
    <details class="inner">
      <summary>Line by line</summary>
      ${price.quotes.map(quoteLines)}
    </details>
    ${
      price.unread.length
        ? html`<p class="notice">
            Not in this price: ${price.unread.map((each) => each.path).join(", ")}.
          </p>`
        : nothing
    }
    <p class="small soft">Below, it is counted as plain text.</p>
  </section>`;
}
