/** JSON that people type or open: read with bounds, written to be read. */
/** The engine reads no deeper; what is much deeper cannot even be written or posted. */
const deepest = 128;
/** Indenting may make a deeply nested text a hundred times longer. */
const mostIndentation = 1_000_000;

/** The value of a JSON text. Throws a SyntaxError where it is none, and another Error where it is nested too deeply. */
export function readJson(text: string): unknown {
  const value: unknown = JSON.parse(text);
  if (shapeOf(value).depth > deepest)
    throw new Error(
      `it is nested deeper than ${deepest} levels: put fewer lists and objects into each other`,
    );
  return value;
}

/** Indented, unless that would make it too long. */
export function writeJson(value: unknown): string {
  return JSON.stringify(value, null, shapeOf(value).indentation > mostIndentation ? 0 : 2);
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Own fields only: a file may name a field of every object's prototype. */
export function fieldOf(value: unknown, name: string): unknown {
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

/** How deep lists and objects lie in each other, and how many spaces would indent them. Level by level: recursion would end at some depth. */
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
