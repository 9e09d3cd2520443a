/** The months as the rows of a spreadsheet: whole requests, cents, the budget and its chance. */
import type { Projection } from "tokenfare";
import { centsOf, centsOfNumber, writtenCents } from "../../format/cents.js";
import type { Currency } from "../../format/money.js";
import { expectedOf } from "./results/headline.js";

export function monthRows(projection: Projection, currency: Currency): (string | number)[][] {
  const { months, scenario, bands } = projection;
  const names = [...scenario.workloads, ...(scenario.fixed ?? [])].map((each) => each.name);
  const code = currency.code.toLowerCase();
  const inCents = (usd: number): string => writtenCents(centsOfNumber(usd, currency.perDollar));
  const exactly = (amount: string): string => writtenCents(centsOf(amount, currency.perDollar));
  const budget = scenario.budget?.monthly;
  return [
    [
      "month",
      "from",
      "days",
      "requests",
      `expected_${code}`,
      ...(bands ? [`low_p10_${code}`, `high_p90_${code}`] : []),
      ...(budget === undefined ? [] : [`budget_${code}`, "chance_over_budget"]),
      ...names.map((name) => `${name}_${code}`),
    ],
    ...months.map((month, i) => [
      month.month,
      month.from,
      month.days,
      Math.round(month.requests),
      bands ? inCents(expectedOf(projection, i)) : exactly(month.cost.exact),
      ...(bands ? [inCents(bands.p10[i] ?? 0), inCents(bands.p90[i] ?? 0)] : []),
      ...(budget === undefined
        ? []
        : [
            inCents(budget),
            (bands?.probabilityOverBudgetByMonth?.[i] ?? (month.cost.usd > budget ? 1 : 0)).toFixed(
              2,
            ),
          ]),
      ...names.map((name) => exactly(month.byWorkload[name]?.exact ?? "0")),
    ]),
  ];
}
