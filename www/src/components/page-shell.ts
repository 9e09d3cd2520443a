import { html, type TemplateResult } from "lit";
import { PageElement } from "./page-element.js";
import "../views/count-view.js";

/** The frame around the views: name, ways in, theme. */
export class PageShell extends PageElement {
  protected override render(): TemplateResult {
    return html`
      <header class="masthead">
        <p class="name">tokenfare</p>
        <p class="tagline soft">What a language-model request costs, worked out on this device.</p>
      </header>
      <main id="main" tabindex="-1">
        <h1 class="visually-hidden">Count tokens and their cost</h1>
        <count-view></count-view>
      </main>
    `;
  }
}

customElements.define("page-shell", PageShell);
