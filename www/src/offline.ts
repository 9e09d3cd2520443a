/** Prepares the page for use without a network. */
import type { EncodingName } from "tokenfare";
import { engine, whenIdle } from "./engine/client.js";
import { startPdfWorker } from "./files/start-pdf-worker.js";
import { loadAllViews } from "./shell/views.js";

/**
 * The vocabularies that every visitor gets: those of the models that most people ask for. The
 * service worker keeps any other once a model has asked for it.
 */
const keptVocabularies: readonly EncodingName[] = ["o200k_base", "cl100k_base", "claude_4_7"];

/**
 * Loads the vocabularies, then what any view may need later, and stores all of it for later visits.
 * It waits for what is shown first, which must not share the connection.
 */
export async function prepareOffline(): Promise<void> {
  if (savesData()) return whenIdle(300);
  await whenIdle(50);
  for (const encoding of keptVocabularies) await engine.fetchVocabulary(encoding);
  await whenIdle(300);
  await loadAllViews();
  await Promise.all([
    import("mediabunny"),
    import("papaparse"),
    import("pdfjs-dist"),
    startPdfWorker(),
  ]);
  await keepFiles();
}

/** Whether the reader has asked for less data. The page then loads only what they use. */
const savesData = (): boolean =>
  (navigator as { connection?: { saveData?: boolean } }).connection?.saveData === true;

/** Registers the service worker, except on `file://` and in the development server. */
async function keepFiles(): Promise<void> {
  if (!import.meta.env.PROD || import.meta.env.MODE === "single" || !("serviceWorker" in navigator))
    return;
  try {
    const registration = await navigator.serviceWorker.register("./sw.js");
    offerUpdates(registration);
    await navigator.serviceWorker.ready;
  } catch {
    // Some browsers forbid it in private windows. This visit works without a network all the same.
  }
}

/** Tells the page of a new version, now or when one has been stored. */
function offerUpdates(registration: ServiceWorkerRegistration): void {
  const offer = (worker: ServiceWorker): void => {
    // Without an active version this is the first one, not a new one.
    if (worker.state === "installed" && registration.active)
      window.dispatchEvent(new CustomEvent<() => void>("update-ready", { detail: accept(worker) }));
  };
  if (registration.waiting) offer(registration.waiting);
  registration.addEventListener("updatefound", () => {
    const worker = registration.installing;
    worker?.addEventListener("statechange", () => offer(worker));
  });
}

/** Lets the new version take over, and shows it as soon as it has. */
const accept = (worker: ServiceWorker) => (): void => {
  worker.addEventListener("statechange", () => {
    if (worker.state === "activated") location.reload();
  });
  worker.postMessage("take over");
};
