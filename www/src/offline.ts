/** Makes the page ready for the time without a network. */
import { engine, whenIdle } from "./engine/client.js";
import { info } from "./engine/catalog-info.js";
import { startPdfWorker } from "./files/start-pdf-worker.js";
import { loadAllViews } from "./shell/load-view.js";

/**
 * Brings in what any view may still need, then keeps all of it for later visits. It waits for the
 * first count: nothing may compete with it for the line.
 */
export async function prepareOffline(): Promise<void> {
  await whenIdle();
  await loadAllViews();
  for (const encoding of info.encodings) await engine.fetchVocabulary(encoding);
  await Promise.all([
    import("mediabunny"),
    import("papaparse"),
    import("pdfjs-dist"),
    startPdfWorker(),
  ]);
  await keepFiles();
}

/** A service worker, where there can be one: not on `file://`, not in the development server. */
async function keepFiles(): Promise<void> {
  if (!import.meta.env.PROD || import.meta.env.MODE === "single" || !("serviceWorker" in navigator))
    return;
  try {
    await navigator.serviceWorker.register("./sw.js");
    await navigator.serviceWorker.ready;
  } catch {
    // Some browsers forbid it in private windows; this visit works without a network all the same.
  }
}
