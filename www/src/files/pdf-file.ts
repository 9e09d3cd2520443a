/** Pages and text of a PDF. What a vendor bills for a PDF is not its text alone, so a count is an estimate. */
import { startPdfWorker } from "./start-pdf-worker.js";

export interface PdfText {
  pages: number;
  text: string;
}

export async function pdfText(
  file: File,
  signal: AbortSignal,
  progress: (share: number) => void,
): Promise<PdfText> {
  const pdf = await import("pdfjs-dist");
  // Given as a worker, it outlives the task: the next PDF goes to the same thread.
  const worker = pdf.PDFWorker.create({ port: startPdfWorker() });
  const task = pdf.getDocument({
    data: new Uint8Array(await file.arrayBuffer()),
    worker,
    useSystemFonts: false,
    disableFontFace: true,
  });
  try {
    const document = await task.promise;
    const texts: string[] = [];
    for (let number = 1; number <= document.numPages; number++) {
      signal.throwIfAborted();
      const content = await (await document.getPage(number)).getTextContent();
      texts.push(
        content.items
          .map((item) => ("str" in item ? item.str + (item.hasEOL ? "\n" : "") : ""))
          .join(""),
      );
      progress(number / document.numPages);
    }
    return { pages: document.numPages, text: texts.join("\n\n") };
  } finally {
    await task.destroy();
  }
}
