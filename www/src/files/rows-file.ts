/** The rows of a CSV or JSON Lines file. One row is often one request. */
const longest = 64 << 20;

/** A table: its rows, and the names of its columns where its first row holds them. */
export interface Table {
  columns: readonly string[];
  rows: readonly (readonly string[])[];
}

/** What a column of prompts is called in most files. */
const promptNames = /^(prompt|text|input|question|content|message|body|query|instruction)s?$/i;

export async function tableOfFile(file: File): Promise<Table> {
  if (file.size > longest)
    throw new Error(
      "Tables are read up to 64 MB. Give the file the ending .txt to count it as a text.",
    );
  const table = await tableOf(file.name, await file.text());
  if (!table.rows.length) throw new Error("There are no rows in it.");
  return table;
}

async function tableOf(name: string, content: string): Promise<Table> {
  if (/\.(jsonl|ndjson)$/i.test(name))
    return {
      columns: [],
      rows: content.split(/\r?\n/).flatMap((line) => (line.trim() === "" ? [] : [[line]])),
    };
  const { default: Papa } = await import("papaparse");
  const { data, errors } = Papa.parse<string[]>(content, { skipEmptyLines: true });
  const broken = errors.find((error) => error.type === "Quotes");
  if (broken) throw new Error(`Row ${(broken.row ?? 0) + 1}: ${broken.message}.`);
  const [first = [], ...rest] = data;
  return isHeader(first, rest) ? { columns: first, rows: rest } : { columns: [], rows: data };
}

/**
 * Whether the first row names the columns: short names that differ, one of which is that of prompts,
 * or which stand above figures or much longer texts and do not occur below.
 */
function isHeader(first: readonly string[], rest: readonly (readonly string[])[]): boolean {
  if (!rest.length || new Set(first).size !== first.length) return false;
  if (!first.every((cell) => /^[\p{L}_][\p{L}\p{N} _.-]{0,39}$/u.test(cell.trim()))) return false;
  if (first.some((cell) => promptNames.test(cell.trim()))) return true;
  const sample = rest.slice(0, 50);
  if (first.some((cell, i) => sample.some((row) => row[i] === cell))) return false;
  return (
    first.length > 1 &&
    first.some(
      (cell, i) =>
        sample.every((row) => row[i] !== undefined && /^-?[\d.,]+$/.test(row[i])) ||
        sample.reduce((sum, row) => sum + (row[i]?.length ?? 0), 0) / sample.length >
          4 * cell.length + 20,
    )
  );
}

/** The column that holds the prompts: the one named so, or else the one with the longest cells. */
export function promptColumn({ columns, rows }: Table): string {
  const named = columns.find((name) => promptNames.test(name.trim()));
  if (named !== undefined || !columns.length) return named ?? "";
  const lengths = columns.map((_, i) =>
    rows.slice(0, 200).reduce((sum, row) => sum + (row[i]?.length ?? 0), 0),
  );
  return columns[lengths.indexOf(Math.max(...lengths))] ?? "";
}

/** One text for each row: the cell of a column, or all cells joined by line breaks. */
export function textsOf({ columns, rows }: Table, column: string): string[] {
  const at = columns.indexOf(column);
  return rows.map((cells) => (at < 0 ? cells.join("\n") : (cells[at] ?? "")));
}
