import { html, nothing, type TemplateResult } from "lit";
import type { Uncertain } from "tokenfare";
import { plural } from "../format/numbers.js";
import "./number-field.js";
import { PageElement } from "./page-element.js";

type Kind = "one" | "range" | "typical";

/**
 * A fixed number, a range, or a typical and a rare value. Fires `uncertain-change` with the value
 * as its detail.
 */
export class UncertainField extends PageElement {
  static override properties = {
    label: {},
    value: { attribute: false },
    fault: {},
    percent: { type: Boolean },
    min: { type: Number },
  };

  declare label: string;
  declare value: Uncertain;
  declare fault: string | undefined;
  declare percent: boolean;
  declare min: number;

  protected override readonly followsState = false;

  constructor() {
    super();
    this.label = "";
    this.value = 0;
    this.percent = false;
    this.min = 0;
  }

  protected override render(): TemplateResult {
    const { value, label } = this;
    const kind = kindOf(value);
    return html`<div class="uncertain ${kind}" role="group" aria-label=${label}>
      ${kind === "one" ? nothing : html`<p class="label" aria-hidden="true">${label}</p>`}
      <div class="values">${this.#fields(value)}</div>
      <select
        aria-label="${label}: how sure"
        @change=${(event: Event) =>
          this.#set(as((event.target as HTMLSelectElement).value as Kind, value))}
      >
        <option value="one" ?selected=${kind === "one"}>fixed</option>
        <option value="range" ?selected=${kind === "range"}>range</option>
        <option value="typical" ?selected=${kind === "typical"}>typical, rare</option>
        ${kind === "samples" ? html`<option selected>samples</option>` : nothing}
      </select>
      ${
        kind !== "one" && this.fault
          ? html`<p class="problem" role="alert">${this.fault}</p>`
          : nothing
      }
    </div>`;
  }

  #fields(value: Uncertain): TemplateResult | TemplateResult[] {
    if (typeof value === "number")
      return this.#field(this.label, value, (number) => number, this.fault);
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
        this.#field("1 in 20 is above", value.p95, (p95) => ({ ...value, p95 })),
      ];
    }
    return html`<p class="small soft">
      ${plural(value.samples.length, "sample")}, drawn as they are
    </p>`;
  }

  #field(
    name: string,
    value: number,
    change: (value: number) => Uncertain,
    fault?: string,
  ): TemplateResult {
    return html`<number-field
      .label=${name}
      .value=${value}
      .percent=${this.percent}
      .min=${this.min}
      .fault=${fault}
      @number-change=${(event: CustomEvent<number>) => {
        event.stopPropagation();
        this.#set(change(event.detail));
      }}
    ></number-field>`;
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

/** The single number that stands for the value in the base case. */
export function typical(value: Uncertain): number {
  if (typeof value === "number") return value;
  if ("mode" in value) return value.mode;
  return "p50" in value
    ? value.p50
    : ([...value.samples].sort((a, b) => a - b)[value.samples.length >> 1] ?? 0);
}

function as(kind: Kind, value: Uncertain): Uncertain {
  const middle = typical(value);
  if (kind === "one") return middle;
  const about = (factor: number): number => Number((middle * factor).toPrecision(6));
  return kind === "range"
    ? { low: about(0.7), mode: middle, high: about(1.5) }
    : { p50: middle, p95: about(2) };
}

customElements.define("uncertain-field", UncertainField);
