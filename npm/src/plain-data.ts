/** Objects of SDKs as plain data. */
import { TokenfareError } from "./error.js";

/**
 * The most values of one object; the engine has the same bound. What is shared is written wherever it
 * stands, so that a graph of shared objects would take time that doubles with each level.
 */
const MOST_VALUES = 1_000_000;

/**
 * A replacer for `JSON.stringify`. Bytes become base64 and numbers that JSON lacks become text, which
 * no reader takes for a count; an object within itself is left out.
 */
export function plainData(): (this: unknown, key: string, value: unknown) => unknown {
  const above: unknown[] = [];
  let values = 0;
  return function (_key, value) {
    if (++values > MOST_VALUES) {
      throw new TokenfareError({ code: "LIMIT_EXCEEDED", message: `it holds more than ${MOST_VALUES} values; an object that is shared counts wherever it stands` });
    }
    if (typeof value === "bigint" || (typeof value === "number" && !Number.isFinite(value))) return String(value);
    if (typeof value !== "object" || value === null) return value;
    if (value instanceof Uint8Array) return base64(value);
    while (above.length > 0 && above.at(-1) !== this) above.pop();
    if (above.includes(value)) return undefined;
    above.push(value);
    return value;
  };
}

function base64(bytes: Uint8Array): string {
  let binary = "";
  // In pieces, because a call takes a limited number of arguments.
  for (let at = 0; at < bytes.length; at += 8192) binary += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(binary);
}
