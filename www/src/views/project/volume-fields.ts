/** How many requests a workload has: in a day, a week, a month, once, or from its users. */
import { html, nothing, type TemplateResult } from "lit";
import type { Uncertain, Workload } from "tokenfare";
import { choice, uncertainField } from "../../components/edit-fields.js";
import "../../components/number-field.js";
import { typical } from "../../components/uncertain-field.js";
import { Edit } from "../../state/edit.js";

type Unit = "perDay" | "perWeek" | "perMonth" | "once" | "users";

/** The workloads, by name, whose daily volume the reader states for a week. */
const weekly = new Set<string>();

/** A job that is done once: its requests fall into the first month, none into later ones. */
const isOnce = ({ growth, requests }: Workload): boolean =>
  requests.perMonth !== undefined &&
  growth?.kind === "steps" &&
  growth.steps.length === 1 &&
  growth.steps[0]!.month === 2 &&
  growth.steps[0]!.factor === 0;

/** What is counted, in the reader's word where the workload's name is one: "conversations". */
export const countedOf = ({ name }: Workload): string =>
  /^[\p{Ll} ]+s$/u.test(name) ? name : "requests";

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

export function volumeFields(workload: Edit<Workload>): TemplateResult {
  const { value } = workload;
  const requests = workload.part("requests", {}) as Edit<Workload["requests"]>;
  const { perDay, activeDays = "all" } = requests.value;
  const unit = unitOf(value);
  const things = capital(countedOf(value));
  return html`<div class="fields roomy">
      ${choice<Unit>(
        "How often",
        unit,
        [
          ["perDay", "every day"],
          ["perWeek", "every week"],
          ["perMonth", "every month"],
          ["once", "once"],
          ["users", "by number of users"],
        ],
        (next) => to(workload, next),
      )}
      ${
        unit === "once" || unit === "perMonth"
          ? nothing
          : choice(
              "On",
              activeDays,
              [
                ["all", "all days"],
                ["weekdays", "weekdays"],
              ] as const,
              (next) => requests.set({ activeDays: next === "all" ? undefined : next }),
            )
      }
    </div>
    ${
      unit === "users"
        ? html`${uncertainField(requests, "users", "Users")}
          ${uncertainField(requests, "perUserPerDay", `${things} per user and day`)}`
        : unit === "perWeek"
          ? html`<number-field
              .label=${`${things} per week`}
              .value=${Number((typical(perDay ?? 0) * daysOf(value)).toPrecision(12))}
              @number-change=${(event: CustomEvent<number>) =>
                requests.set({ perDay: event.detail / daysOf(value) })}
            ></number-field>`
          : uncertainField(
              requests,
              unit === "perDay" ? "perDay" : "perMonth",
              unit === "once"
                ? `${things} in total`
                : `${things} per ${unit.slice(3).toLowerCase()}`,
            )
    }`;
}

const daysOf = ({ requests }: Workload): number => (requests.activeDays === "weekdays" ? 5 : 7);

function unitOf(workload: Workload): Unit {
  const { perMonth, users } = workload.requests;
  if (users !== undefined) return "users";
  if (perMonth !== undefined) return isOnce(workload) ? "once" : "perMonth";
  return weekly.has(workload.name) ? "perWeek" : "perDay";
}

function to(workload: Edit<Workload>, next: Unit): void {
  const { value } = workload;
  const { perDay, perMonth, users, perUserPerDay, activeDays } = value.requests;
  const now = unitOf(value);
  const daily: Uncertain =
    perDay ??
    (users !== undefined
      ? typical(users) * typical(perUserPerDay ?? 0)
      : typical(perMonth ?? 0) / 30);
  const monthly: Uncertain = perMonth ?? typical(daily) * 30;
  const days = activeDays ? { activeDays } : {};
  if (next === "perWeek") weekly.add(value.name);
  else weekly.delete(value.name);
  workload.set({
    requests:
      next === "users"
        ? { users: typical(daily), perUserPerDay: 1, ...days }
        : next === "perMonth" || next === "once"
          ? { perMonth: monthly }
          : { perDay: next === "perWeek" ? typical(daily) : daily, ...days },
    ...(next === "once" && { growth: { kind: "steps", steps: [{ month: 2, factor: 0 }] } }),
    ...(now === "once" && next !== "once" && { growth: undefined }),
  });
}

export const isJob = isOnce;
