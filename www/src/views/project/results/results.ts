/** The results of a projection: the answer first, then what is behind it. */
import { html, nothing, type TemplateResult } from "lit";
import type { Projection, ScenarioComparison } from "tokenfare";
import { warningList } from "../../../components/quote-lines.js";
import type { PriceChange } from "../../../engine/catalog-calls.js";
import { warningsToShow } from "../../../state/warnings.js";
import { headlineCard } from "./headline.js";
import { monthsChart, type SaveFormat } from "./months-chart.js";
import { type OptionActions, optionLines, optionsTable } from "./options.js";
import { type LeverActions, savings, sensitivity } from "./savings.js";
import { budgetAndLimits, costBreakdown } from "./tables.js";

export interface Results {
  projection: Projection;
  comparison: ScenarioComparison | null;
  changes: readonly PriceChange[];
}

export interface Actions extends OptionActions, LeverActions {
  save: (format: SaveFormat) => void;
}

/** What stays in view beside the fields. */
export function answer(
  { projection, comparison, changes }: Results,
  actions: Actions,
  optionBar: TemplateResult,
): TemplateResult {
  return html`${headlineCard(projection)} ${optionBar} ${optionLines(projection, comparison)}
  ${monthsChart(projection, comparison, changes, actions.save)}`;
}

export function details({ projection, comparison }: Results, actions: Actions): TemplateResult {
  const warnings = warningsToShow(projection.warnings);
  return html`${warnings.length ? warningList(warnings) : nothing}
  ${optionsTable(projection, comparison, actions)} ${savings(projection, actions)}
  ${sensitivity(projection)} ${budgetAndLimits(projection)} ${costBreakdown(projection)}`;
}
