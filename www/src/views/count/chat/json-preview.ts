/** What is shown of JSON that is too long for a text box: its beginning, with long texts cut short. Only ever to look at. */

const longestText = 120;
const mostValues = 60;
const previews = new WeakMap<object, string>();

export function previewOf(value: object): string {
  const preview =
    previews.get(value) ?? JSON.stringify(headOf(value, { left: mostValues }), null, 2);
  previews.set(value, preview);
  return preview;
}

/** As many values as are left; "…" stands for others. What is read as JSON is not nested so deeply that this could not be recursive. */
function headOf(value: unknown, budget: { left: number }): unknown {
  if (typeof value === "string") return shortened(value);
  if (typeof value !== "object" || value === null) return value;
  const head: [string, unknown][] = [];
  // Not Object.entries: a list of very many is not gone through.
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
