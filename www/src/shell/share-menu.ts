import { html, nothing, type TemplateResult } from "lit";
import { openButton } from "../components/open-button.js";
import { PageElement } from "../components/page-element.js";
import { defaultModel } from "../engine/catalog-info.js";
import { copy, download } from "../format/export.js";
import { editableNumber, parseNumber } from "../format/numbers.js";
import { messageOf } from "../format/words.js";
import { writeLink } from "../state/link.js";
import { ownPrices, usePrices } from "../state/overrides.js";
import { initialState, type PageState, store } from "../state/page-state.js";
import { asCode, exportState, openSaved } from "../state/saved-files.js";
import { validateChange } from "../state/validate.js";

/** Links, exports, imports, the currency and the reset. */
export class ShareMenu extends PageElement {
  protected override readonly followsState = false;
  #withText = false;
  #said = "";
  #problem = "";
  /** The link, as text to be read or copied by hand. */
  #link = "";
  #currencyProblem = { code: "", rate: "" };

  protected override stateChanged(state: PageState, before: PageState): void {
    if (state.currency !== before.currency) this.requestUpdate();
  }

  protected override render(): TemplateResult {
    return html`<button class="button quiet" @click=${this.#open}>Share</button>
      <dialog aria-labelledby="share-title" @close=${() => this.#say("")}>
        <div class="row spread">
          <h2 id="share-title">Share and keep</h2>
          <button class="button" @click=${() => this.#dialog.close()}>Close</button>
        </div>
        <div class="stack">
          <section class="stack tight" aria-label="Link">
            <h3>A link to these figures</h3>
            <p class="soft small">
              Everything is after the “#”, which browsers never send anywhere. It holds numbers and
              models only, unless you tick the box.
            </p>
            <input class="link-text mono" readonly aria-label="The link" .value=${this.#link} />
            <label class="check"
              ><input type="checkbox" .checked=${this.#withText} @change=${this.#tick} /> Include
              the text</label
            >
            <div class="row">
              <button class="button primary" @click=${this.#copyLink}>Copy link</button>
            </div>
          </section>
          <section class="stack tight" aria-label="Files and code">
            <h3>A file, a report, a program</h3>
            <div class="row">
              <button
                class="button"
                @click=${() =>
                  download("tokenfare.json", "application/json", exportState(this.state))}
              >
                Save this page
              </button>
              ${openButton(
                "Open a file",
                (file) => this.#import(file),
                (problem) => this.#say("", problem),
              )}
              <button class="button" @click=${this.#print}>Print a report</button>
              <button
                class="button"
                @click=${() =>
                  this.#copy(
                    asCode(this.state, ownPrices()),
                    "The code is copied: JavaScript for the npm package.",
                  )}
              >
                Copy as code
              </button>
            </div>
          </section>
          ${this.#currency()}
          <section class="row spread" aria-label="Reset">
            <p class="small soft">Texts, plans and choices go; your own prices stay.</p>
            <button class="button" @click=${this.#reset}>Reset everything</button>
          </section>
          <p class="problem" role="alert">${this.#problem || nothing}</p>
          <p class="small" role="status">${this.#said}</p>
        </div>
      </dialog>`;
  }

  #currency(): TemplateResult {
    const { currency } = this.state;
    const { code, rate } = this.#currencyProblem;
    return html`<section class="stack tight" aria-label="Your currency">
      <h3>Your currency</h3>
      <div class="fields">
        <div class="field">
          <label for="currency-code">Currency</label>
          <input
            id="currency-code"
            maxlength="3"
            autocomplete="off"
            autocapitalize="characters"
            .value=${currency.code}
            aria-invalid=${code ? "true" : "false"}
            aria-describedby="currency-code-problem"
            @change=${this.#setCurrency}
          />
          <span class="problem" id="currency-code-problem" role="alert" ?hidden=${!code}
            >${code}</span
          >
        </div>
        <div class="field">
          <label for="currency-rate">Units for one US dollar</label>
          <input
            id="currency-rate"
            inputmode="decimal"
            autocomplete="off"
            .value=${editableNumber(currency.perDollar)}
            aria-invalid=${rate ? "true" : "false"}
            aria-describedby="currency-rate-problem"
            @change=${this.#setCurrency}
          />
          <span class="problem" id="currency-rate-problem" role="alert" ?hidden=${!rate}
            >${rate}</span
          >
        </div>
      </div>
      <p class="soft small">
        Enter the rate yourself: the page connects to nothing. Converted amounts are marked ≈; exact
        ones are in US dollars.
      </p>
    </section>`;
  }

  #open(): void {
    this.#dialog.showModal();
    void this.#writeLink();
  }

  async #writeLink(): Promise<void> {
    try {
      this.#link =
        location.href.replace(/#.*$/, "") + (await writeLink(this.state, this.#withText));
      this.requestUpdate();
    } catch (error) {
      this.#say("", messageOf(error));
    }
  }

  get #dialog(): HTMLDialogElement {
    return this.querySelector("dialog")!;
  }

  #say(said: string, problem = ""): void {
    this.#said = said;
    this.#problem = problem;
    this.requestUpdate();
  }

  #tick(event: Event): void {
    this.#withText = (event.target as HTMLInputElement).checked;
    void this.#writeLink();
  }

  async #copyLink(): Promise<void> {
    try {
      const link =
        location.href.replace(/#.*$/, "") + (await writeLink(this.state, this.#withText));
      await copy(link);
      this.#say(
        `The link is copied: ${link.length.toLocaleString()} characters` +
          `${this.#withText ? ", your text among them" : ""}.`,
      );
    } catch (error) {
      this.#say("", messageOf(error));
    }
  }

  #copy(text: string, said: string): void {
    copy(text).then(
      () => this.#say(said),
      (error: unknown) => this.#say("", messageOf(error)),
    );
  }

  /** Opens any file that this page saves: its state, a scenario or own prices. */
  async #import(file: File): Promise<void> {
    const opened = await openSaved(file);
    if (opened.kind === "prices") await usePrices(opened.prices);
    else {
      const change =
        opened.kind === "scenario"
          ? { scenario: opened.scenario, view: "project" as const }
          : opened.change;
      await validateChange(change);
      store.set(change);
    }
    this.#say(
      opened.kind === "prices" ? `The prices of ${file.name} apply.` : `${file.name} is open.`,
    );
  }

  async #print(): Promise<void> {
    this.#dialog.close();
    try {
      const { printReport } = await import("../report/printed-report.js");
      await printReport(this.state);
    } catch (error) {
      this.#dialog.showModal();
      this.#say("", `There is nothing to print yet: ${messageOf(error)}`);
    }
  }

  #reset(): void {
    store.set({ ...initialState, view: this.state.view, model: defaultModel() });
    this.#say("Everything is reset.");
  }

  /** Both fields change together: a code without its rate would show dollars under another name. */
  #setCurrency(): void {
    const code = this.querySelector<HTMLInputElement>("#currency-code")!.value.trim().toUpperCase();
    const perDollar = parseNumber(this.querySelector<HTMLInputElement>("#currency-rate")!.value);
    const known = /^[A-Z]{3}$/.test(code);
    const positive = perDollar !== null && perDollar > 0;
    this.#currencyProblem = {
      code: known ? "" : "Enter a currency's three letters, such as EUR.",
      rate: positive ? "" : "Enter how many units one US dollar buys, such as 0.92.",
    };
    if (known && positive)
      store.set({ currency: { code, perDollar: code === "USD" ? 1 : perDollar } });
    this.requestUpdate();
  }
}

customElements.define("share-menu", ShareMenu);
