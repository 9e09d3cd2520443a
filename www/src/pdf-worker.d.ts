/** pdf.js ships no types for the half that parses. */
declare module "pdfjs-dist/build/pdf.worker.min.mjs";
