/** Rows of text: aligned under a header on a terminal, with tabs in a pipe. */

/** The rows as lines, each with its line break. */
export function written(header: readonly string[], rows: readonly (readonly string[])[], isTerminal: boolean): string {
  if (!isTerminal) return rows.map((row) => `${row.join("\t")}\n`).join("");
  const all = [header, ...rows];
  const widths = header.map((_, column) => Math.max(...all.map((row) => (row[column] ?? "").length)));
  return all.map((row) => `${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ").trimEnd()}\n`).join("");
}

/**
 * A line with the control characters of others made visible. Names of files and fields may hold
 * escape sequences for the terminal, or a line break that would forge a line.
 */
export function visible(line: string): string {
  // Tabs separate our own columns.
  return line.replace(/[^\P{Cc}\t]|[\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
