/** The events within a scenario's months, as markers of its chart. */
import type { Projection, Scenario, Workload } from "tokenfare";
import type { Marker } from "../../components/line-chart.js";
import type { PriceChange } from "../../engine/catalog-calls.js";
import { findModel } from "../../engine/catalog-info.js";
import { dayAfter, formatDay } from "../../format/dates.js";

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
      label: `${formatDay(day)}: new prices of ${model}${rates ? ` (${rates})` : ""}`,
    })),
    ...modelsOf(scenario).flatMap((name) => {
      const retires = findModel(name)?.retires;
      return retires ? [{ day: retires, label: `${formatDay(retires)}: ${name} retires` }] : [];
    }),
    {
      day: budget?.firstExceeded,
      label: `${formatDay(budget?.firstExceeded ?? "")}: the base case goes over the budget`,
    },
    {
      day: credits?.runsOutOn,
      label: `${formatDay(credits?.runsOutOn ?? "")}: the credits run out`,
    },
    ...(scenario.credits?.grants ?? []).map(({ expires }) => ({
      day: expires,
      label: `${formatDay(expires ?? "")}: credits expire`,
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
