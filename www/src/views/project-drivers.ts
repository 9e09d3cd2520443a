/** The fields of a scenario: one card for the whole, one for each workload. */
import { html, nothing, type TemplateResult } from "lit";
import type { Scenario, Uncertain, Workload } from "tokenfare";
import "../components/model-select.js";
import { findModel, info } from "../engine/catalog-info.js";

type Change = (change: Partial<Scenario>) => void;

export function drivers(scenario: Scenario, change: Change): TemplateResult {
  const setWorkload = (at: number, workload: Workload): void => change({ workloads: scenario.workloads.map((each, i) => (i === at ? workload : each)) });
  return html`<div class="card stack">
      <h2>Time and budget</h2>
      <div class="fields">
        ${number("Months", scenario.months, (months) => change({ months: Math.min(Math.max(1, Math.round(months)), 120) }))}
        <div class="field">
          <label for="start">First day</label>
          <input id="start" type="date" .value=${scenario.start ?? info.checked} @change=${(event: Event) => change({ start: (event.target as HTMLInputElement).value })} />
        </div>
        ${number("Budget a month, US dollars", scenario.budget?.monthly ?? 0, (monthly) => change(monthly > 0 ? { budget: { ...scenario.budget, monthly } } : without(scenario, "budget")))}
        ${number("Credits, US dollars", scenario.credits?.grants[0]?.amount ?? 0, (amount) => change(amount > 0 ? { credits: { ...scenario.credits, grants: [{ ...scenario.credits?.grants[0], amount }] } } : without(scenario, "credits")))}
        ${number("Prices change a year, %", (scenario.priceChangePerYear ?? 0) * 100, (percent) => change({ priceChangePerYear: percent / 100 }), -99)}
        ${number("Safety margin, %", (scenario.markup ?? 0) * 100, (percent) => change({ markup: percent / 100 }))}
      </div>
    </div>
    ${scenario.workloads.map((workload, i) => card(workload, scenario.workloads.length > 1, (next) => setWorkload(i, next), () => change({ workloads: scenario.workloads.filter((_, at) => at !== i) })))}
    <button class="button" @click=${() => change({ workloads: [...scenario.workloads, { ...scenario.workloads[0]!, name: `workload ${scenario.workloads.length + 1}` }] })}>Add a workload</button>`;
}

function card(workload: Workload, removable: boolean, set: (workload: Workload) => void, remove: () => void): TemplateResult {
  const { requests, request, conversation } = workload;
  const unit = requests.perMonth !== undefined ? "perMonth" : "perDay";
  const model = typeof workload.model === "string" ? workload.model : (workload.model[0]?.model ?? "");
  const compound = workload.growth?.kind === "compound" ? workload.growth.perMonth : 0;
  return html`<div class="card stack">
    <div class="row spread"><h2>${workload.name}</h2>${removable ? html`<button class="button quiet" aria-label="Remove ${workload.name}" @click=${remove}>Remove</button>` : nothing}</div>
    <model-select .models=${info.models} .value=${findModel(model)?.id ?? model} @model-change=${(event: CustomEvent<string>) => set({ ...workload, model: event.detail })}></model-select>
    ${uncertain(unit === "perDay" ? "Requests per day" : "Requests per month", requests[unit] ?? 0, (value) => set({ ...workload, requests: { ...requests, [unit]: value } }))}
    ${conversation
      ? html`${uncertain("Turns of a conversation", conversation.turns, (turns) => set({ ...workload, conversation: { ...conversation, turns } }))}
          ${uncertain("System prompt, tokens", conversation.systemTokens, (systemTokens) => set({ ...workload, conversation: { ...conversation, systemTokens } }))}
          ${uncertain("User message, tokens", conversation.userTokens, (userTokens) => set({ ...workload, conversation: { ...conversation, userTokens } }))}
          ${uncertain("Answer, tokens", conversation.answerTokens, (answerTokens) => set({ ...workload, conversation: { ...conversation, answerTokens } }))}`
      : html`${uncertain("Input tokens a request", request?.inputTokens ?? 0, (inputTokens) => set({ ...workload, request: { ...request, inputTokens } }))}
          ${uncertain("Output tokens a request", request?.outputTokens ?? 0, (outputTokens) => set({ ...workload, request: { ...request, outputTokens } }))}`}
    <div class="fields">
      ${number("Growth a month, %", (typeof compound === "number" ? compound : 0) * 100, (percent) => set(percent === 0 ? dropGrowth(workload) : { ...workload, growth: { kind: "compound", perMonth: percent / 100 } }), -99)}
      ${number("Through the batch tier, %", (workload.batchShare ?? 0) * 100, (percent) => set({ ...workload, batchShare: Math.min(percent, 100) / 100 }))}
      ${number("Answered by your own cache, %", (workload.responseCacheHitRate ?? 0) * 100, (percent) => set({ ...workload, responseCacheHitRate: Math.min(percent, 100) / 100 }))}
    </div>
  </div>`;
}

function number(label: string, value: number, set: (value: number) => void, min = 0): TemplateResult {
  return html`<number-field .label=${label} .value=${value} .min=${min} @number-change=${(event: CustomEvent<number>) => set(event.detail)}></number-field>`;
}

function uncertain(label: string, value: Uncertain, set: (value: Uncertain) => void): TemplateResult {
  return html`<uncertain-field .label=${label} .value=${value} @uncertain-change=${(event: CustomEvent<Uncertain>) => set(event.detail)}></uncertain-field>`;
}

function dropGrowth(workload: Workload): Workload {
  const { growth: _, ...rest } = workload;
  return rest;
}

/** A change that takes a part away: the part set to undefined is left out of JSON and of links. */
function without(scenario: Scenario, part: "budget" | "credits"): Partial<Scenario> {
  const { [part]: _, ...rest } = scenario;
  return { ...rest, [part]: undefined } as unknown as Partial<Scenario>;
}
