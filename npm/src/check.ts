/**
 * Checks of plain arguments. wasm-bindgen silently converts a wrong type (`-1` to 4294967295), so
 * arguments are checked before they reach the engine.
 */
import { TokenfareError } from "./error.js";

/** The longest string that a message repeats. */
const SHORT = 40;

/**
 * A short description of a value, for messages: `null`, `NaN`, `"left"`, `an array`, `an object`.
 */
export function described(value: unknown): string {
  if (value === null || value === undefined || typeof value === "boolean") return String(value);
  if (typeof value === "number") return String(value);
  if (typeof value === "string" && value.length <= SHORT) return JSON.stringify(value);
  try {
    if (Array.isArray(value)) return "an array";
  } catch {
    return "a revoked proxy";
  }
  const type = typeof value;
  return type === "object" ? "an object" : `a ${type}`;
}

/** Throws INVALID_ARGUMENT: `` `text` must be a string, not null ``. */
export function invalidArgument(path: string, expected: string, value: unknown): never {
  throw new TokenfareError({
    code: "INVALID_ARGUMENT",
    message: `${path} must be ${expected}, not ${described(value)}`,
    path,
  });
}

export function requireString(value: unknown, path: string): string {
  return typeof value === "string" ? value : invalidArgument(path, "a string", value);
}

/** A whole number that fits an unsigned 32-bit integer. */
export function requireCount(value: unknown, path: string, minimum = 0): number {
  if (typeof value === "number" && Number.isInteger(value) && value >= minimum && value <= 0xffff_ffff) return value;
  return invalidArgument(path, `a whole number from ${minimum} to 4294967295`, value);
}

/** A finite number, zero or more. */
export function requireAmount(value: unknown, path: string): number {
  if (typeof value === "number" && Number.isFinite(value) && value >= 0) return value;
  return invalidArgument(path, "a finite number, zero or more", value);
}

/** A `Uint8Array`, also one of another realm, as test runners and frames make them. */
export function isBytes(value: unknown): value is Uint8Array {
  return ArrayBuffer.isView(value) && (value as Uint8Array)[Symbol.toStringTag] === "Uint8Array";
}

/** The same bytes as an array of this realm. */
export function requireBytes(value: unknown, path: string): Uint8Array {
  if (!isBytes(value)) return invalidArgument(path, "a Uint8Array", value);
  return value instanceof Uint8Array ? value : new Uint8Array((value as Uint8Array).buffer, (value as Uint8Array).byteOffset, (value as Uint8Array).length);
}

/** Options: an object without unknown fields, which would be ignored silently. */
export function requireOptions(value: unknown, path: string, known: readonly string[]): void {
  for (const name of Object.keys(requireObject(value, path))) {
    if (known.includes(name)) continue;
    const place = `${path}.${name.length <= SHORT ? name : `${name.slice(0, SHORT)}…`}`;
    throw new TokenfareError({
      code: "INVALID_ARGUMENT",
      message: `${place} is no option; there ${known.length === 1 ? "is" : "are"} ${known.join(", ")}`,
      path: place,
    });
  }
}

/** An object, not an array; `undefined` if `optional` allows it. */
export function requireObject(value: unknown, path: string): object {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? value
    : invalidArgument(path, "an object", value);
}
