/** Pages and text of a PDF. What a vendor bills for a PDF is not its text alone, so a count is an estimate. */
export interface PdfText { pages: number; text: string }

export async function pdfText(file: File, signal: AbortSignal, progress: (share: number) => void): Promise<PdfText> {
  const [pdf, worker] = await Promise.all([import("pdfjs-dist"), import("pdfjs-dist/build/pdf.worker.min.mjs")]);
  // With its worker half in the same script, pdf.js asks for no script of its own: the page's policy allows none.
  (globalThis as { pdfjsWorker?: unknown }).pdfjsWorker = worker;
  const task = pdf.getDocument({ data: new Uint8Array(await file.arrayBuffer()), useSystemFonts: false, disableFontFace: true });
  try {
    const document = await task.promise;
    const texts: string[] = [];
    for (let number = 1; number <= document.numPages; number++) {
      signal.throwIfAborted();
      const content = await (await document.getPage(number)).getTextContent();
      texts.push(content.items.map((item) => ("str" in item ? item.str + (item.hasEOL ? "\n" : "") : "")).join(""));
      progress(number / document.numPages);
    }
    return { pages: document.numPages, text: texts.join("\n\n") };
  } finally {
    await task.destroy();
  }
}
