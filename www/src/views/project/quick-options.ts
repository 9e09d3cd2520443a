/** Options that one press compares with the plan. */
import type { Scenario, Workload } from "tokenfare";
import { findModel } from "../../engine/catalog-info.js";
import type { NamedScenario } from "../../state/page-state.js";

export function quickOptions(scenario: Scenario): NamedScenario[] {
  const each = (name: string, change: (workload: Workload) => Workload | null): NamedScenario[] => {
    const workloads = scenario.workloads.map((workload) => change(workload) ?? workload);
    const differs = workloads.some((workload, i) => workload !== scenario.workloads[i]);
    return differs ? [{ name, scenario: { ...scenario, workloads } }] : [];
  };
  const caching = (workload: Workload): string => workload.conversation?.caching ?? "none";
  return [
    ...each("Without caching", (workload) => {
      if (workload.conversation && caching(workload) !== "none")
        return { ...workload, conversation: { ...workload.conversation, caching: "none" } };
      if (!workload.cache) return null;
      const { cache: _, ...rest } = workload;
      return rest;
    }),
    ...each("With caching", (workload) =>
      workload.conversation && caching(workload) === "none"
        ? { ...workload, conversation: { ...workload.conversation, caching: "automatic" } }
        : null,
    ),
    ...each("In batches", (workload) =>
      (workload.batchShare ?? 0) < 1 &&
      typeof workload.model === "string" &&
      findModel(workload.model)?.tiers.includes("batch")
        ? { ...workload, batchShare: 1 }
        : null,
    ),
    ...each("Twice the volume", doubled),
  ];
}

function doubled(workload: Workload): Workload | null {
  const { perDay, perMonth, users } = workload.requests;
  const twice = <T>(value: T): T =>
    (typeof value === "number"
      ? 2 * value
      : Object.fromEntries(
          Object.entries(value as object).map(([name, part]) => [
            name,
            typeof part === "number"
              ? 2 * part
              : Array.isArray(part)
                ? part.map((sample: number) => 2 * sample)
                : part,
          ]),
        )) as T;
  return {
    ...workload,
    requests: {
      ...workload.requests,
      ...(perDay !== undefined && { perDay: twice(perDay) }),
      ...(perMonth !== undefined && { perMonth: twice(perMonth) }),
      ...(users !== undefined && { users: twice(users) }),
    },
  };
}

/** Whether any figure is more than one number. */
export function isUncertain({ workloads }: Scenario): boolean {
  const found = (value: unknown): boolean =>
    typeof value === "object" &&
    value !== null &&
    ("mode" in value || "p50" in value || "samples" in value || Object.values(value).some(found));
  return workloads.some(found);
}
