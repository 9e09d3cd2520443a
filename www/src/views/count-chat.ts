import { html, nothing, type TemplateResult } from "lit";
import type { ChatCount, ChatRequest } from "tokenfare";
import { PageElement } from "../components/page-element.js";
import { findModel } from "../engine/catalog-info.js";
import { engine } from "../engine/client.js";
import { latest } from "../engine/latest.js";
import { formatCount, plural } from "../format/numbers.js";
import { store, type PageState } from "../state/page-state.js";

type Message = { role: string; content: string };

const roles = ["system", "developer", "user", "assistant"];

/** A chat as it is sent: messages with roles, and tools, counted with the model's framing. */
export class CountChat extends PageElement {
  #messages: Message[] = [
    { role: "system", content: "You are a helpful assistant." },
    { role: "user", content: "" },
  ];
  #tools = "";
  #count: ChatCount | null = null;
  #problem = "";

  readonly #ask = latest(
    ({ request, model }: { request: ChatRequest; model: string }) => engine.countChat(request, findModel(model)?.encoding.encoding ?? "o200k_base"),
    (count) => this.#show(count, ""),
    (error) => this.#show(null, error.message),
  );

  override connectedCallback(): void {
    super.connectedCallback();
    this.#recount();
  }

  protected override stateChanged(state: PageState, before: PageState): void {
    if (state.model !== before.model) this.#recount();
  }

  protected override render(): TemplateResult {
    const count = this.#count;
    return html`<details class="card">
      <summary><h2>Chat with roles and tools</h2></summary>
      <div class="stack">
        ${this.#messages.map(
          (message, i) => html`<fieldset class="message">
            <legend class="label">Message ${i + 1}${count?.messages[i] === undefined ? "" : `, ${plural(count.messages[i]!, "token")}`}</legend>
            <select aria-label="Role of message ${i + 1}" @change=${(event: Event) => this.#edit(i, { role: (event.target as HTMLSelectElement).value })}>
              ${roles.map((role) => html`<option ?selected=${role === message.role}>${role}</option>`)}
            </select>
            <textarea rows="2" aria-label="Message ${i + 1}" .value=${message.content} @input=${(event: Event) => this.#edit(i, { content: (event.target as HTMLTextAreaElement).value })}></textarea>
            <button class="button quiet" aria-label="Remove message ${i + 1}" @click=${() => this.#set(this.#messages.filter((_, at) => at !== i))}>Remove</button>
          </fieldset>`,
        )}
        <div class="row">
          <button class="button" @click=${() => this.#set([...this.#messages, { role: this.#messages.at(-1)?.role === "user" ? "assistant" : "user", content: "" }])}>Add a message</button>
        </div>
        <div class="field">
          <label for="tools">Tools, as the JSON array of a request</label>
          <textarea id="tools" rows="3" class="mono" spellcheck="false" .value=${this.#tools} @input=${this.#editTools}></textarea>
        </div>
        ${this.#problem ? html`<p class="problem" role="alert">${this.#problem}</p>` : nothing}
        ${count
          ? html`<div class="row spread">
                <p role="status"><strong class="number">${formatCount(count.total)}</strong> tokens: ${formatCount(count.tools)} for tools, ${formatCount(count.overhead)} of framing
                  <span class="badge ${count.exact ? "exact" : "estimated"}">${count.exact ? "exact" : "estimated"}</span></p>
                <button class="button" @click=${() => store.set({ request: { ...store.state.request, inputTokens: count.total }, view: "price" })}>Price this chat</button>
              </div>
              ${count.notes.length ? html`<ul class="small soft">${count.notes.map((note) => html`<li>${note}</li>`)}</ul>` : nothing}`
          : nothing}
      </div>
    </details>`;
  }

  #edit(at: number, change: Partial<Message>): void {
    this.#set(this.#messages.map((message, i) => (i === at ? { ...message, ...change } : message)));
  }

  #set(messages: Message[]): void {
    this.#messages = messages;
    this.#recount();
  }

  #editTools(event: Event): void {
    this.#tools = (event.target as HTMLTextAreaElement).value;
    this.#recount();
  }

  #recount(): void {
    this.requestUpdate();
    let tools: unknown[] = [];
    try {
      const parsed: unknown = this.#tools.trim() ? JSON.parse(this.#tools) : [];
      if (!Array.isArray(parsed)) return this.#show(null, "Tools are a JSON array: [ … ].");
      tools = parsed;
    } catch (error) {
      return this.#show(null, `The tools are not JSON yet: ${(error as Error).message}`);
    }
    const { model } = this.state;
    this.#ask({ model, request: { model, messages: this.#messages, ...(tools.length && { tools }) } });
  }

  #show(count: ChatCount | null, problem: string): void {
    this.#count = count;
    this.#problem = problem;
    this.requestUpdate();
  }
}

customElements.define("count-chat", CountChat);
