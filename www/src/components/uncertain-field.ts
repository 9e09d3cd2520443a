import { html, nothing, type TemplateResult } from "lit";
import type { Uncertain } from "tokenfare";
import { formatCount, plural } from "../format/numbers.js";
import "./number-field.js";
import { PageElement } from "./page-element.js";

type Kind = "one" | "varies" | "range" | "typical";

/**
 * A number that is fixed, differs from one request to the next, or is not certain on average.
 * Fires `uncertain-change` with the value as its detail.
 */
export class UncertainField extends PageElement {
  static override properties = {
    label: {},
    value: { attribute: false },
    fault: {},
    percent: { type: Boolean },
    varies: { type: Boolean },
    min: { type: Number },
  };

  declare label: string;
  declare value: Uncertain;
  declare fault: string | undefined;
  declare percent: boolean;
  /** Whether it may differ from one request to the next. */
  declare varies: boolean;
  declare min: number;

  protected override readonly followsState = false;

  constructor() {
    super();
    this.label = "";
    this.value = 0;
    this.percent = false;
    this.varies = false;
    this.min = 0;
  }

  protected override render(): TemplateResult {
    const { value, label } = this;
    const kind = kindOf(value);
    return html`<div class="uncertain ${kind}" role="group" aria-label=${label}>
      ${kind === "one" ? nothing : html`<p class="label" aria-hidden="true">${label}</p>`}
      <div class="values">${this.#fields(value)}</div>
      <select
        aria-label="${label}: certainty"
        @change=${(event: Event) =>
          this.#set(as((event.target as HTMLSelectElement).value as Kind, value))}
      >
        <option value="one" ?selected=${kind === "one"}>one figure</option>
        ${
          this.varies || kind === "varies"
            ? html`<option value="varies" ?selected=${kind === "varies"}>varies each time</option>`
            : nothing
        }
        <option value="range" ?selected=${kind === "range"}>a range: I’m not sure</option>
        ${
          kind === "typical"
            ? html`<option value="typical" selected>not sure of the average</option>`
            : nothing
        }
        ${kind === "samples" ? html`<option selected>observed values</option>` : nothing}
      </select>
      ${
        kind === "varies"
          ? html`<p class="hint">
              On average ${formatCount(Math.round(meanOf(value)))}, which is what many requests
              cost.
            </p>`
          : nothing
      }
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
      const [half, rare] =
        kindOf(value) === "varies"
          ? ["Typical", "Long (1 in 20)"]
          : ["As likely above as below", "1 in 20 above"];
      return [
        this.#field(half!, value.p50, (p50) => ({ ...value, p50 })),
        this.#field(rare!, value.p95, (p95) => ({ ...value, p95 })),
      ];
    }
    return html`<p class="small soft">
      ${plural(value.samples.length, "observed value")}, on average
      ${formatCount(Math.round(meanOf(value)))}
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
  if ("mode" in value) return "range";
  if ("samples" in value) return "samples";
  return value.spread === "requests" ? "varies" : "typical";
}

/** The single number that stands for the value in the base case. */
export function typical(value: Uncertain): number {
  if (typeof value === "number") return value;
  if (value.spread === "requests") return meanOf(value);
  if ("mode" in value) return value.mode;
  return "p50" in value
    ? value.p50
    : ([...value.samples].sort((a, b) => a - b)[value.samples.length >> 1] ?? 0);
}

/** The 95th percentile of the normal distribution. */
const z95 = 1.6448536269514722;

/** The mean, for display; the engine calculates with its own. */
function meanOf(value: Uncertain): number {
  if (typeof value === "number") return value;
  if ("mode" in value) return (value.low + 4 * value.mode + value.high) / 6;
  if ("p50" in value) return value.p50 * Math.exp((Math.log(value.p95 / value.p50) / z95) ** 2 / 2);
  return value.samples.reduce((sum, each) => sum + each, 0) / value.samples.length;
}

function as(kind: Kind, value: Uncertain): Uncertain {
  const middle = Number(typical(value).toPrecision(6));
  if (kind === "one") return middle;
  const about = (factor: number): number => Number((middle * factor).toPrecision(6));
  return kind === "range"
    ? { low: about(0.7), mode: middle, high: about(1.5) }
    : { p50: middle, p95: about(2.5), spread: kind === "varies" ? "requests" : "average" };
}

customElements.define("uncertain-field", UncertainField);
