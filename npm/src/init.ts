/** Assembles the API object: starts the engine and combines the parts of the API. */
import { call, start, startSync } from "./engine.js";
import { guarded } from "./guard.js";

/** The two ways to the API object. */
export interface Start<Api> {
  init(): Promise<Api>;
  initSync(): Api;
}

/**
 * Functions that start the engine and assemble the API at their first call, and again after a
 * failure. Both give the same object.
 */
export function startOf<Api extends object>(...parts: (() => object)[]): Start<Api> {
  let api: Api | undefined;
  let starting: Promise<Api> | undefined;
  const assembled = (): Api => {
    if (api !== undefined) return api;
    const parted = { version: call((engine) => engine.version()) };
    // Copies descriptors, not values, because a part may have a property that is computed on first
    // read.
    for (const part of parts) Object.defineProperties(parted, Object.getOwnPropertyDescriptors(part()));
    api = guarded(parted) as unknown as Api;
    return api;
  };
  return {
    init(): Promise<Api> {
      starting ??= (api === undefined ? start() : Promise.resolve()).then(assembled).catch((error: unknown) => {
        starting = undefined;
        throw error;
      });
      return starting;
    },
    initSync(): Api {
      if (api === undefined) startSync();
      return assembled();
    },
  };
}
