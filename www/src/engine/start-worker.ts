/**
 * Starts the engine's worker on the served page.
 *
 * A worker that is loaded from an address takes its policy from that response's headers, which a
 * static host may not send. Started from a blob, it inherits the page's policy, so that it cannot
 * connect either. The single-file build replaces this module with start-worker.single.ts.
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
