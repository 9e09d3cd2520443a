/** Prepares the page for use without a network. */
import { info } from "./engine/catalog-info.js";
import { engine, whenIdle } from "./engine/client.js";
import { startPdfWorker } from "./files/start-pdf-worker.js";
import { loadAllViews } from "./shell/load-view.js";

/**
 * Loads what any view may need later, then stores all of it for later visits. It waits for the
 * first count, which must not share the connection.
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

/** Registers the service worker, except on `file://` and in the development server. */
async function keepFiles(): Promise<void> {
  if (!import.meta.env.PROD || import.meta.env.MODE === "single" || !("serviceWorker" in navigator))
    return;
  try {
    await navigator.serviceWorker.register("./sw.js");
    await navigator.serviceWorker.ready;
  } catch {
    // Some browsers forbid it in private windows. This visit works without a network all the same.
  }
}
