/**
 * Reads the pages and the text of a PDF. Vendors may bill the pages as images too, so a count of
 * the text is an estimate.
 */
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
  // The worker is passed in so that it outlives the task and reads the next PDF too.
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
