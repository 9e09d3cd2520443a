/** Starts pdf.js's parsing thread in the single file, which contains its whole code. */
import PdfWorker from "pdfjs-dist/build/pdf.worker.min.mjs?worker&inline";

let worker: Worker | null = null;

export function startPdfWorker(): Worker {
  worker ??= new PdfWorker({ name: "tokenfare PDF" });
  return worker;
}
