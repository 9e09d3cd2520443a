/** Starts the engine's worker in the single file: its whole code stands in the file itself. */
import EngineWorker from "./worker.ts?worker&inline";

export function startWorker(): Worker {
  return new EngineWorker({ name: "tokenfare engine" });
}
