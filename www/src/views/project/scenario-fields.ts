/**
 * The fields of a scenario: a card for each workload, and the time, money and limits of the whole.
 */
import { html, nothing, type TemplateResult } from "lit";
import type { Scenario, Workload } from "tokenfare";
import { check, choice, dayField, listField, numberField } from "../../components/edit-fields.js";
import { firstOfNextMonth } from "../../format/dates.js";
import { moneyField } from "./money-field.js";
import { Edit, type Fault } from "../../state/edit.js";
import { workloadFields } from "./workload-fields.js";

type Budget = NonNullable<Scenario["budget"]>;
type Credits = NonNullable<Scenario["credits"]>;
type Grant = Credits["grants"][number];
type Fixed = NonNullable<Scenario["fixed"]>[number];

export function scenarioFields(
  scenario: Scenario,
  fault: Fault | null,
  set: (scenario: Scenario) => void,
): TemplateResult {
  // On a small screen, open cards would push the results far down.
  const wide = matchMedia("(min-width: 56rem)").matches;
  const edit = new Edit(scenario, "", fault, set);
  const workloads = edit.items<Workload>("workloads");
  return html`${plan(edit)}
    ${workloads.map((workload, i) =>
      workloadFields(
        workload,
        workloads.length > 1 ? () => edit.remove("workloads", i) : null,
        wide && i === 0,
      ),
    )}
    <button
      class="button"
      @click=${() => edit.add("workloads", { ...scenario.workloads[0]!, name: freeName(scenario) })}
    >
      Add a workload
    </button>
    ${time(edit)} ${money(edit)} ${limits(edit, wide)}`;
}

/** What every plan needs first: how long, from when, and for how much money. */
function plan(edit: Edit<Scenario>): TemplateResult {
  const { budget } = edit.value;
  const limit = edit.part("budget", { monthly: 0 }) as Edit<Budget>;
  return html`<div class="card fields">
    ${numberField(edit, "months", "Months", { min: 1, max: 600, whole: true })}
    ${dayField(edit, "start", "First day", firstOfNextMonth())}
    ${moneyField(
      "Budget per month",
      budget?.monthly ?? null,
      (monthly) => edit.set({ budget: monthly ? { ...budget, monthly } : undefined }),
      { optional: true, fault: limit.faultOf("monthly") },
    )}
  </div>`;
}

function time(edit: Edit<Scenario>): TemplateResult {
  const { monthLength = "calendar" } = edit.value;
  return html`<details class="card">
    <summary><h2>Price changes, margin, month length</h2></summary>
    <div class="fields">
      ${choice(
        "Month length",
        monthLength === "calendar" ? "calendar" : "fixed",
        [
          ["calendar", "calendar"],
          ["fixed", "30 days each"],
        ] as const,
        (next) => edit.set({ monthLength: next === "calendar" ? undefined : 30 }),
      )}
      ${numberField(edit, "priceChangePerYear", "Yearly price change, %", {
        percent: true,
        min: -0.99,
        max: 10,
        hint: "−30 means 30% cheaper",
      })}
      ${numberField(edit, "markup", "Safety margin or tax, %", { percent: true, max: 100 })}
    </div>
  </details>`;
}

