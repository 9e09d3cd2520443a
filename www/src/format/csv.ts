/** CSV files, written by Papa Parse. Only views that load after the first one use this module. */
import Papa from "papaparse";
import { download } from "./export.js";

/**
 * What a spreadsheet would run as a formula, full-width forms included. Plain numbers are none,
 * negative ones included.
 */
const formula = /^(?![-+]?[\d.]+$)[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/;

const isNumber = (cell: unknown): boolean => /^-?[\d.]+$/.test(String(cell));

/**
 * Saves rows as CSV (RFC 4180). A cell that would be run as a formula gets an apostrophe. All texts
 * are quoted, because a spreadsheet may separate cells by semicolons.
 */
export function downloadCsv(name: string, rows: readonly (readonly (string | number)[])[]): void {
  const csv = Papa.unparse(rows as (string | number)[][], {
    escapeFormulae: formula,
    quotes: (cell: unknown) => !isNumber(cell),
  });
  download(name, "text/csv", `${csv}\r\n`);
}
