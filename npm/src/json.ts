/** Plain data across the border as JSON text: for objects of this size the fastest way. */
import { described, invalidArgument } from "./arguments.js";
import { type ErrorCode, TokenfareError } from "./error.js";

/** How deep data may be nested; the engine reads no deeper. */
const MAX_DEPTH = 128;

/**
 * Writes JSON, but refuses what JSON would drop or change without a word: NaN, infinities,
 * functions, symbols, big integers, maps, sets, dates and the like, and objects that contain
 * themselves. Lone surrogates, which no UTF-8 can hold, become U+FFFD.
 */
export function toJson(value: unknown, path: string, code: ErrorCode = "INVALID_ARGUMENT"): string {
  let json: string | undefined;
  try {
    check(value, path, code, []);
    json = JSON.stringify(value);
  } catch (error) {
    if (error instanceof TokenfareError) throw error;
    // A getter, a proxy or a toJSON that throws.
    const message = `${path || "the data"} cannot be read: ${error instanceof Error ? error.message : String(error)}`;
    throw new TokenfareError({ code, message, ...(path === "" ? {} : { path }) }, { cause: error });
  }
  if (json === undefined) return invalidArgument(path, "data that JSON can hold", value);
  if (!json.includes("\\ud")) return json;
  // JSON.stringify escapes lone surrogates and nothing else this way; an escaped backslash before is text.
  return json.replace(/(\\\\)|\\ud[89a-f][0-9a-f]{2}/g, (_, backslash?: string) => backslash ?? "\\ufffd");
}

function check(value: unknown, path: string, code: ErrorCode, above: unknown[]): void {
  switch (typeof value) {
    case "string":
    case "boolean":
    case "undefined":
      return;
    case "number":
      if (Number.isFinite(value)) return;
      throw new TokenfareError({ code, message: `${path} must be a finite number, not ${value}`, path });
    case "object":
      break;
    default:
      throw new TokenfareError({ code, message: `${path} must be plain data, not a ${typeof value}`, path });
  }
  if (value === null) return;
  if (above.includes(value)) {
    throw new TokenfareError({ code, message: `${path} contains itself`, path });
  }
  if (above.length >= MAX_DEPTH) {
    throw new TokenfareError({ code, message: `data is nested deeper than ${MAX_DEPTH} levels`, path: path.slice(0, 200) });
  }
  above.push(value);
  if (Array.isArray(value)) {
    // A loop over indices: forEach would skip holes, which JSON writes as null.
    for (let index = 0; index < value.length; index++) check(value[index], `${path}[${index}]`, code, above);
  } else {
    const kind = Object.prototype.toString.call(value).slice(8, -1);
    if (kind !== "Object") {
      throw new TokenfareError({ code, message: `${path || "the data"} must be plain data, not ${described(value)} (${kind})`, path });
    }
    for (const [key, item] of Object.entries(value)) check(item, path === "" ? key : `${path}.${key}`, code, above);
  }
  above.pop();
}

/** Reads what the engine answers, frozen through and through. */
export function parsed<T>(json: string): T {
  return frozen(JSON.parse(json) as T);
}

/** What JSON.parse has made has no keys but its own, so `for in` sees the same and makes no list. */
function frozen<T>(value: T): T {
  if (typeof value === "object" && value !== null) {
    for (const key in value) frozen(value[key]);
    Object.freeze(value);
  }
  return value;
}
