/**
 * Starts the half of pdf.js that parses, in a thread of its own, on the served page. From a blob, as
 * the engine's (engine/start-worker.ts), so that it may connect to nothing. The single-file build
 * swaps this module for start-pdf-worker.single.ts.
 */
import workerUrl from "pdfjs-dist/build/pdf.worker.min.mjs?worker&url";

let worker: Worker | null = null;

export function startPdfWorker(): Worker {
  if (worker) return worker;
  const address = new URL(workerUrl, document.baseURI).href;
  const start = URL.createObjectURL(
    new Blob([`import ${JSON.stringify(address)};`], { type: "text/javascript" }),
  );
  worker = new Worker(start, { type: "module", name: "tokenfare PDF" });
  return worker;
}
