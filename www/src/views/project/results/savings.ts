/** What would save money, and what moves the total most. */
import { html, nothing, type TemplateResult } from "lit";
import type { Projection } from "tokenfare";
import { about, money } from "../../../components/money-figure.js";
import { exactMoney } from "../../../format/money.js";
import { leverTitle, pathInWords } from "../../../format/words.js";
import { tornadoChart } from "../tornado-chart.js";

/** Levers that change what the answers are like: they lead to another model. */
const changesQuality = new Set(["cheaper-model", "other-provider", "fine-tune"]);

export interface LeverActions {
  apply: (patch: object) => void;
  addVariant: (name: string, patch: object) => void;
}

export function savings(
  projection: Projection,
  actions: LeverActions,
): TemplateResult | typeof nothing {
  if (!projection.levers.length) return nothing;
  // What keeps the model comes first: a saving that costs quality is a different decision.
  const levers = [...projection.levers].sort(
    (a, b) => Number(changesQuality.has(a.name)) - Number(changesQuality.has(b.name)),
  );
  const several = projection.scenario.workloads.length > 1;
  return html`<section class="card stack" aria-label="Ways to save">
    <h2>Ways to save</h2>
    <ul class="levers">
      ${levers.map((lever) => {
        const name = leverTitle(lever.name) + (several ? `, ${lever.workload}` : "");
        return html`<li>
          <div>
            <p>
              <strong>${name}</strong>: saves
              <strong class="number" title=${exactMoney(lever.saves)}>${money(lever.saves)}</strong>
            </p>
            <p class="small soft">
              ${lever.explanation}
              ${
                changesQuality.has(lever.name)
                  ? "Its answers differ: test their quality before you switch."
                  : nothing
              }
            </p>
          </div>
          <div class="row">
            <button
              class="button"
              aria-label="Apply: ${name}"
              @click=${() => actions.apply(lever.patch)}
            >
              Apply
            </button>
            <button
              class="button quiet"
              aria-label="Compare as option: ${name}"
              @click=${() => actions.addVariant(name, lever.patch)}
            >
              Compare as option
            </button>
          </div>
        </li>`;
      })}
    </ul>
  </section>`;
}

export function sensitivity({
  sensitivity,
  scenario,
  total,
}: Projection): TemplateResult | typeof nothing {
  if (!sensitivity?.length) return nothing;
  const isAssumed = sensitivity.every((each) => each.varianceShare == null);
  return html`<section class="card stack" aria-label="What moves the total">
    <h2>What moves the total most</h2>
    <p class="small soft">
      ${
        isAssumed
          ? "Each figure alone, 10% lower and 10% higher."
          : "Each uncertain figure alone, at a low value (1 case in 10 is lower) and a high one (1 in 10 is higher)."
      }
      The line marks the base case, ${money(total)}.
    </p>
    ${tornadoChart(
      "Each figure alone at its low and its high value",
      sensitivity.map((each) => ({
        name: pathInWords(each.path, scenario),
        low: each.low.usd,
        high: each.high.usd,
      })),
      total.usd,
      about,
    )}
  </section>`;
}
