import { html, nothing, type TemplateResult } from "lit";
import { PageElement } from "../components/page-element.js";
import { info } from "../engine/catalog-info.js";
import { messageOf } from "../format/words.js";
import { type PageState, store, type View, views } from "../state/page-state.js";
import "./glossary.js";
import { loadView } from "./load-view.js";
import "./share-menu.js";
import { currentTheme, nextTheme } from "./theme.js";

const titles: Record<View, { name: string; heading: string }> = {
  count: { name: "Count", heading: "Count tokens and their cost" },
  price: { name: "Price", heading: "Price one request" },
  compare: { name: "Compare", heading: "Compare models on your workload" },
  project: { name: "Project", heading: "Project the coming months" },
  catalog: { name: "Catalog", heading: "All prices, with their history" },
};

/** The header, navigation and footer around the views. */
export class PageShell extends PageElement {
  /** A link, a file or an import that could not be read. Shown until dismissed. */
  problem = "";
  /** Shows the new version that is ready, if there is one. */
  private acceptUpdate: (() => void) | null = null;

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
    document.title = `${titles[state.view].name} · tokenfare`;
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
                >${titles[each].name}</a
              >`,
          )}
        </nav>
        <div class="tools">
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
        <h1 tabindex="-1">${titles[view].heading}</h1>
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
          tokenfare ${info.version} · prices checked on
          <span class="whole">${info.checked}</span> · everything is calculated on this device; the
          page cannot connect to any server.
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

  #view(view: View): TemplateResult {
    switch (view) {
      case "count":
        return html`<count-view></count-view>`;
      case "price":
        return html`<price-view></price-view>`;
      case "compare":
        return html`<compare-view></compare-view>`;
      case "project":
        return html`<project-view></project-view>`;
      case "catalog":
        return html`<catalog-view></catalog-view>`;
    }
  }

  /** The view's element is in the page already and is upgraded when its code has loaded. */
  #load(view: View): void {
    loadView(view).catch((error: unknown) =>
      this.report(`This view could not be loaded: ${messageOf(error)}`),
    );
  }

  #go(event: MouseEvent, view: View): void {
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

  async #takeToCount(files: readonly File[]): Promise<void> {
    store.set({ view: "count" });
    const { droppedFiles } = await import("../files/dropped-files.js");
    droppedFiles.use(this.state.model);
    droppedFiles.take(files);
  }

  /**
   * The Count view handles dropped files itself. Files dropped on another view open Count; without
   * a handler the browser would navigate to them.
   */
  readonly #update = (event: Event): void => {
    this.acceptUpdate = (event as CustomEvent<() => void>).detail;
    this.requestUpdate();
  };

  readonly #over = (event: DragEvent): void => {
    if (this.state.view !== "count" && event.dataTransfer?.types.includes("Files"))
      event.preventDefault();
  };

  readonly #drop = (event: DragEvent): void => {
    if (this.state.view === "count" || !event.dataTransfer?.files.length) return;
    event.preventDefault();
    void this.#takeToCount([...event.dataTransfer.files]);
  };

  readonly #shortcut = (event: KeyboardEvent): void => {
    const typing =
      event.target instanceof HTMLElement && event.target.matches("input, select, textarea");
    if (event.altKey && /^[1-5]$/.test(event.key))
      store.set({ view: views[Number(event.key) - 1]! });
    else if ((event.ctrlKey || event.metaKey) && event.key === "k")
      this.querySelector<HTMLElement>("model-select select")?.focus();
    else if (!typing && event.key === "/")
      this.querySelector<HTMLElement>("input[type=search], textarea")?.focus();
    else if (!typing && event.key === "?")
      this.querySelector<HTMLElement & { open(): void }>("page-glossary")?.open();
    else return;
    event.preventDefault();
  };
}

customElements.define("page-shell", PageShell);
