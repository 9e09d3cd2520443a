/** CSV files, written by Papa Parse. Only views that load after the first one use this module. */
import Papa from "papaparse";
import { download } from "./export.js";

/** What a spreadsheet would run as a formula. Plain numbers are none, negative ones included. */
const formula = /^(?![-+]?[\d.]+$)[=+\-@\t\r]/;

/** Saves rows as CSV (RFC 4180). A cell that would be run as a formula gets an apostrophe. */
export function downloadCsv(name: string, rows: readonly (readonly (string | number)[])[]): void {
  const csv = Papa.unparse(rows as (string | number)[][], { escapeFormulae: formula });
  download(name, "text/csv", `${csv}\r\n`);
}
