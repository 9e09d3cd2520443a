import { html, nothing, type TemplateResult } from "lit";
import type { ChatCount, ChatRequest } from "tokenfare";
import { openButton } from "../components/open-button.js";
import { PageElement } from "../components/page-element.js";
import { findModel } from "../engine/catalog-info.js";
import { engine } from "../engine/client.js";
import { latest } from "../engine/latest.js";
import { copy } from "../format/export.js";
import { messageOf } from "../format/message.js";
import { formatCount, plural } from "../format/numbers.js";
import { initialState, store, type Chat, type ChatMessage, type PageState } from "../state/page-state.js";

const roles = ["system", "developer", "user", "assistant", "tool"];

const exampleTools = JSON.stringify(
  [{ type: "function", function: { name: "get_weather", description: "The weather of a place now", parameters: { type: "object", properties: { place: { type: "string", description: "City and country" } }, required: ["place"] } } }],
  null, 2,
);

/** A chat as it is sent: messages with roles, and tools, counted with the model's framing. */
export class CountChat extends PageElement {
  protected override readonly followsState = false;
  #count: ChatCount | null = null;
  #problem = "";
  #toolsProblem = "";
  #said = "";

  readonly #ask = latest(
    ({ request, model }: { request: ChatRequest; model: string }) => engine.countChat(request, findModel(model)?.encoding.encoding ?? "o200k_base"),
    (count) => this.#show(count, ""),
    (error) => this.#show(null, error.message),
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
    const { messages, tools } = this.state.chat;
    const count = this.#count;
    return html`<details class="card" ?open=${this.state.chat !== initialState.chat}>
      <summary><h2>Chat with roles and tools</h2></summary>
      <div class="stack">
        ${messages.map((message, i) => this.#message(message, i, count?.messages[i]))}
        <div class="row">
          <button class="button" @click=${() => this.#set({ messages: [...messages, { role: messages.at(-1)?.role === "user" ? "assistant" : "user", content: "" }] })}>Add a message</button>
          ${tools.trim() ? nothing : html`<button class="button quiet" @click=${() => this.#set({ tools: exampleTools })}>Add an example tool</button>`}
        </div>
        <div class="field">
          <label for="tools">Tools, as the JSON array of a request</label>
          <textarea id="tools" rows=${tools.trim() ? 8 : 2} class="mono" spellcheck="false" aria-invalid=${this.#toolsProblem ? "true" : "false"} aria-describedby="tools-problem" .value=${tools} @input=${(event: Event) => this.#set({ tools: (event.target as HTMLTextAreaElement).value })}></textarea>
          <p class="problem" id="tools-problem" role="alert" ?hidden=${!this.#toolsProblem}>${this.#toolsProblem}</p>
        </div>
        ${this.#problem ? html`<p class="problem" role="alert">${this.#problem}</p>` : nothing}
        ${count
          ? html`<p role="status"><strong class="number">${formatCount(count.total)}</strong> tokens: ${formatCount(count.messages.reduce((sum, each) => sum + each, 0))} for messages, ${formatCount(count.tools)} for tools, ${formatCount(count.overhead)} of framing
                <span class="badge ${count.exact ? "exact" : "estimated"}">${count.exact ? "exact" : "estimated"}</span></p>
              ${count.notes.length ? html`<ul class="small soft">${count.notes.map((note) => html`<li>${note}</li>`)}</ul>` : nothing}
              <div class="row">
                <button class="button" @click=${() => store.set({ request: { ...store.state.request, inputTokens: count.total }, view: "price" })}>Price this chat</button>
                <button class="button" @click=${this.#copy}>Copy as a request</button>
                ${openButton("Open a request", (file) => this.#open(file), (problem) => this.#say(problem))}
              </div>`
          : nothing}
        <p class="small" role="status">${this.#said}</p>
      </div>
    </details>`;
  }

  #message({ role, name, content }: ChatMessage, i: number, tokens: number | undefined): TemplateResult {
    const { messages } = this.state.chat;
    return html`<fieldset class="message">
      <legend class="label">Message ${i + 1}${tokens === undefined ? "" : `, ${plural(tokens, "token")}`}</legend>
      <div class="stack tight">
        <select aria-label="Role of message ${i + 1}" @change=${(event: Event) => this.#edit(i, { role: (event.target as HTMLSelectElement).value })}>
          ${[...new Set([...roles, role])].map((each) => html`<option .selected=${each === role}>${each}</option>`)}
        </select>
        <input aria-label="Name of message ${i + 1}" placeholder="name, if any" autocomplete="off" maxlength="64" .value=${name ?? ""} @change=${(event: Event) => this.#edit(i, { name: (event.target as HTMLInputElement).value.trim() })} />
      </div>
      <textarea rows="3" aria-label="Message ${i + 1}" .value=${content} @input=${(event: Event) => this.#edit(i, { content: (event.target as HTMLTextAreaElement).value })}></textarea>
      <button class="button quiet" aria-label="Remove message ${i + 1}" ?disabled=${messages.length === 1} @click=${() => this.#set({ messages: messages.filter((_, at) => at !== i) })}>Remove</button>
    </fieldset>`;
  }

  #edit(at: number, change: Partial<ChatMessage>): void {
    this.#set({ messages: this.state.chat.messages.map((message, i) => (i === at ? { ...message, ...change } : message)) });
  }

  #set(change: Partial<Chat>): void {
    this.#said = "";
    store.set({ chat: { ...this.state.chat, ...change } });
  }

  #recount(state: PageState): void {
    const request = requestOf(state);
    this.#toolsProblem = typeof request === "string" ? request : "";
    if (typeof request === "string") return this.#show(null, "");
    this.#ask({ model: state.model, request });
  }

  #copy(): void {
    const request = requestOf(this.state);
    if (typeof request === "string") return;
    copy(JSON.stringify(request, null, 2)).then(() => this.#say("The request is copied."), (error: unknown) => this.#say(messageOf(error)));
  }

  /** A request in OpenAI's shape, as a log or a program has it. */
  async #open(file: File): Promise<void> {
    if (file.size > 4_000_000) throw new Error("it is too large");
    const chat = chatOf(JSON.parse(await file.text()));
    store.set({ chat });
    this.#say(`${file.name} is open.`);
  }

  #say(said: string): void {
    this.#said = said;
    this.requestUpdate();
  }

  #show(count: ChatCount | null, problem: string): void {
    this.#count = count;
    this.#problem = problem;
    this.requestUpdate();
  }
}

/** The request that the chat stands for, or what is wrong with its tools. */
function requestOf({ model, chat }: PageState): ChatRequest | string {
  const messages = chat.messages.map(({ role, name, content }) => ({ role, ...(name && { name }), content }));
  if (!chat.tools.trim()) return { model, messages };
  try {
    const tools: unknown = JSON.parse(chat.tools);
    return Array.isArray(tools) ? { model, messages, tools } : "Tools are a JSON array: [ … ].";
  } catch (error) {
    return `This is not JSON yet: ${messageOf(error)}`;
  }
}

function chatOf(value: unknown): Chat {
  const { messages, tools } = (value ?? {}) as { messages?: unknown; tools?: unknown };
  if (!Array.isArray(messages) || messages.length === 0 || messages.length > 500) throw new Error("it has no messages, or more than 500");
  return {
    messages: messages.map((each: { role?: unknown; name?: unknown; content?: unknown } | null): ChatMessage => {
      if (typeof each?.role !== "string" || typeof each.content !== "string") throw new Error("a message of it has no role or no plain text");
      return { role: each.role, content: each.content, ...(typeof each.name === "string" && { name: each.name }) };
    }),
    tools: Array.isArray(tools) && tools.length ? JSON.stringify(tools, null, 2) : "",
  };
}

customElements.define("count-chat", CountChat);
