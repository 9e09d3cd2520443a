/** The events within a scenario's months, as markers of its chart. */
import type { Projection, Scenario, Workload } from "tokenfare";
import type { Marker } from "../../components/line-chart.js";
import type { PriceChange } from "../../engine/calls.js";
import { findModel } from "../../engine/catalog-info.js";

export const modelsOf = ({ workloads }: Scenario): string[] => [
  ...new Set(
    workloads.flatMap((workload: Workload) => [
      ...(typeof workload.model === "string"
        ? [workload.model]
        : workload.model.map((each) => each.model)),
      ...(workload.steps ?? []).map((step) => step.model),
    ]),
  ),
];

export function chartMarkers(projection: Projection, changes: readonly PriceChange[]): Marker[] {
  const { months, scenario, budget, credits } = projection;
  const found: { day: string | null | undefined; label: string }[] = [
    ...changes.map(({ model, day, rates }) => ({
      day,
      label: `${day}: new prices of ${model}${rates ? ` (${rates})` : ""}`,
    })),
    ...modelsOf(scenario).flatMap((name) => {
      const retires = findModel(name)?.retires;
      return retires ? [{ day: retires, label: `${retires}: ${name} retires` }] : [];
    }),
    {
      day: budget?.firstExceeded,
      label: `${budget?.firstExceeded}: the budget is exceeded for the first time`,
    },
    { day: credits?.runsOutOn, label: `${credits?.runsOutOn}: the credits run out` },
    ...(scenario.credits?.grants ?? []).map(({ expires }) => ({
      day: expires,
      label: `${expires}: credits expire`,
    })),
  ];
  const last = months.at(-1);
  const end = last ? dayAfter(last.from, last.days) : "";
  return found.flatMap(({ day, label }) => {
    if (!day || !months[0] || day < months[0].from || day >= end) return [];
    const at = months.findLastIndex((month) => month.from <= day);
    return [{ at, label }];
  });
}

function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
}
