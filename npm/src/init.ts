/** Assembles the API object: starts the engine and combines the parts of the API. */
import { call, start } from "./engine.js";

/**
 * A function that starts the engine and assembles the API at its first call, and again after a
 * failure.
 */
export function initOf<Api extends object>(...parts: (() => object)[]): () => Promise<Api> {
  let started: Promise<Api> | undefined;
  const assembled = async (): Promise<Api> => {
    await start();
    const api = { version: call((engine) => engine.version()) };
    // Copies descriptors, not values, because a part may have a property that is computed on first
    // read.
    for (const part of parts) Object.defineProperties(api, Object.getOwnPropertyDescriptors(part()));
    return Object.freeze(api) as unknown as Api;
  };
  return () => {
    started ??= assembled().catch((error: unknown) => {
      started = undefined;
      throw error;
    });
    return started;
  };
}
