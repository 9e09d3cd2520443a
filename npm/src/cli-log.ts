/** `tokenfare usage`: what usage logs cost, as a table, CSV or JSON. */
import { UsageError, sizeOf } from "./cli-inputs.js";
import { bytesOf, localLogs, logFilesOf } from "./cli-log-files.js";
import { progressOn } from "./cli-progress.js";
import type { Catalog, Tokenfare, UsageAnalysisOptions, UsageDimension, UsageGroup, UsageLog, UsageReport } from "./index.js";

/** What is asked of a log. */
export interface LogOptions {
  readonly catalog: Catalog;
  readonly by: string | undefined;
  readonly billed: string | undefined;
  readonly zone: string | undefined;
  readonly columns: string | undefined;
  readonly on: string | undefined;
  readonly json: boolean;
  readonly csv: boolean;
  readonly isTerminal: boolean;
}

/** What is printed: lines, and what belongs on standard error. */
export interface LogReport {
  readonly lines: readonly string[];
  readonly notes: readonly string[];
}

const BAR = 24;
const DEFAULT_BY = ["day", "model"];
/** More rejected rows are counted only. */
const SHOWN_REJECTED = 5;

/** Reads the logs in `words`, or the local logs of coding agents, and prices them. */
export async function reportOfLogs(fare: Tokenfare, words: readonly string[], options: LogOptions): Promise<LogReport> {
  const { files, found } = words.length === 0 ? await localLogs() : { files: await logFilesOf(words), found: [] };
  const { zone, columns, on } = options;
  const log = await logOf(fare, files, {
    ...(zone === undefined ? {} : { zone }),
    ...(columns === undefined ? {} : { columns: columnsOf(columns) }),
    ...(on === undefined ? {} : { on }),
  });
  const by = options.by === undefined ? DEFAULT_BY : options.by.split(",").map((name) => name.trim());
  const billed = await billedOf(fare, options.billed);
  const analysis: UsageAnalysisOptions = {
    catalog: options.catalog,
    by: by as UsageDimension[],
    ...(billed === undefined ? {} : { billed }),
  };
  const report = log.analyse(analysis);
  const notes = [...found, ...notesOf(log, report)];
  if (options.json) return { lines: [JSON.stringify({ log, report })], notes: found };
  if (options.csv) return { lines: csvOf(by, report.groups), notes };
  return { lines: options.isTerminal ? tableOf(by, report) : plain(by, report), notes };
}

async function logOf(fare: Tokenfare, files: readonly string[], options: Parameters<Tokenfare["usageReader"]>[0]): Promise<UsageLog> {
  const reader = fare.usageReader(options);
  const progress = progressOn(process.stderr, files.reduce((sum, file) => sum + sizeOf(file), 0), "records");
  try {
    for (const file of files) {
      // An empty file is named too.
      reader.push(new Uint8Array(), file);
      for await (const bytes of bytesOf(file)) progress.add(bytes.length, reader.push(bytes, file));
    }
  } finally {
    progress.clear();
  }
  return reader.finish();
}

/** `time=When,model=Model`: which column is what. */
function columnsOf(pairs: string): Record<string, string> {
  const entries = pairs.split(",").map((pair) => pair.split("=").map((side) => side.trim()));
  const wrong = entries.find((sides) => sides.length !== 2 || sides.includes(""));
  if (wrong !== undefined) throw new UsageError(`--columns takes pairs like "time=When,model=Model", not ${JSON.stringify(wrong.join("="))}`);
  return Object.fromEntries(entries) as Record<string, string>;
}

/** An amount of money, or the files of a costs export. */
async function billedOf(fare: Tokenfare, billed: string | undefined): Promise<string | UsageLog | undefined> {
  if (billed === undefined) return undefined;
  const amount = billed.replace(/^\$/, "").replaceAll(",", "");
  if (/^\d+(\.\d+)?$/.test(amount)) return amount;
  const bill = await logOf(fare, await logFilesOf([billed]), {});
  if (bill.records === 0) throw new UsageError(`${billed} is neither an amount of money nor the export of a bill`);
  return bill;
}

