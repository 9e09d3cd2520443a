/** Reads JSON that people type or open, within bounds, and writes JSON for people to read. */
/** The engine reads nothing that is nested deeper, and much deeper values cannot even be posted. */
const deepest = 128;
/** Indenting can make a deeply nested text a hundred times longer. */
const mostIndentation = 1_000_000;

/**
 * Parses JSON. Throws a SyntaxError where it is malformed, and another Error where it is nested too
 * deeply.
 */
export function readJson(text: string): unknown {
  const value: unknown = JSON.parse(text);
  if (shapeOf(value).depth > deepest)
    throw new Error(
      `it is nested deeper than ${deepest} levels: put fewer lists and objects into each other`,
    );
  return value;
}

/** Writes JSON, indented unless that would make it too long. */
export function writeJson(value: unknown): string {
  return JSON.stringify(value, null, shapeOf(value).indentation > mostIndentation ? 0 : 2);
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Reads an own field: a file may use the names of `Object.prototype`'s fields. */
export function fieldOf(value: unknown, name: string): unknown {
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

/**
 * The depth of nesting, and the number of spaces that indenting would add. Works level by level,
 * because recursion would overflow the stack.
 */
function shapeOf(value: unknown): { depth: number; indentation: number } {
  let level = [value].filter(isNested);
  let depth = 0;
  let indentation = 0;
  while (level.length > 0 && depth <= deepest) {
    depth += 1;
    const below: object[] = [];
    for (const nested of level) {
      const parts: unknown[] = Array.isArray(nested) ? nested : Object.values(nested);
      indentation += 2 * depth * (parts.length + 1);
      for (const part of parts) if (isNested(part)) below.push(part);
    }
    level = below;
  }
  return { depth, indentation };
}

const isNested = (value: unknown): value is object => typeof value === "object" && value !== null;
