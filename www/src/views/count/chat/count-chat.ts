import { html, nothing, type TemplateResult } from "lit";
import type { ChatCount, ChatRequest, RequestCount } from "tokenfare";
import { openButton } from "../../../components/open-button.js";
import { PageElement } from "../../../components/page-element.js";
import { findModel, readsText } from "../../../engine/catalog-info.js";
import { engine } from "../../../engine/client.js";
import { latest } from "../../../engine/latest.js";
import { EngineError } from "../../../engine/protocol.js";
import { copy } from "../../../format/export.js";
import { writeJson } from "../../../format/json.js";
import { formatCount } from "../../../format/numbers.js";
import { messageOf } from "../../../format/words.js";
import type { Chat, ChatMessage } from "../../../state/chat.js";
import { initialState, type PageState, store } from "../../../state/page-state.js";
import { requestParts } from "../recognise/banner.js";
import {
  countedRequest,
  openRequest,
  type Reading,
  readOther,
  readTools,
  sentRequest,
} from "./chat-request.js";
import { jsonBox } from "./json-box.js";
import { messageFields } from "./message-fields.js";

const exampleTools = JSON.stringify(
  [
    {
      type: "function",
      function: {
        name: "get_weather",
        description: "The weather of a place now",
        parameters: {
          type: "object",
          properties: { place: { type: "string", description: "City and country" } },
          required: ["place"],
        },
      },
    },
  ],
  null,
  2,
);

/** The largest file that is opened, in bytes. */
const longest = 4_000_000;
/** Longer tools and other fields would slow a text box down. */
const longestField = 100_000;
/** With more messages, those that are not visible are not laid out. */
const many = 20;

/** A chat as it is sent, with roles and tools, counted with the model's framing. */
export class CountChat extends PageElement {
  protected override readonly followsState = false;
  #count: ChatCount | null = null;
  /** Where the tokens are: for a bar, and the tools by what they cost. */
  #parts: RequestCount | null = null;
  #problem: Error | null = null;
  /** Whether every part that is JSON can be parsed. */
  #isReadable = true;
  /** Whether the box for other fields is shown, though it may be empty. */
  #hasOther = false;
  /** The fields that are edited even though they are long. */
  readonly #edited = new Set<"tools" | "other">();
  #said = "";

