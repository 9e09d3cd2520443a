/** How the API object comes about: the engine starts, the houses bring their parts. */
import { call, start } from "./engine.js";

/** A function that starts the engine and puts the API together, both at the first call; a failed one does not count. */
export function initOf<Api extends object>(...houses: (() => object)[]): () => Promise<Api> {
  let started: Promise<Api> | undefined;
  const assembled = async (): Promise<Api> => {
    await start();
    const api = { version: call((engine) => engine.version()) };
    // Descriptors, not values: a house may offer a property that is worked out when first read.
    for (const house of houses) Object.defineProperties(api, Object.getOwnPropertyDescriptors(house()));
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
