/** Starts the engine's worker in the single file, which contains the worker's whole code. */
import EngineWorker from "./worker.ts?worker&inline";

export function startWorker(): Worker {
  return new EngineWorker({ name: "tokenfare engine" });
}
