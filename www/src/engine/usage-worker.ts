/** Reads usage logs in a worker of their own: counting never waits for a large file, and it can be ended. */
import type { Scenario, UsageLogSummary, UsageReadOptions, UsageReport } from "tokenfare";
import { type Connection, connect } from "./client.js";
import { startWorker } from "./start-worker.js";
import type { UsageQuestion } from "./usage-calls.js";

/** Bytes that are read at a time. */
const piece = 4 << 20;

/** A file, with its path in a dropped folder. */
export interface LogFile {
  file: File;
  path: string;
}

export interface ReadLog {
  log: number;
  summary: UsageLogSummary;
}

let current: Connection | null = null;

/** Reads files as one log. `progress` gets the share that is read and the records so far. */
export async function readLog(
  files: readonly LogFile[],
  options: UsageReadOptions,
  progress: (share: number, records: number) => void,
): Promise<ReadLog> {
  current ??= connect(startWorker());
  const { engine } = current;
  await engine.openUsage(options);
  const all = files.reduce((sum, { file }) => sum + file.size, 0);
  let read = 0;
  for (const { file, path } of files) {
    for (let at = 0; at < file.size; at += piece) {
      const bytes = new Uint8Array(await file.slice(at, at + piece).arrayBuffer());
      const records = await engine.pushUsage(bytes, path);
      read += bytes.length;
      progress(read / all, records);
    }
  }
  return engine.finishUsage();
}

export function askLog(log: number, question: UsageQuestion): Promise<UsageReport> {
  if (!current) throw new Error("The log is no longer open. Drop its files again.");
  return current.engine.analyseUsage(log, question);
}

/** A scenario that continues what the log shows. */
export function planOf(log: number, options: { months: number; from: string }): Promise<Scenario> {
  if (!current) throw new Error("The log is no longer open. Drop its files again.");
  return current.engine.planOfUsage(log, options);
}

/** Ends what is being read, and forgets all logs. */
export function forgetLogs(): void {
  current?.end(new Error("Cancelled."));
  current = null;
}
