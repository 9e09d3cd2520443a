/** The kind of a workload's growth, and the numbers of that kind. */
import { html, nothing, type TemplateResult } from "lit";
import type { Workload } from "tokenfare";
import { choice, listField, numberField, uncertainField } from "../../components/edit-fields.js";
import { typical } from "../../components/uncertain-field.js";
import type { Edit } from "../../state/edit.js";

type Growth = NonNullable<Workload["growth"]>;
type Kind = Growth["kind"] | "none";

const kinds: readonly (readonly [Kind, string])[] = [
  ["none", "none"],
  ["compound", "by % each month"],
  ["linear", "by a number each month"],
  ["logistic", "S-curve up to a limit"],
  ["steps", "in steps"],
  ["series", "listed month by month"],
];

export function growthFields(workload: Edit<Workload>): TemplateResult {
  const kind = workload.value.growth?.kind ?? "none";
  return html`<div class="stack tight">
    ${choice("Growth", kind, kinds, (next) =>
      workload.set({ growth: first(next, perDay(workload.value)) }),
    )}
    ${workload.value.growth ? fields(workload, workload.value.growth) : nothing}
  </div>`;
}

function fields(workload: Edit<Workload>, growth: Growth): TemplateResult {
  const edit = workload.part("growth", growth);
  switch (growth.kind) {
    case "compound":
      return uncertainField(
        edit as Edit<Extract<Growth, { kind: "compound" }>>,
        "perMonth",
        "Growth per month, %",
        { percent: true, min: -0.99 },
      );
    case "linear":
      return uncertainField(
        edit as Edit<Extract<Growth, { kind: "linear" }>>,
        "perMonth",
        "Requests per day added each month",
        { min: -1e15 },
      );
    case "logistic": {
      const logistic = edit as Edit<Extract<Growth, { kind: "logistic" }>>;
      return html`${uncertainField(logistic, "capacity", "Limit, requests per day")}
        <div class="fields">
          ${numberField(logistic, "rate", "Steepness", {
            min: -100,
            max: 100,
            hint: "0.5 is gentle, 2 is steep",
          })}
          ${numberField(logistic, "midpoint", "Half of it after, months", { min: -600, max: 600 })}
        </div>
        <p class="small soft">The limit sets the volume; the number above is not used.</p>`;
    }
    case "steps": {
      const steps = edit as Edit<Extract<Growth, { kind: "steps" }>>;
      return html`${steps.items<{ month: number; factor: number }>("steps").map(
          (step, i) =>
            html`<div class="item">
              <div class="fields">
                ${numberField(step, "month", "From month", { min: 1, max: 600, whole: true })}
                ${numberField(step, "factor", "Volume times")}
              </div>
              ${
                growth.steps.length > 1
                  ? html`<button
                      class="button quiet"
                      aria-label="Remove step ${i + 1}"
                      @click=${() => steps.remove("steps", i)}
                    >
                      Remove
                    </button>`
                  : nothing
              }
            </div>`,
        )}
        <button
          class="button quiet start"
          @click=${() =>
            steps.add("steps", {
              month: (growth.steps.at(-1)?.month ?? 0) + 3,
              factor: growth.steps.at(-1)?.factor ?? 1,
            })}
        >
          Add a step
        </button>`;
    }
    case "series":
      return listField(
        edit as Edit<Extract<Growth, { kind: "series" }>>,
        "perDay",
        "Requests per day, month by month",
        { hint: "Separated by spaces; the last one stays." },
      );
  }
}

/** The initial values of each kind; undefined is no growth. */
function first(kind: Kind, volume: number): Growth | undefined {
  const rounded = (factor: number): number => Math.max(1, Math.round(volume * factor));
  switch (kind) {
    case "none":
      return undefined;
    case "compound":
      return { kind, perMonth: 0.05 };
    case "linear":
      return { kind, perMonth: rounded(0.05) };
    case "logistic":
      return { kind, capacity: rounded(5), rate: 0.8, midpoint: 6 };
    case "steps":
      return { kind, steps: [{ month: 4, factor: 2 }] };
    case "series":
      return { kind, perDay: [rounded(1), rounded(1.2), rounded(1.5)] };
  }
}

function perDay({ requests }: Workload): number {
  if (requests.perDay !== undefined) return typical(requests.perDay);
  if (requests.perMonth !== undefined) return typical(requests.perMonth) / 30;
  return typical(requests.users ?? 0) * typical(requests.perUserPerDay ?? 0);
}
