/**
 * Starts pdf.js's parsing thread on the served page, from a blob as the engine's worker
 * (engine/start-worker.ts), so that it can connect to nothing. The single-file build replaces this
 * module with start-pdf-worker.single.ts.
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
