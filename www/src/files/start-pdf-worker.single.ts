/** Starts the half of pdf.js that parses in the single file: its whole code stands in the file itself. */
import PdfWorker from "pdfjs-dist/build/pdf.worker.min.mjs?worker&inline";

let worker: Worker | null = null;

export function startPdfWorker(): Worker {
  worker ??= new PdfWorker({ name: "tokenfare PDF" });
  return worker;
}
