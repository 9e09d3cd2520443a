import { store } from "../../state/page-state.js";

/** Shows files as a log in the Usage view, whose code loads then. */
export async function openAsLog(files: readonly File[]): Promise<void> {
  const { openLog } = await import("./open-log.js");
  store.set({ view: "usage" });
  await openLog.take(files.map((file) => ({ file, path: file.name })));
}
