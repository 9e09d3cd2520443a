import { html, nothing, type TemplateResult } from "lit";
import { copy, download } from "../format/export.js";
import { parseNumber } from "../format/numbers.js";
import { writeAddress } from "../state/address.js";
import { asCode, exportState, importState } from "../state/exchange.js";
import { initialState, store } from "../state/page-state.js";
import { defaultModel } from "../engine/catalog-info.js";
import { PageElement } from "./page-element.js";

/** Share, export, import, currency, reset. */
export class ShareMenu extends PageElement {
  #withText = false;
  #said = "";
  #problem = "";

  protected override render(): TemplateResult {
    const { currency } = this.state;
    return html`<button class="button quiet" @click=${() => this.#dialog.showModal()}>Share</button>
      <dialog aria-labelledby="share-title" @close=${() => this.#say("")}>
        <div class="row spread">
          <h2 id="share-title">Share and keep</h2>
          <button class="button" @click=${() => this.#dialog.close()}>Close</button>
        </div>
        <div class="stack">
          <label class="check"
            ><input type="checkbox" .checked=${this.#withText} @change=${this.#tick} />
            Put the text into the link too. Without it, a link holds numbers and models only.</label
          >
          <div class="row">
            <button class="button primary" @click=${() => this.#copy(this.#link, "The link is copied.")}>Copy link</button>
            <button class="button" @click=${() => this.#copy(asCode(this.state), "The code is copied.")}>Copy as code</button>
            <button class="button" @click=${() => download("tokenfare.json", "application/json", exportState(this.state))}>Save as JSON</button>
            <label class="button">Open JSON<input class="visually-hidden" type="file" accept=".json,application/json" @change=${this.#import} /></label>
            <button class="button" @click=${this.#print}>Print a report</button>
            <button class="button" @click=${this.#reset}>Start anew</button>
          </div>
          <div class="row">
            <div class="field">
              <label for="currency-code">Currency</label>
              <input id="currency-code" maxlength="3" autocomplete="off" .value=${currency.code} @change=${this.#currency} />
            </div>
            <div class="field">
              <label for="currency-rate">Units for one US dollar</label>
              <input id="currency-rate" inputmode="decimal" autocomplete="off" .value=${String(currency.perDollar)} @change=${this.#currency} />
            </div>
          </div>
          <p class="soft small">The rate is yours: the page asks nobody. Converted amounts are marked ≈; exact amounts are in US dollars.</p>
          <p class="problem" role="alert">${this.#problem || nothing}</p>
          <p class="small" role="status">${this.#said}</p>
        </div>
      </dialog>`;
  }

  get #dialog(): HTMLDialogElement {
    return this.querySelector("dialog")!;
  }

  get #link(): string {
    return location.href.replace(/#.*$/, "") + writeAddress(this.state, this.#withText);
  }

  #say(said: string, problem = ""): void {
    this.#said = said;
    this.#problem = problem;
    this.requestUpdate();
  }

  #tick(event: Event): void {
    this.#withText = (event.target as HTMLInputElement).checked;
  }

  #copy(text: string, said: string): void {
    copy(text).then(() => this.#say(said), (error: Error) => this.#say("", error.message));
  }

  async #import(event: Event): Promise<void> {
    const input = event.target as HTMLInputElement;
    const file = input.files?.[0];
    input.value = "";
    if (!file) return;
    try {
      if (file.size > 1_000_000) throw new Error("it is too large");
      store.set(importState(await file.text()));
      this.#say(`${file.name} is open.`);
    } catch (error) {
      this.#say("", `${file.name} cannot be opened: ${error instanceof Error ? error.message : String(error)}. Nothing was changed.`);
    }
  }

  #print(): void {
    this.#dialog.close();
    window.print();
  }

  #reset(): void {
    store.set({ ...initialState, view: this.state.view, model: defaultModel() });
    this.#say("Everything is as on a first visit.");
  }

  #currency(): void {
    const code = this.querySelector<HTMLInputElement>("#currency-code")!.value.trim().toUpperCase();
    const perDollar = parseNumber(this.querySelector<HTMLInputElement>("#currency-rate")!.value);
    if (!/^[A-Z]{3}$/.test(code)) return this.#say("", "Enter a currency's three letters, such as EUR.");
    if (perDollar === null || perDollar <= 0) return this.#say("", "Enter how many units one US dollar buys, such as 0.92.");
    store.set({ currency: { code, perDollar: code === "USD" ? 1 : perDollar } });
    this.#say("");
  }
}

customElements.define("share-menu", ShareMenu);
