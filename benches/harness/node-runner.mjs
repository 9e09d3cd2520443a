// Runs one job of node-worker.mjs in a fresh process.
import { execFile } from "node:child_process";
import { join } from "node:path";
import { benches } from "./places.mjs";

const worker = join(benches, "harness", "node-worker.mjs");

/** Longer than the slowest library needs for 2 MB; a worst case that takes longer is reported as such. */
const PATIENCE = 120_000;

/** The worker's answer, or `{ failed }` with the reason: a crash of a peer is a result, not an end. */
export function runJob(job, { patience = PATIENCE } = {}) {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      ["--no-warnings", worker, JSON.stringify(job)],
      { cwd: benches, maxBuffer: 1 << 26, timeout: patience, killSignal: "SIGKILL" },
      (error, stdout, stderr) => {
        if (!error) return resolve(JSON.parse(stdout));
        const reason = error.killed ? `longer than ${patience / 1000} s` : lastLine(stderr) || error.message;
        resolve({ failed: reason });
      },
    );
  });
}

function lastLine(stderr) {
  const lines = stderr.split("\n").filter((line) => /Error|error|panicked/.test(line));
  return (lines[0] ?? "").trim();
}
