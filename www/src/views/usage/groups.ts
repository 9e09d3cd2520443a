/** The cost by model, by project or by what else the log names. */
import { html, nothing, type TemplateResult } from "lit";
import type { UsageDimension, UsageReport } from "tokenfare";
import { exportMenu } from "../../components/export-menu.js";
import { modelName } from "../../components/model-name.js";
import { money } from "../../components/money-figure.js";
import { downloadCsv } from "../../format/csv.js";
import { downloadJson } from "../../format/export.js";
import { exactMoney } from "../../format/money.js";
import { formatCount, formatPercent } from "../../format/numbers.js";
import { type Answer, openLog } from "./open-log.js";

const dimensions: readonly (readonly [UsageDimension, string])[] = [
  ["model", "Model"],
  ["provider", "Provider"],
  ["project", "Project"],
  ["key", "API key"],
  ["user", "User"],
  ["workspace", "Workspace"],
  ["session", "Session"],
  ["source", "File"],
  ["tier", "Tier"],
  ["weekday", "Weekday"],
  ["hour", "Hour"],
];

/** Rows that are shown at first. */
const shown = 25;

type Group = UsageReport["groups"][number];

export function groupTable({ groups: report, question }: Answer): TemplateResult {
  const { by } = question;
  const isTime = by === "hour" || by === "weekday";
  const groups = isTime
    ? report.groups
    : [...report.groups].sort((left, right) => right.cost.usd - left.cost.usd);
  const total = report.total.usd;
  const name = dimensions.find(([each]) => each === by)?.[1] ?? by;
  return html`<section class="card stack" aria-label="Where it went">
    <div class="row spread">
      <h2>Where it went</h2>
      ${exportMenu("Export", [
        ["CSV", () => save(by, groups)],
        ["JSON", () => downloadJson("tokenfare-usage.json", report)],
      ])}
    </div>
    <label class="field start"
      ><span class="label">By</span>
      <select
        id="usage-by"
        @change=${({ target }: Event) =>
          openLog.ask({ by: (target as HTMLSelectElement).value as UsageDimension, chosen: null })}
      >
        ${dimensions.map(
          ([each, label]) => html`<option value=${each} ?selected=${each === by}>${label}</option>`,
        )}
      </select></label
    >
    <div class="scroll" role="region" aria-label="Cost by ${name}" tabindex="0">
      <table class="cards dense">
        <thead>
          <tr>
            <th scope="col">${name}</th>
            <th scope="col" class="end">Requests</th>
            <th scope="col" class="end">Input tokens</th>
            <th scope="col" class="end">Output tokens</th>
            <th scope="col" class="end">Cost</th>
            <th scope="col" class="end">Share</th>
          </tr>
        </thead>
        <tbody>
          ${groups.slice(0, shown).map((group) => row(group, question, total))}
        </tbody>
      </table>
    </div>
    ${
      groups.length > shown
        ? html`<p class="small soft">
            The ${shown} costliest of ${formatCount(groups.length)}. The exports have all.
          </p>`
        : nothing
    }
  </section>`;
}

function row(group: Group, { by, chosen }: Answer["question"], total: number): TemplateResult {
  const key = group.key[by] ?? "";
  const share = total > 0 ? group.cost.usd / total : 0;
  const label = key === "" ? "not stated" : by === "model" ? modelName(key) : key;
  const { inputTokens, outputTokens } = group.quantities;
  return html`<tr class=${chosen === key ? "picked" : ""}>
    <th scope="row">
      <button
        class="link"
        aria-pressed=${chosen === key ? "true" : "false"}
        title="Draw its days in the chart above"
        @click=${() => openLog.ask({ chosen: chosen === key ? null : key })}
      >
        ${label}
      </button>
    </th>
    <td class="end number" data-label="Requests">${formatCount(group.requests)}</td>
    <td class="end number" data-label="Input tokens">${formatCount(inputTokens ?? 0)}</td>
    <td class="end number" data-label="Output tokens">${formatCount(outputTokens ?? 0)}</td>
    <td class="end number" data-label="Cost" title=${exactMoney(group.cost)}>
      ${money(group.cost)}${
        group.unpriced
          ? html`<span class="small soft"> + ${formatCount(group.unpriced)} without a price</span>`
          : nothing
      }
    </td>
    <td class="end number" data-label="Share">
      <meter max="1" .value=${share} aria-hidden="true"></meter> ${formatPercent(share, 1)}
    </td>
  </tr>`;
}

function save(by: UsageDimension, groups: readonly Group[]): void {
  downloadCsv(`tokenfare-usage-by-${by}.csv`, [
    [by, "requests", "input tokens", "output tokens", "cost in USD", "records without a price"],
    ...groups.map(({ key, requests, quantities, cost, unpriced }) => [
      key[by] ?? "",
      requests,
      quantities.inputTokens ?? 0,
      quantities.outputTokens ?? 0,
      cost.exact,
      unpriced ?? 0,
    ]),
  ]);
}
