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

/** The calls under way in all workers. */
let underWay = 0;
let lastId = 0;

/**
 * Resolves when the engine has been idle for this many milliseconds, so that the page shows all it
 * was asked for.
 */
export async function whenIdle(quiet: number): Promise<void> {
  let since = performance.now();
  while (performance.now() - since < quiet) {
    await new Promise((done) => setTimeout(done, 25));
    if (underWay > 0) since = performance.now();
  }
}

export interface Connection {
  engine: Engine;
  /** Ends the worker, whatever it calculates; its calls fail with this error. */
  end: (reason: Error) => void;
}

export function connect(worker: Worker): Connection {
  const waiting = new Map<number, Waiting>();
  const settle = (id: number): Waiting | undefined => {
    const call = waiting.get(id);
    if (call) {
      waiting.delete(id);
      underWay--;
    }
    return call;
  };
  const failAll = (error: Error): void => {
    for (const id of [...waiting.keys()]) settle(id)?.reject(error);
  };
  worker.onmessage = ({ data }: MessageEvent<ResultMessage>) => {
    const call = settle(data.id);
    if ("failure" in data) call?.reject(new EngineError(data.failure));
    else call?.resolve(data.value);
  };
  worker.onerror = (event) =>
    failAll(
      new Error(
        `The engine could not start: ${event.message || "its script was blocked or is missing"}.`,
      ),
    );
  const engine = new Proxy({} as Engine, {
    get:
      (_, call: string) =>
      (...args: unknown[]) =>
        new Promise((resolve, reject) => {
          const id = ++lastId;
          waiting.set(id, { resolve, reject });
          underWay++;
          worker.postMessage({ id, call, args });
        }),
  });
  return {
    engine,
    end: (reason) => {
      worker.terminate();
      failAll(reason);
    },
  };
}

export const engine: Engine = connect(startWorker()).engine;
