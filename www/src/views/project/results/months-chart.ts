/** The months as a chart: what to expect, the likely range, options beside it, the budget. */
import { html, type TemplateResult } from "lit";
import type { Projection, ScenarioComparison } from "tokenfare";
import { exportMenu } from "../../../components/export-menu.js";
import "../../../components/line-chart.js";
import { about, short } from "../../../components/money-figure.js";
import type { PriceChange } from "../../../engine/catalog-calls.js";
import { formatMonth } from "../../../format/dates.js";
import { chartMarkers } from "../chart-markers.js";
import { expectedOf } from "./headline.js";

export type SaveFormat = "xlsx" | "csv" | "json" | "markdown";

export function monthsChart(
  projection: Projection,
  comparison: ScenarioComparison | null,
  changes: readonly PriceChange[],
  save: (format: SaveFormat) => void,
): TemplateResult {
  const { months, bands, scenario } = projection;
  const variants = Object.entries(comparison?.variants ?? {}).slice(0, 5);
  return html`<section class="card stack" aria-label="Month by month">
    <div class="row spread">
      <h2>Month by month</h2>
      ${exportMenu("Export", [
        ["Excel (XLSX)", () => save("xlsx")],
        ["CSV", () => save("csv")],
        ["JSON", () => save("json")],
        ["Copy as Markdown", () => save("markdown")],
      ])}
    </div>
    <line-chart
      .data=${{
        title: "Cost of each month",
        labels: months.map(formatMonth),
        series: [
          {
            name: variants.length ? "This plan" : bands ? "Expected" : "Cost",
            values: months.map((_, i) => expectedOf(projection, i)),
          },
          ...variants.map(([name, variant]) => ({
            name,
            values: months.map((_, i) => (variant.months[i] ? expectedOf(variant, i) : null)),
          })),
        ],
        ...(bands && { band: { name: "8 of 10 cases", low: bands.p10, high: bands.p90 } }),
        ...(scenario.budget && { limit: { name: "Budget", value: scenario.budget.monthly } }),
        markers: chartMarkers(projection, changes),
        area: variants.length === 0,
        format: about,
        axis: short,
      }}
    ></line-chart>
  </section>`;
}
