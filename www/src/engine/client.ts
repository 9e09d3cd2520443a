/**
 * The page's side of the engine: every call of calls.ts as a promise.
 *
 * Written by hand, because the usual library (Comlink) would not carry the code and the path of the
 * engine's errors without a handler of its own that is as long as this file.
 */
import type { Calls } from "./calls.js";
import { EngineError, type ResultMessage } from "./protocol.js";
import { startWorker } from "./start-worker.js";

export type Engine = Calls;

interface Waiting {
  resolve: (value: unknown) => void;
  reject: (error: Error) => void;
}

const waiting = new Map<number, Waiting>();
let lastId = 0;

/**
 * Resolves when the engine has been idle for a moment, so that the page shows all it was asked for.
 */
export async function whenIdle(): Promise<void> {
  let since = performance.now();
  while (performance.now() - since < 300) {
    await new Promise((done) => setTimeout(done, 25));
    if (waiting.size > 0) since = performance.now();
  }
}

export function connect(worker: Worker): Engine {
  worker.onmessage = ({ data }: MessageEvent<ResultMessage>) => {
    const call = waiting.get(data.id);
    waiting.delete(data.id);
    if ("failure" in data) call?.reject(new EngineError(data.failure));
    else call?.resolve(data.value);
  };
  worker.onerror = (event) => {
    const error = new Error(
      `The engine could not start: ${event.message || "its script was blocked or is missing"}.`,
    );
    for (const call of waiting.values()) call.reject(error);
    waiting.clear();
  };

  return new Proxy({} as Engine, {
    get:
      (_, call: string) =>
      (...args: unknown[]) =>
        new Promise((resolve, reject) => {
          const id = ++lastId;
          waiting.set(id, { resolve, reject });
          worker.postMessage({ id, call, args });
        }),
  });
}

export const engine: Engine = connect(startWorker());
