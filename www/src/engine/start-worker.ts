/**
 * Starts the engine's worker on the served page.
 *
 * A worker with an address of its own would take its policy from that address's headers, which a
 * static host may not send. Started from a blob, it inherits the page's policy, so "no connections"
 * holds inside the worker too. The single-file build swaps this module for start-worker.single.ts.
 */
import workerUrl from "./worker.ts?worker&url";

export function startWorker(): Worker {
  const address = new URL(workerUrl, document.baseURI).href;
  const start = URL.createObjectURL(
    new Blob([`import ${JSON.stringify(address)};`], { type: "text/javascript" }),
  );
  const worker = new Worker(start, { type: "module", name: "tokenfare engine" });
  return worker;
}
