/** Rows of a CSV or JSON Lines file, each counted by itself: one row is often one request. */
import Papa from "papaparse";

const longest = 64 << 20;

export interface RowCounts { rows: number; total: number; median: number; p95: number; most: number }

export async function countRows(file: File, countBatch: (texts: string[]) => Promise<Uint32Array>): Promise<RowCounts> {
  if (file.size > longest) throw new Error("Tables are read up to 64 MB. Give the file the ending .txt to count it as a text.");
  const texts = rowsOf(file.name, await file.text());
  if (!texts.length) throw new Error("There are no rows in it.");
  const counts = Array.from(await countBatch(texts)).sort((a, b) => a - b);
  const at = (share: number): number => counts[Math.min(counts.length - 1, Math.ceil(share * counts.length) - 1)]!;
  return { rows: counts.length, total: counts.reduce((sum, each) => sum + each, 0), median: at(0.5), p95: at(0.95), most: counts.at(-1)! };
}

/** One text a row: the line itself of JSON Lines, the cells of a CSV joined by line breaks. */
export function rowsOf(name: string, content: string): string[] {
  if (/\.(jsonl|ndjson)$/i.test(name)) return content.split(/\r?\n/).filter((line) => line.trim() !== "");
  const { data, errors } = Papa.parse<string[]>(content, { skipEmptyLines: true });
  const broken = errors.find((error) => error.type === "Quotes");
  if (broken) throw new Error(`Row ${(broken.row ?? 0) + 1}: ${broken.message}.`);
  return data.map((cells) => cells.join("\n"));
}
