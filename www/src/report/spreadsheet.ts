/**
 * A plan as a spreadsheet (XLSX): the months, the assumptions, what is billed, and the prices.
 *
 * A cell of money holds the amount in cents as the shortest decimal that is that number, "1234.56",
 * which a spreadsheet reads without a further rounding up to fifteen digits.
 */
import type { Projection } from "tokenfare";
import writeExcelFile, { type Row, type SheetData } from "write-excel-file/universal";
import { displayName, info, plainRate } from "../engine/catalog-info.js";
import { centsOf, centsOfNumber, writtenCents } from "../format/cents.js";
import { formatDay, today } from "../format/dates.js";
import { saveBlob } from "../format/export.js";
import type { Currency } from "../format/money.js";
import { componentName } from "../format/words.js";
import { assumptionsOf } from "./assumptions.js";
import { pricesOf } from "./prices-of.js";

const title = (value: string) => ({ value, fontWeight: "bold" as const });
const money = (cents: bigint) => ({
  value: Number(writtenCents(cents)),
  type: Number,
  format: "#,##0.00",
});
const count = (value: number) => ({ value: Math.round(value), type: Number, format: "#,##0" });
const share = (value: number) => ({ value, type: Number, format: "0%" });
/** Spreadsheets know no time zone: the serial number of the day in UTC. */
const day = (value: string, format: string) => ({
  value: new Date(`${value}T00:00:00Z`),
  type: Date,
  format,
});

export async function downloadSpreadsheet(
  projection: Projection,
  currency: Currency,
): Promise<void> {
  const sheets = [
    { sheet: "Months", data: months(projection, currency), stickyRowsCount: 1 },
    { sheet: "Assumptions", data: assumptions(projection, currency) },
    { sheet: "Billed", data: billed(projection, currency), stickyRowsCount: 1 },
    { sheet: "Prices", data: await prices(projection), stickyRowsCount: 1 },
  ].map((each) => ({ ...each, columns: widths(each.data) }));
  saveBlob("tokenfare-budget.xlsx", await writeExcelFile(sheets).toBlob());
}

function months({ months, bands, scenario }: Projection, currency: Currency): SheetData {
  const { code, perDollar } = currency;
  const names = [...scenario.workloads, ...(scenario.fixed ?? [])].map((each) => each.name);
  const budget = scenario.budget?.monthly;
  const rows = months.map((month, i) => {
    const expected = bands
      ? centsOfNumber(bands.mean[i] ?? 0, perDollar)
      : centsOf(month.cost.exact, perDollar);
    const over =
      budget === undefined
        ? []
        : [bands?.probabilityOverBudgetByMonth?.[i] ?? (month.cost.usd > budget ? 1 : 0)];
    return {
      month,
      amounts: [
        expected,
        ...(bands ? [bands.p10[i] ?? 0, bands.p90[i] ?? 0] : []).map((usd) =>
          centsOfNumber(usd, perDollar),
        ),
        ...(budget === undefined ? [] : [centsOfNumber(budget, perDollar)]),
      ],
      over,
      parts: names.map((name) => centsOf(month.byWorkload[name]?.exact ?? "0", perDollar)),
    };
  });
  const sum = (of: readonly bigint[]): bigint => of.reduce((total, each) => total + each, 0n);
  const base = names.map((name, at) => ({ name, total: sum(rows.map(({ parts }) => parts[at]!)) }));
  return [
    [
      "Month",
      "From",
      "Days",
      "Requests",
      `Expected, ${code}`,
      ...(bands ? [`Low (1 in 10), ${code}`, `High (1 in 10), ${code}`] : []),
      ...(budget === undefined ? [] : [`Budget, ${code}`, "Chance over budget"]),
      ...names.map((name) => `${name}, base case, ${code}`),
    ].map(title),
    ...rows.map(({ month, amounts, over, parts }): Row => [
      day(month.from, "mmm yyyy"),
      day(month.from, "yyyy-mm-dd"),
      count(month.days),
      count(month.requests),
      ...amounts.map(money),
      ...over.map(share),
      ...parts.map(money),
    ]),
    [
      title("Total"),
      null,
      count(months.reduce((total, { days }) => total + days, 0)),
      count(months.reduce((total, { requests }) => total + requests, 0)),
      // Low and high months do not add up to a low or a high total.
      money(sum(rows.map(({ amounts }) => amounts[0]!))),
      ...(bands ? [null, null] : []),
      ...(budget === undefined
        ? []
        : [money(centsOfNumber(budget, perDollar) * BigInt(months.length)), null]),
      ...base.map(({ total }) => money(total)),
    ],
  ];
}

function assumptions({ scenario, bands }: Projection, { code, perDollar }: Currency): SheetData {
  return [
    [title(scenario.name ?? "Your plan")],
    [`Calculated on ${formatDay(today())} by tokenfare ${info.version}.`],
    ...(code === "USD" ? [] : [[`1 USD is ${perDollar} ${code}, as entered on the page.`]]),
    ...(bands
      ? [["Expected is the mean of all simulated cases; low and high leave out 1 case in 10 each."]]
      : []),
    [null],
    [title("Assumptions")],
    ...assumptionsOf(scenario).map((each) => [each]),
  ];
}

function billed({ lines, total }: Projection, { code, perDollar }: Currency): SheetData {
  return [
    ["Workload", "Model", "For", `Amount in the base case, ${code}`].map(title),
    ...lines.map((line): Row => [
      line.workload,
      line.model ? displayName(line.model) : null,
      componentName(line.component),
      money(centsOf(line.amount.exact, perDollar)),
    ]),
    [title("Total of the base case"), null, null, money(centsOf(total.exact, perDollar))],
  ];
}

async function prices(projection: Projection): Promise<SheetData> {
  const rate = (usd: string | undefined) =>
    usd === undefined ? null : { value: Number(usd), type: Number, format: "0.00####" };
  return [
    [
      "Model",
      "Input, USD per 1M tokens",
      "Cached input, USD per 1M tokens",
      "Output, USD per 1M tokens",
      "Checked",
      "Source",
    ].map(title),
    ...(await pricesOf(projection)).map((sheet): Row => [
      displayName(sheet.model),
      rate(plainRate(sheet, "input")),
      rate(plainRate(sheet, "cached_input")),
      rate(plainRate(sheet, "output")),
      day(sheet.checked, "yyyy-mm-dd"),
      sheet.source,
    ]),
  ];
}

/** Columns as wide as their titles, the first as wide as a name. */
const widths = ([head]: SheetData): { width: number }[] =>
  (head ?? []).map((cell, at) => {
    const text = cell !== null && typeof cell === "object" && "value" in cell ? cell.value : cell;
    return { width: Math.min(60, Math.max(at === 0 ? 24 : 12, String(text ?? "").length + 2)) };
  });
