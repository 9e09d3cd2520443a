/**
 * Usage logs in the worker. They stay there, for they may hold a million records; the page gets their
 * summaries and reports.
 */
import {
  init,
  type Scenario,
  type UsageAnalysisOptions,
  type UsageLog,
  type UsageLogSummary,
  type UsageReader,
  type UsageReadOptions,
  type UsageReport,
} from "tokenfare";
import { catalog } from "./catalog-calls.js";

let reader: UsageReader | null = null;
const logs: UsageLog[] = [];

/** What a report is to tell. `bill` is the number of a log that holds the lines of a bill. */
export interface UsageQuestion extends Pick<UsageAnalysisOptions, "by" | "budget"> {
  billed?: number;
  bill?: number;
}

export const usageCalls = {
  async openUsage(options: UsageReadOptions): Promise<void> {
    reader = (await init()).usageReader(options);
  },

  /** The formats that a log is in, by its beginning; null where it holds no record of usage. */
  async recogniseUsage(bytes: Uint8Array, source: string): Promise<readonly string[] | null> {
    const beginning = (await init()).usageReader();
    try {
      beginning.push(bytes, source);
      const { formats, records } = beginning.finish();
      return records > 0 ? formats.map(({ format }) => format) : null;
    } catch {
      return null; // What cannot be read as a log is none.
    }
  },

  /** Reads bytes of a file. Returns how many records were read so far. */
  async pushUsage(bytes: Uint8Array, source: string): Promise<number> {
    return reader!.push(bytes, source);
  },

  /** Ends the log. Returns its number and what was read. */
  async finishUsage(): Promise<{ log: number; summary: UsageLogSummary }> {
    const log = reader!.finish();
    reader = null;
    logs.push(log);
    const { formats, records, rejected, rejectedByReason, duplicates, coverage, zone, notes } = log;
    return {
      log: logs.length - 1,
      summary: { formats, records, rejected, rejectedByReason, duplicates, coverage, zone, notes },
    };
  },

  async analyseUsage(
    log: number,
    { bill, billed, ...question }: UsageQuestion,
  ): Promise<UsageReport> {
    const against = bill === undefined ? billed : logs[bill];
    return logs[log]!.analyse({
      ...question,
      ...(against !== undefined && { billed: against }),
      catalog: await catalog(),
    });
  },

  /** A scenario that continues what the log shows. */
  async planOfUsage(log: number, options: { months: number; from: string }): Promise<Scenario> {
    return logs[log]!.toScenario(options);
  },
};