function money(edit: Edit<Scenario>): TemplateResult {
  const { budget, credits, fixed } = edit.value;
  const plan = edit.part("budget", { monthly: 0 }) as Edit<Budget>;
  const account = edit.part("credits", { grants: [] }) as Edit<Credits>;
  const recharge = account.part("autoRecharge", { below: 10, amount: 50 }) as Edit<
    NonNullable<Credits["autoRecharge"]>
  >;
  return html`<details class="card" ?open=${Boolean(credits ?? fixed)}>
    <summary><h2>Credits, fixed costs, budget alerts</h2></summary>
    <div class="stack">
      ${
        budget
          ? listField(plan, "thresholds", "Warn at, % of the budget", {
              percent: true,
              hint: "Empty means 50 80 100",
            })
          : nothing
      }
      ${
        budget
          ? check("Stop serving once it is spent", budget.hard ?? false, (hard) =>
              plan.set({ hard: hard || undefined }),
            )
          : nothing
      }
      <h3>Prepaid credits</h3>
      ${account.items<Grant>("grants").map(
        (grant, i) =>
          html`<div class="item" role="group" aria-label="Credit ${i + 1}">
            <div class="fields">
              ${moneyField("Amount", grant.value.amount, (amount) =>
                grant.set({ amount: amount ?? 0 }),
              )}
              ${dayField(grant, "from", "Usable from")} ${dayField(grant, "expires", "Expires on")}
            </div>
            <button
              class="button quiet"
              aria-label="Remove credit ${i + 1}"
              @click=${() => dropGrant(edit, i)}
            >
              Remove
            </button>
          </div>`,
      )}
      <button
        class="button quiet start"
        @click=${() =>
          edit.set({
            credits: { ...credits, grants: [...(credits?.grants ?? []), { amount: 100 }] },
          })}
      >
        Add a credit
      </button>
      ${
        credits
          ? html`${check("Auto-recharge", credits.autoRecharge !== undefined, (on) =>
              account.set({ autoRecharge: on ? { below: 10, amount: 50 } : undefined }),
            )}
            ${
              credits.autoRecharge
                ? html`<div class="fields">
                    ${moneyField("When below", recharge.value.below, (below) => recharge.set({ below: below ?? 0 }))}
                    ${moneyField("Top up by", recharge.value.amount, (amount) => recharge.set({ amount: amount ?? 0 }))}
                    ${moneyField(
                      "At most per month",
                      recharge.value.monthlyMax ?? null,
                      (monthlyMax) => recharge.set({ monthlyMax: monthlyMax ?? undefined }),
                      { optional: true },
                    )}
                  </div>`
                : nothing
            }`
          : nothing
      }
      <h3>Fixed costs</h3>
      ${edit.items<Fixed>("fixed").map(
        (cost, i) =>
          html`<div class="item" role="group" aria-label="Fixed cost ${i + 1}">
            <div class="fields">
              <label class="field"
                ><span class="label">Name</span
                ><input
                  autocomplete="off"
                  maxlength="80"
                  .value=${cost.value.name}
                  @change=${(event: Event) =>
                    cost.set({
                      name: (event.target as HTMLInputElement).value.trim() || cost.value.name,
                    })}
              /></label>
              ${
                cost.value.quantities
                  ? html`<p class="small soft">priced as ${cost.value.model ?? "quantities"}</p>`
                  : moneyField("Amount", cost.value.amount ?? 0, (amount) =>
                      cost.set({ amount: amount ?? 0 }),
                    )
              }
              ${choice(
                "Every",
                cost.value.every ?? "month",
                [
                  ["once", "once"],
                  ["month", "month"],
                  ["day", "day"],
                ] as const,
                (every) => cost.set({ every }),
              )}
            </div>
            <button
              class="button quiet"
              aria-label="Remove ${cost.value.name}"
              @click=${() => edit.remove("fixed", i)}
            >
              Remove
            </button>
          </div>`,
      )}
      <button
        class="button quiet start"
        @click=${() =>
          edit.add("fixed", {
            name: `cost ${(fixed?.length ?? 0) + 1}`,
            amount: 20,
            every: "month",
          })}
      >
        Add a fixed cost
      </button>
    </div>
  </details>`;
}

/** An account without grants is removed. */
function dropGrant(edit: Edit<Scenario>, at: number): void {
  const { credits } = edit.value;
  const grants = (credits?.grants ?? []).filter((_, i) => i !== at);
  edit.set({ credits: grants.length ? { ...credits, grants } : undefined });
}

function limits(edit: Edit<Scenario>, wide: boolean): TemplateResult {
  const rates = edit.part("limits", {}) as Edit<NonNullable<Scenario["limits"]>>;
  const given = edit.value.limits ?? {};
  const limit = (
    name:
      | "requestsPerMinute"
      | "requestsPerDay"
      | "tokensPerMinute"
      | "tokensPerDay"
      | "batchQueueTokens",
    label: string,
  ): TemplateResult =>
    html`<number-field
      .label=${label}
      .value=${given[name] ?? null}
      .optional=${true}
      .min=${1}
      .fault=${rates.faultOf(name)}
      @number-change=${(event: CustomEvent<number | null>) =>
        setLimit(edit, { ...given, [name]: event.detail ?? undefined })}
    ></number-field>`;
  return html`<details class="card" ?open=${wide && edit.value.limits !== undefined}>
    <summary><h2>Rate limits</h2></summary>
    <div class="stack">
      <p class="small soft">
        Find yours in your account with the vendor. Empty fields are not checked.
      </p>
      <div class="fields">
        <label class="field"
          ><span class="label">Usage tier with the vendor</span>
          <input
            autocomplete="off"
            placeholder="tier 2"
            maxlength="40"
            .value=${given.tier ?? ""}
            @change=${(event: Event) =>
              setLimit(edit, {
                ...given,
                tier: (event.target as HTMLInputElement).value.trim() || undefined,
              })}
          />
          <span class="problem" role="alert" ?hidden=${!rates.faultOf("tier")}
            >${rates.faultOf("tier")}</span
          ></label
        >
        ${limit("requestsPerMinute", "Requests per minute")}
        ${limit("tokensPerMinute", "Tokens per minute")}
        ${limit("requestsPerDay", "Requests per day, limit")}
        ${limit("tokensPerDay", "Tokens per day, limit")}
        ${limit("batchQueueTokens", "Tokens in the batch queue")}
      </div>
    </div>
  </details>`;
}

function setLimit(edit: Edit<Scenario>, limits: { [name: string]: unknown }): void {
  const given = Object.fromEntries(
    Object.entries(limits).filter(([, value]) => value !== undefined),
  );
  edit.set({
    limits: Object.keys(given).length ? (given as NonNullable<Scenario["limits"]>) : undefined,
  });
}

function freeName({ workloads }: Scenario): string {
  let number = workloads.length + 1;
  while (workloads.some((workload) => workload.name === `workload ${number}`)) number++;
  return `workload ${number}`;
}
