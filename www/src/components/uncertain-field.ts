import { html, type TemplateResult } from "lit";
import type { Uncertain } from "tokenfare";
import { PageElement } from "./page-element.js";
import "./number-field.js";

type Kind = "one" | "range" | "typical";

/** A number, a range, or a typical and a rare value. Fires `uncertain-change` with the value as its detail. */
export class UncertainField extends PageElement {
  static override properties = { label: {}, value: { attribute: false } };

  declare label: string;
  declare value: Uncertain;

  constructor() {
    super();
    this.label = "";
    this.value = 0;
  }

  protected override render(): TemplateResult {
    const { value } = this;
    const kind = kindOf(value);
    return html`<fieldset class="uncertain ${kind}">
      <legend class="label">${this.label}</legend>
      <select aria-label="${this.label}: how sure" @change=${(event: Event) => this.#set(as((event.target as HTMLSelectElement).value as Kind, value))}>
        <option value="one" ?selected=${kind === "one"}>one value</option>
        <option value="range" ?selected=${kind === "range"}>a range</option>
        <option value="typical" ?selected=${kind === "typical"}>typical and rare</option>
      </select>
      ${this.#fields(value)}
    </fieldset>`;
  }

  #fields(value: Uncertain): TemplateResult | TemplateResult[] {
    if (typeof value === "number") return this.#field("Value", value, (number) => number);
    if ("mode" in value) {
      return [
        this.#field("Lowest", value.low, (low) => ({ ...value, low })),
        this.#field("Most likely", value.mode, (mode) => ({ ...value, mode })),
        this.#field("Highest", value.high, (high) => ({ ...value, high })),
      ];
    }
    if ("p50" in value) {
      return [
        this.#field("Half are below", value.p50, (p50) => ({ ...value, p50 })),
        this.#field("One in 20 is above", value.p95, (p95) => ({ ...value, p95 })),
      ];
    }
    return html`<p class="small soft">${value.samples.length} samples, drawn as they are</p>`;
  }

  #field(name: string, value: number, change: (value: number) => Uncertain): TemplateResult {
    return html`<number-field .label=${`${name}`} .value=${value} @number-change=${(event: CustomEvent<number>) => {
      event.stopPropagation();
      this.#set(change(event.detail));
    }}></number-field>`;
  }

  #set(value: Uncertain): void {
    this.value = value;
    this.dispatchEvent(new CustomEvent("uncertain-change", { detail: value, bubbles: true }));
  }
}

function kindOf(value: Uncertain): Kind | "samples" {
  if (typeof value === "number") return "one";
  return "mode" in value ? "range" : "p50" in value ? "typical" : "samples";
}

/** The plain number of the base case. */
export function typical(value: Uncertain): number {
  if (typeof value === "number") return value;
  if ("mode" in value) return value.mode;
  return "p50" in value ? value.p50 : (value.samples[0] ?? 0);
}

function as(kind: Kind, value: Uncertain): Uncertain {
  const middle = typical(value);
  if (kind === "one") return middle;
  return kind === "range" ? { low: middle * 0.7, mode: middle, high: middle * 1.5 } : { p50: middle, p95: middle * 2 };
}

customElements.define("uncertain-field", UncertainField);
