/** A dropped file, measured in tokens by whatever rule fits its kind. */
import type { Quantities } from "tokenfare";
import { findModel } from "../engine/catalog-info.js";
import { engine } from "../engine/client.js";
import { formatCount, plural } from "../format/numbers.js";
import { kindOf } from "./kind.js";
import { mediaLength } from "./media-file.js";
import { pdfText } from "./pdf-file.js";
import { countRows } from "./rows-file.js";
import { countTextFile } from "./text-file.js";

export interface FileMeasure {
  /** What a request that sends this file uses. */
  quantities: Quantities;
  tokens: number | null;
  exact: boolean;
  /** In words and numbers: where the figure comes from. */
  explained: string;
  image?: { width: number; height: number; tiles: number | null; preview: string };
}

export interface Watch { signal: AbortSignal; progress: (share: number) => void }

export async function measureFile(file: File, modelId: string, watch: Watch): Promise<FileMeasure> {
  const model = findModel(modelId);
  if (!model) throw new Error("Choose a model first.");
  const { encoding, factor, exact } = model.encoding;
  const count = (text: string): Promise<number> => engine.count(text, encoding);

  switch (kindOf(file)) {
    case "text": {
      if (await looksBinary(file)) throw new Error("This is no text. Text, CSV, JSON Lines, images, audio, video and PDF can be read.");
      const counted = await countTextFile(file, count, watch);
      const tokens = Math.round(counted.tokens * factor);
      return { quantities: { inputTokens: tokens }, tokens, exact: exact && counted.exact, explained: `${plural(counted.characters, "character")} in ${encoding}` };
    }
    case "rows": {
      const rows = await countRows(file, (texts) => engine.countBatch(texts, encoding));
      const tokens = Math.round(rows.total * factor);
      return {
        quantities: { inputTokens: tokens }, tokens, exact,
        explained: `${plural(rows.rows, "row")}: half have up to ${formatCount(rows.median)} tokens, 95 % up to ${formatCount(rows.p95)}, the longest ${formatCount(rows.most)}`,
      };
    }
    case "pdf": {
      const pdf = await pdfText(file, watch.signal, watch.progress);
      const tokens = Math.round((await count(pdf.text)) * factor);
      return { quantities: { inputTokens: tokens }, tokens, exact: false, explained: `the text of ${plural(pdf.pages, "page")}; vendors may bill the pages as images as well` };
    }
    case "image":
      return measureImage(file, modelId);
    case "media":
      return measureMedia(file, modelId);
    case "unknown":
      throw new Error("Archives and office files are not unpacked. Save the text by itself and drop that.");
  }
}

async function measureImage(file: File, model: string): Promise<FileMeasure> {
  const { width, height, format } = await engine.imageSize(new Uint8Array(await file.slice(0, 1 << 20).arrayBuffer()));
  const image = { width, height };
  const preview = URL.createObjectURL(file);
  const size = `${formatCount(width)} × ${formatCount(height)} ${format.toUpperCase()}`;
  try {
    const { tokens, exact, formula, tiles } = await engine.imageTokens(model, image);
    return { quantities: { images: [image] }, tokens, exact, explained: `${size}: ${formula}`, image: { ...image, tiles: tiles ?? null, preview } };
  } catch (error) {
    return { quantities: {}, tokens: null, exact: false, explained: `${size}: ${error instanceof Error ? error.message : String(error)}`, image: { ...image, tiles: null, preview } };
  }
}

async function measureMedia(file: File, model: string): Promise<FileMeasure> {
  const { seconds, video, format } = await mediaLength(file);
  const length = `${formatCount(Math.round(seconds * 10) / 10)} seconds of ${format}`;
  const quantities: Quantities = video ? { videoSeconds: seconds } : { audioInputSeconds: seconds };
  try {
    const { tokens, exact, formula } = await engine.mediaTokens(model, video ? "video" : "audio", seconds);
    return { quantities, tokens, exact, explained: `${length}: ${formula}` };
  } catch (error) {
    return { quantities, tokens: null, exact: true, explained: `${length}. ${error instanceof Error ? error.message : String(error)}` };
  }
}

async function looksBinary(file: File): Promise<boolean> {
  return new Uint8Array(await file.slice(0, 4096).arrayBuffer()).includes(0);
}
