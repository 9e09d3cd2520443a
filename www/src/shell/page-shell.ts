import { html, nothing, type TemplateResult } from "lit";
import { pickModel } from "../components/model-picker.js";
import { PageElement } from "../components/page-element.js";
import { info } from "../engine/catalog-info.js";
import { formatDay } from "../format/dates.js";
import { messageOf } from "../format/words.js";
import { ownPrices } from "../state/overrides.js";
import { type PageState, store } from "../state/page-state.js";
import "./glossary.js";
import "./share-menu.js";
import { currentTheme, nextTheme } from "./theme.js";
import { loadView, viewOf, views } from "./views.js";

/** The header, navigation and footer around the views. */
export class PageShell extends PageElement {
  /** A link, a file or an import that could not be read. Shown until dismissed. */
  problem = "";
  /** Shows the new version that is ready, if there is one. */
  private acceptUpdate: (() => void) | null = null;
  #shown: HTMLElement | null = null;

  report(problem: string): void {
    this.problem = problem;
    this.requestUpdate();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#load(this.state.view);
    document.addEventListener("keydown", this.#shortcut);
    document.addEventListener("dragover", this.#over);
    document.addEventListener("drop", this.#drop);
    window.addEventListener("update-ready", this.#update);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener("keydown", this.#shortcut);
    document.removeEventListener("dragover", this.#over);
    document.removeEventListener("drop", this.#drop);
    window.removeEventListener("update-ready", this.#update);
  }

  protected override stateChanged(state: PageState, before: PageState): void {
    if (state.view === before.view) return;
    this.#load(state.view);
    document.title = `${viewOf(state.view).name} · tokenfare`;
    void this.updateComplete.then(() => this.querySelector<HTMLElement>("h1")?.focus());
  }

  protected override render(): TemplateResult {
    const { view } = this.state;
    return html`
      <a class="skip" href="#main" @click=${this.#skip}>Skip to the content</a>
      <header class="masthead">
        <p class="name">
          <svg viewBox="0 0 64 64" width="28" height="28" aria-hidden="true">
            <rect width="64" height="64" rx="14" class="mark" />
            <path class="mark-2" d="M14 19h36v8H14z" />
            <path class="mark-1" d="M14 31h14v8H14z" />
            <path class="mark-3" d="M30 31h20v8H30z" />
            <path class="mark-5" d="M14 43h24v8H14z" /></svg
          >tokenfare
        </p>
        <nav aria-label="Views">
          ${views.map(
            (each) =>
              html`<a
                href="#v=1&amp;view=${each}"
                aria-current=${each === view ? "page" : nothing}
                @click=${(event: MouseEvent) => this.#go(event, each)}
                >${viewOf(each).name}</a
              >`,
          )}
        </nav>
        <div class="tools">
          ${
            ownPrices()
              ? html`<a
                  class="badge estimated own-on"
                  href="#v=1&amp;view=catalog"
                  @click=${(event: MouseEvent) => this.#go(event, "catalog")}
                  >own prices on</a
                >`
              : nothing
          }
          <share-menu></share-menu>
          <button
            class="button quiet"
            @click=${() =>
              this.querySelector<HTMLElement & { open(): void }>("page-glossary")?.open()}
          >
            Help
          </button>
          <button
            class="button quiet"
            aria-label="Theme: ${currentTheme()}"
            @click=${this.#turnTheme}
          >
            <span>Theme<span class="theme-name">: ${currentTheme()}</span></span>
          </button>
        </div>
      </header>
      <main id="main" tabindex="-1">
        <h1 tabindex="-1">${viewOf(view).heading}</h1>
        ${
          this.problem
            ? html`<div class="notice bad row spread" role="alert">
                <span>${this.problem}</span>
                <button class="button quiet" @click=${() => this.report("")}>Dismiss</button>
              </div>`
            : nothing
        }
        ${
          this.acceptUpdate
            ? html`<div class="notice row spread" role="status">
                <span>A new version is ready. Your entries stay.</span>
                <button class="button quiet" @click=${this.acceptUpdate}>Show it</button>
              </div>`
            : nothing
        }
        ${this.#view(view)}
      </main>
      <footer class="soft small">
        <p>
          tokenfare ${info.version} · newest price check:
          <span class="whole">${formatDay(info.checked)}</span> · everything is calculated on your
          device; nothing leaves it.
          ${
            // The page as one file carries the licences at its end.
            location.protocol === "file:"
              ? nothing
              : html`<a href="licenses.txt">Licences of what it is built from</a>`
          }
        </p>
      </footer>
      <page-glossary></page-glossary>
    `;
  }

  /** The element of the view that is shown; another view gets an element of its own. */
  #view(view: string): HTMLElement {
    const { element } = viewOf(view);
    if (this.#shown?.localName !== element) this.#shown = document.createElement(element);
    return this.#shown;
  }

  /** The view's element is in the page already and is upgraded when its code has loaded. */
  #load(view: string): void {
    loadView(view).catch((error: unknown) =>
      this.report(`This view could not be loaded: ${messageOf(error)}`),
    );
  }

  #go(event: MouseEvent, view: string): void {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    store.set({ view });
  }

  #skip(event: Event): void {
    event.preventDefault();
    this.querySelector<HTMLElement>("main")?.focus();
  }

  #turnTheme(): void {
    nextTheme();
    this.requestUpdate();
  }

  /** Opens the view's own list of models, or else the one of the model that the page is set to. */
  #chooseModel(): void {
    if (document.querySelector("dialog[open]")) return;
    const own = this.querySelector<HTMLElement & { open(): void }>("main model-select");
    if (own) own.open();
    else
      pickModel({
        title: "Choose a model",
        models: info.models,
        value: this.state.model,
        pick: (model) => store.set({ model, tier: "standard" }),
      });
  }

  /** Ctrl+P prints the report, which says more than the fields on the screen. */
  async #print(): Promise<void> {
    try {
      const { printReport } = await import("../report/printed-report.js");
      await printReport(this.state);
    } catch (error) {
      this.report(`There is nothing to print yet: ${messageOf(error)}`);
    }
  }

  async #takeToCount(files: readonly File[]): Promise<void> {
    store.set({ view: "count" });
    const { droppedFiles } = await import("../files/dropped-files.js");
    droppedFiles.use(this.state.model);
    droppedFiles.take(files);
  }

  /**
   * The Count and Usage views handle dropped files themselves. Files dropped on another view open
   * Count; without a handler the browser would navigate to them.
   */
  readonly #update = (event: Event): void => {
    this.acceptUpdate = (event as CustomEvent<() => void>).detail;
    this.requestUpdate();
  };

  get #takesFiles(): boolean {
    return this.state.view === "count" || this.state.view === "usage";
  }

  readonly #over = (event: DragEvent): void => {
    if (!this.#takesFiles && event.dataTransfer?.types.includes("Files")) event.preventDefault();
  };

  readonly #drop = (event: DragEvent): void => {
    if (this.#takesFiles || !event.dataTransfer?.files.length) return;
    event.preventDefault();
    void this.#takeToCount([...event.dataTransfer.files]);
  };

  readonly #shortcut = (event: KeyboardEvent): void => {
    const typing =
      event.target instanceof HTMLElement && event.target.matches("input, select, textarea");
    if (event.altKey && /^[1-9]$/.test(event.key))
      store.set({ view: views[Number(event.key) - 1] ?? this.state.view });
    else if ((event.ctrlKey || event.metaKey) && event.key === "k") this.#chooseModel();
    else if ((event.ctrlKey || event.metaKey) && event.key === "p") void this.#print();
    else if (!typing && event.key === "/")
      this.querySelector<HTMLElement>("input[type=search], textarea")?.focus();
    else if (!typing && event.key === "?")
      this.querySelector<HTMLElement & { open(): void }>("page-glossary")?.open();
    else return;
    event.preventDefault();
  };
}

customElements.define("page-shell", PageShell);
