/** The outermost layer of the API: whatever goes wrong, callers see a `TokenfareError`. */
import { TokenfareError } from "./error.js";

/**
 * The same API, frozen, whose functions throw nothing but `TokenfareError`. Arguments may be
 * proxies, have getters or rest on detached buffers, all of which throw errors of their own.
 */
export function guarded<Api extends object>(api: Api): Api {
  // Descriptors, not values, because a property may be computed on first read.
  const own = Object.getOwnPropertyDescriptors(api) as Record<string, PropertyDescriptor>;
  for (const property of Object.values(own)) {
    if (typeof property.value === "function") property.value = guardedFunction(property.value as Work);
  }
  return Object.freeze(Object.defineProperties({}, own)) as Api;
}

type Work = (...given: unknown[]) => unknown;

/** Four parameters, because a list of all would be made anew at each call. No function has more. */
function guardedFunction(work: Work): Work {
  return (a, b, c, d) => {
    try {
      const result = work(a, b, c, d);
      if (!(result instanceof Promise)) return result;
      return result.catch((thrown: unknown) => {
        throw refusal(thrown);
      });
    } catch (thrown) {
      throw refusal(thrown);
    }
  };
}

function refusal(thrown: unknown): TokenfareError {
  if (thrown instanceof TokenfareError) return thrown;
  return new TokenfareError(
    { code: "INVALID_ARGUMENT", message: `an argument could not be read: ${textOf(thrown)}` },
    { cause: thrown },
  );
}

/** Not every thrown value becomes a string. */
function textOf(thrown: unknown): string {
  try {
    return String(thrown).slice(0, 200);
  } catch {
    return "it throws";
  }
}
