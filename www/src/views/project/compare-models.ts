/** Takes the requests of a workload to the comparison of models. */
import type { Quantities, Tier, Workload } from "tokenfare";
import { typical } from "../../components/uncertain-field.js";
import { store } from "../../state/page-state.js";
import { isJob } from "./volume-fields.js";

export function compareModels(workload: Workload): void {
  const { perDay, perMonth, users, perUserPerDay } = workload.requests;
  const request = Object.fromEntries(
    Object.entries(workload.request ?? {}).map(([name, value]) => [
      name,
      Array.isArray(value) || typeof value === "string"
        ? value
        : Math.round(typical(value as never) * 1e6) / 1e6,
    ]),
  );
  store.set({
    request: request as Quantities,
    tier: (workload.tier ?? "standard") as Tier,
    requestsPerDay:
      perMonth !== undefined
        ? typical(perMonth)
        : perDay !== undefined
          ? typical(perDay)
          : typical(users ?? 0) * typical(perUserPerDay ?? 0),
    per: perMonth === undefined ? "day" : isJob(workload) ? "once" : "month",
    view: "compare",
  });
}
