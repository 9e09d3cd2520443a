import { html, type TemplateResult } from "lit";
import { PageElement } from "../components/page-element.js";

export class CountFiles extends PageElement {
  protected override render(): TemplateResult {
    return html``;
  }
}

customElements.define("count-files", CountFiles);