  readonly #ask = latest(
    async ({ request, model }: { request: ChatRequest; model: string }) => {
      const encoding = findModel(model)?.encoding.encoding ?? "o200k_base";
      const count = await engine.countChat(request, encoding);
      // The parts are told where both functions count by the same rule.
      const parts = await engine.countRequest(request, model, encoding).catch(() => null);
      return { count, parts: parts?.total === count.total ? parts : null };
    },
    ({ count, parts }) => {
      this.#parts = parts;
      this.#show(count, null);
    },
    (error) => this.#show(null, error),
  );

  override connectedCallback(): void {
    super.connectedCallback();
    this.#recount(this.state);
  }

  protected override stateChanged(state: PageState, before: PageState): void {
    if (state.model === before.model && state.chat === before.chat) return;
    this.#recount(state);
    this.requestUpdate();
  }

  protected override render(): TemplateResult {
    const { messages, tools, other } = this.state.chat;
    this.#hasOther ||= other.trim() !== "";
    const count = this.#count;
    const problem =
      this.#problem && !messages.some((_, i) => this.#faultOf(i)) ? this.#problem.message : "";
    return html`<details class="card" ?open=${this.state.chat !== initialState.chat}>
      <summary><h2>Chat with roles and tools</h2></summary>
      <div class="stack ${messages.length > many ? "many" : ""}">
        ${messages.map((message, i) =>
          messageFields(message, {
            at: i,
            tokens: count?.messages[i],
            fault: this.#faultOf(i),
            put: (changed) => this.#put(i, changed),
            remove:
              messages.length > 1
                ? () => this.#set({ messages: messages.filter((_, at) => at !== i) })
                : undefined,
          }),
        )}
        <div class="row">
          <button class="button" @click=${this.#add}>Add a message</button>
          ${
            tools.trim()
              ? nothing
              : html`<button
                  class="button quiet"
                  @click=${() => this.#set({ tools: exampleTools })}
                >
                  Add an example tool
                </button>`
          }
          ${
            this.#hasOther
              ? nothing
              : html`<button class="button quiet" @click=${this.#openOther}>
                  Add other fields
                </button>`
          }
        </div>
        ${this.#jsonField("tools", "Tools, as the JSON array of a request", readTools(tools))}
        ${
          this.#hasOther
            ? this.#jsonField(
                "other",
                "Other fields of the request, as a JSON object",
                readOther(other),
              )
            : nothing
        }
        ${problem ? html`<p class="problem" role="alert">${problem}</p>` : nothing}
        ${
          this.#isReadable
            ? nothing
            : html`<p class="small soft">Not counted yet: what is marked above is not finished.</p>`
        }
        ${count ? this.#figures(count) : nothing}
        ${count && this.#parts && tools.trim() ? requestParts(this.#parts) : nothing}
        <div class="row">
          ${
            count
              ? html`<button
                  class="button"
                  @click=${() =>
                    store.set({
                      request: { ...store.state.request, inputTokens: count.total },
                      view: "price",
                    })}
                >
                  Price this chat
                </button>`
              : nothing
          }
          ${
            this.#isReadable
              ? html`<button class="button" @click=${this.#copy}>Copy as a request</button>`
              : nothing
          }
          ${openButton(
            "Open a request",
            (file) => this.#open(file),
            (problem) => this.#say(problem),
          )}
        </div>
        <p class="small" role="status">${this.#said}</p>
      </div>
    </details>`;
  }

  #jsonField(field: "tools" | "other", label: string, reading: Reading<object>): TemplateResult {
    const json = this.state.chat[field];
    return jsonBox({
      id: field,
      name: field === "tools" ? "Tools" : "Other fields",
      label,
      json,
      reading,
      longest: longestField,
      edited: this.#edited.has(field),
      fewestRows: json.trim() ? 8 : 2,
      typed: (typed) => {
        this.#edited.add(field);
        this.#set({ [field]: typed });
      },
      edit: () => {
        this.#edited.add(field);
        this.requestUpdate();
      },
    });
  }

  #figures({ total, messages, tools, overhead, exact, notes }: ChatCount): TemplateResult {
    return html`<p role="status">
        <strong class="number">${formatCount(total)}</strong> tokens:
        ${formatCount(messages.reduce((sum, each) => sum + each, 0))} for messages,
        ${formatCount(tools)} for tools, ${formatCount(overhead)} of framing
        <span class="badge ${exact ? "exact" : "estimated"}">${exact ? "exact" : "estimated"}</span>
      </p>
      ${
        notes.length
          ? html`<ul class="small soft">
              ${notes.map((note) => html`<li>${note}</li>`)}
            </ul>`
          : nothing
      }`;
  }

  /** The engine's error about a message that is edited as JSON, which is shown beside it. */
  #faultOf(at: number): string | undefined {
    const problem = this.#problem;
    const isHere = problem instanceof EngineError && problem.path?.startsWith(`messages[${at}]`);
    return isHere && "json" in (this.state.chat.messages[at] ?? {}) ? problem.message : undefined;
  }

  #add(): void {
    const { messages } = this.state.chat;
    const last = messages.at(-1);
    this.#set({
      messages: [
        ...messages,
        {
          role: last && "role" in last && last.role === "user" ? "assistant" : "user",
          content: "",
        },
      ],
    });
  }

  async #openOther(): Promise<void> {
    this.#hasOther = true;
    this.requestUpdate();
    await this.updateComplete;
    this.querySelector<HTMLElement>("#other")?.focus();
  }

  #put(at: number, changed: ChatMessage): void {
    this.#set({
      messages: this.state.chat.messages.map((message, i) => (i === at ? changed : message)),
    });
  }

  #set(change: Partial<Chat>): void {
    this.#said = "";
    store.set({ chat: { ...this.state.chat, ...change } });
  }

  #recount({ chat, model }: PageState): void {
    const request = countedRequest(chat, model);
    this.#isReadable = request !== null;
    if (request) this.#ask({ model, request });
    else this.#show(null, null);
  }

  #copy(): void {
    const request = sentRequest(this.state.chat, this.state.model);
    if (!request) return;
    copy(writeJson(request)).then(
      () => this.#say("The request is copied."),
      (error: unknown) => this.#say(messageOf(error)),
    );
  }

  /** Opens a request of OpenAI's API, as a log or a program contains it. */
  async #open(file: File): Promise<void> {
    if (file.size > longest)
      throw new Error(
        `it is larger than ${formatCount(longest / 1_000_000)} MB: ` +
          "shorten what is long in it, or count it with the package",
      );
    const { model: name, ...chat } = openRequest(await file.text());
    const known = name ? findModel(name) : undefined;
    const as = known && readsText(known) ? known.id : this.state.model;
    const before = this.state.model;
    this.#hasOther = false;
    this.#edited.clear();
    store.set({ chat: { ...chat, model: { ...(name !== undefined && { name }), as } }, model: as });
    this.#say([`${file.name} is open.`, modelSaid(name, as, before)].join(" ").trim());
  }

  #say(said: string): void {
    this.#said = said;
    this.requestUpdate();
  }

  /** The result may arrive when the request is no longer readable. */
  #show(count: ChatCount | null, problem: Error | null): void {
    this.#count = this.#isReadable ? count : null;
    this.#problem = this.#isReadable ? problem : null;
    this.requestUpdate();
  }
}

/** Says how the model that a request names was handled. */
function modelSaid(name: string | null | undefined, as: string, before: string): string {
  if (!name) return `It names no model: it is counted as for ${as}.`;
  const shown = name.length > 60 ? `${name.slice(0, 60)}…` : name;
  if (findModel(name)?.id !== as)
    return (
      `Its model, ${shown}, is none of the page's text models: ` +
      `it is counted as for ${as}, and copied with its own name.`
    );
  const changed = as === before ? "" : ", which the page is now set to";
  if (name !== as) return `Its model, ${shown}, is ${as} here${changed}.`;
  return as === before ? "" : `The page is now set to its model, ${as}.`;
}

customElements.define("count-chat", CountChat);
