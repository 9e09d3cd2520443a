/** What the engine answers, as the API hands it out: frozen through and through. */

/** Reads a result that crosses the border as JSON text. */
export function parsed<T>(json: string): T {
  return frozen(JSON.parse(json) as T);
}

/** Freezes a result. It has no keys but its own, so `for in` sees the same and makes no list. */
export function frozen<T>(value: T): T {
  if (typeof value === "object" && value !== null) {
    for (const key in value) frozen(value[key]);
    Object.freeze(value);
  }
  return value;
}
