/** Rows of text: aligned under a header on a terminal, with tabs in a pipe. */

/** The rows as lines, each with its line break. */
export function written(header: readonly string[], rows: readonly (readonly string[])[], isTerminal: boolean): string {
  if (!isTerminal) return rows.map((row) => `${row.join("\t")}\n`).join("");
  const all = [header, ...rows];
  const widths = header.map((_, column) => Math.max(...all.map((row) => (row[column] ?? "").length)));
  return all.map((row) => `${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ").trimEnd()}\n`).join("");
}
