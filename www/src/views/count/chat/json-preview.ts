/** Previews JSON that is too long for a text box: its beginning, with long texts truncated. */

const longestText = 120;
const mostValues = 60;
const previews = new WeakMap<object, string>();

export function previewOf(value: object): string {
  const preview =
    previews.get(value) ?? JSON.stringify(headOf(value, { left: mostValues }), null, 2);
  previews.set(value, preview);
  return preview;
}

/**
 * The first values, up to a number of them; "…" stands for the rest. Recursion is safe, because
 * JSON is read only up to a bounded depth.
 */
function headOf(value: unknown, budget: { left: number }): unknown {
  if (typeof value === "string") return shortened(value);
  if (typeof value !== "object" || value === null) return value;
  const head: [string, unknown][] = [];
  // Object.entries would build a list of all entries first.
  for (const name in value) {
    if (budget.left-- <= 0) {
      head.push(["…", "…"]);
      break;
    }
    head.push([shortened(name), headOf((value as Record<string, unknown>)[name], budget)]);
  }
  return Array.isArray(value) ? head.map(([, each]) => each) : Object.fromEntries(head);
}

const shortened = (text: string): string =>
  text.length > longestText ? `${text.slice(0, longestText)}…` : text;
