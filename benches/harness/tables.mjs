// Markdown tables of what was measured.
import { libraries } from "./peers.mjs";
import { geometricMean, median, megabytesPerSecond } from "./statistics.mjs";

export function table(head, rows) {
  const line = (cells) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map((_, index) => (index === 0 ? "---" : "---:"))), ...rows.map(line)].join("\n");
}

/** Three significant digits, as people read speeds. */
export const short = (value) => (value === undefined ? "–" : value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2));

/** Medians in MB/s: `{ [text]: { [library]: number } }` of one mode, "cold" or "warm". */
export function speeds(byText, texts, temperature) {
  const found = {};
  for (const text of texts) {
    for (const [library, times] of Object.entries(byText[text.name] ?? {})) {
      if (times.failed || times[temperature].length === 0) continue;
      (found[text.name] ??= {})[library] = megabytesPerSecond(text.bytes, median(times[temperature]));
    }
  }
  return found;
}

/** MB/s per text and library, the geometric mean over the texts below where a library did them all. */
export function speedTable(byText, texts, names, temperature) {
  const found = speeds(byText, texts, temperature);
  const rows = texts.map((text) => [text.name, ...names.map((name) => short(found[text.name]?.[name]))]);
  const means = names.map((name) => {
    const all = texts.map((text) => found[text.name]?.[name]);
    return all.includes(undefined) ? "–" : short(geometricMean(all));
  });
  return table(["MB/s", ...names.map((name) => libraries[name]?.title ?? name)], [...rows, ["geometric mean", ...means]]);
}