function notesOf(log: UsageLog, report: UsageReport): string[] {
  const { duplicates, rejected, rejectedByReason, coverage } = log;
  const notes = [];
  if (coverage !== null) notes.push(`${counted(log.records, "record")} from ${coverage.first} to ${coverage.last} (${counted(coverage.days, "day")}, ${log.zone}): ${log.formats.map(({ format }) => format).join(", ")}`);
  if (duplicates.records > 0) notes.push(`${counted(duplicates.records, "record")} repeated others and did not count again`);
  for (const { source, line, reason } of rejected.slice(0, SHOWN_REJECTED)) notes.push(`not read: ${source ?? "line"}${source === undefined ? " " : ":"}${line}: ${reason}`);
  const count = Object.values(rejectedByReason).reduce((sum, rows) => sum + rows, 0);
  if (count > SHOWN_REJECTED) notes.push(`not read: ${counted(count, "row")} in all`);
  for (const { model, records, reason } of report.unpriced) notes.push(`without a price: ${counted(records, "record")} of ${model === "" ? "no model" : model}: ${reason}`);
  if (report.range !== undefined) notes.push(`the total is between $${report.range.low.exact} and $${report.range.high.exact}`);
  if (report.reported !== undefined) notes.push(`the records state $${report.reported.exact} themselves`);
  return [...notes, ...report.assumptions, ...log.notes];
}

function counted(count: number, what: string): string {
  return `${count.toLocaleString("en")} ${what}${count === 1 ? "" : "s"}`;
}

/** Rows without a header, with tabs: for other programs. */
function plain(by: readonly string[], { groups, total }: UsageReport): string[] {
  return [...groups.map((group) => cells(by, group, (cost) => cost.exact).join("\t")), `total\t${total.exact}`];
}

function cells(by: readonly string[], group: UsageGroup, money: (cost: UsageGroup["cost"]) => string): string[] {
  const { inputTokens = 0, outputTokens = 0 } = group.quantities;
  // A group without any price costs an unknown amount, not nothing.
  const cost = (group.unpriced ?? 0) > 0 && group.cost.usd === 0 ? "?" : `${money(group.cost)}${group.unpriced === undefined ? "" : "+?"}`;
  return [...by.map((name) => group.key[name] ?? ""), String(group.requests), String(inputTokens), String(outputTokens), cost];
}

/** Costs are numbers alone, and the records without a price have a column of their own. */
function csvOf(by: readonly string[], groups: readonly UsageGroup[]): string[] {
  const header = [...by, "requests", "input_tokens", "output_tokens", "cost_usd", "records_without_price"];
  const row = (group: UsageGroup) => [...cells(by, group, () => "").slice(0, -1), group.cost.exact, String(group.unpriced ?? 0)];
  return [header, ...groups.map(row)].map((row) => row.map(quoted).join(","));
}

/** A cell of CSV. A spreadsheet takes one that begins with `=`, `+`, `-` or `@` for a formula. */
function quoted(cell: string): string {
  const safe = /^[=+\-@]/.test(cell) ? `'${cell}` : cell;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Aligned columns, figures to the right, and a bar for what each row costs. */
function tableOf(by: readonly string[], { groups, total }: UsageReport): string[] {
  const header = [...by, "requests", "input", "output", "cost"];
  const figures = (text: string) => (/^\d+$/.test(text) ? Number(text).toLocaleString("en") : text);
  const rows = groups.map((group) => {
    const row = cells(by, group, ({ usd }) => dollars(usd));
    return row.map((cell, column) => (column < by.length ? cell : figures(cell)));
  });
  const last = [...by.map((_, column) => (column === 0 ? "total" : "")), "", "", "", dollars(total.usd)];
  const widths = header.map((name, column) => Math.max(name.length, ...[...rows, last].map((row) => (row[column] ?? "").length)));
  const line = (row: readonly string[]) => row.map((cell, column) => (column < by.length ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))).join("  ");
  const most = Math.max(...groups.map(({ cost }) => cost.usd), 0);
  const bar = (usd: number) => (most > 0 ? `  ${"█".repeat(Math.round((usd / most) * BAR))}` : "");
  const width = widths.reduce((sum, column) => sum + column + 2, -2);
  return [line(header), ...groups.map(({ cost }, index) => `${line(rows[index] ?? [])}${bar(cost.usd)}`), "─".repeat(width), line(last)];
}

/** Cents, and more digits where there are no whole cents. */
function dollars(usd: number): string {
  const digits = usd === 0 || Math.abs(usd) >= 0.01 ? 2 : 6;
  return `$${usd.toLocaleString("en", { minimumFractionDigits: digits, maximumFractionDigits: digits })}`;
}
