/** The usage logs of the API. */
import type { Scenario, ToScenarioOptions, UsageAnalysis, UsageLogSummary, UsageReadOptions, UsageReport } from "./data.js";
import type { Catalog } from "./pricing.js";

/** The usage logs of the API. */
export interface UsageLogs {
  /**
   * Reads what a vendor's dashboard exports, a tool's local log, or JSON Lines of API responses. The
   * format is recognised from the content. What is wrong in a log is told in the log; it throws nothing.
   *
   * ```js
   * const log = fare.readUsage(await readFile("usage.jsonl"));
   * const report = log.analyse({ by: ["model", "day"] });
   * report.total.exact;
   * ```
   *
   * @throws TokenfareError INVALID_ARGUMENT for an unknown format, zone or field of `columns`.
   */
  readUsage(text: string | Uint8Array, options?: UsageReadOptions): UsageLog;
  /**
   * The same for files of any size, and for many files: push their bytes as they come. Memory grows by
   * about 85 bytes for each distinct request, not with the size of the files.
   *
   * ```js
   * const reader = fare.usageReader({ zone: "Europe/Berlin" });
   * for await (const bytes of createReadStream("usage.jsonl")) reader.push(bytes, "usage.jsonl");
   * const log = reader.finish();
   * ```
   *
   * @throws TokenfareError as `readUsage`.
   */
  usageReader(options?: UsageReadOptions): UsageReader;
}

/** Reads a usage log as it arrives. */
export interface UsageReader {
  /**
   * Reads bytes of a file; `source` tells files apart and stands in results. Returns how many records
   * were read so far, repeated ones among them.
   */
  push(bytes: Uint8Array, source?: string): number;
  /** The log, after all of its bytes were pushed. */
  finish(): UsageLog;
}

/** A usage log as it was read. It stays in the engine until it is collected. */
export interface UsageLog extends UsageLogSummary {
  /**
   * Prices every record at the prices of its day, and sums it up.
   *
   * @throws TokenfareError INVALID_ARGUMENT for what is no option; LIMIT_EXCEEDED where a sum has too
   * many digits, and where the engine has been started again since the log was read.
   */
  analyse(options?: UsageAnalysisOptions): UsageReport;
  /**
   * A scenario that continues what the log shows: for each model and tier its volume, its growth where
   * the log has eight weeks or more, its weekdays, and what a request uses.
   *
   * @throws TokenfareError INVALID_ARGUMENT for what is no option, and for a log in which no record has
   * both a time and a price; LIMIT_EXCEEDED where the log spans more than ten years.
   */
  toScenario(options?: UsageScenarioOptions): Scenario;
}

/** What a scenario made from a usage log is to cover. */
export interface UsageScenarioOptions extends ToScenarioOptions {
  /** The prices; those of the package, if left out. */
  catalog?: Catalog;
}

/** What a report of a usage log is to tell. */
export interface UsageAnalysisOptions extends Omit<UsageAnalysis, "billed"> {
  /** The prices; those of the package, if left out. */
  catalog?: Catalog;
  /** What was billed: an amount of US dollars, or the log of a costs export. */
  billed?: number | string | UsageLog;
}
