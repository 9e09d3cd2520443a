/** Measures a dropped file in tokens, by the rule for its kind. */
import type { Quantities } from "tokenfare";
import { findModel, info } from "../engine/catalog-info.js";
import { engine } from "../engine/client.js";
import { byRecommendation, isChat, isCurrent, isHosted } from "../engine/model-facts.js";
import { formatCount, plural } from "../format/numbers.js";
import { messageOf } from "../format/words.js";
import { type Grid, gridOf } from "./image-grid.js";
import { pdfText } from "./pdf-file.js";
import { quantile, type RequestSet, total } from "./request-set.js";
import { promptColumn, tableOfFile, textsOf } from "./rows-file.js";
import { countTextFile } from "./text-file.js";

export interface FileMeasure {
  /** The quantities of a request that sends this file. */
  quantities: Quantities;
  tokens: number | null;
  /** Whether the model takes such a file. */
  fits: boolean;
  exact: boolean;
  /** The source of the figure, in words and numbers. */
  explained: string;
  /** Other published figures. */
  disputed?: string;
  image?: {
    width: number;
    height: number;
    detail: ImageDetail;
    grid: Grid | null;
    preview: string;
  };
  /** The current models that take it, where this one does not. */
  others?: readonly string[];
  /** Its rows, as one request each. */
  rows?: RequestSet;
  /** The columns of a table with a header, and the one whose cells are the requests. */
  columns?: { all: readonly string[]; chosen: string };
  /** Its text, where it can be split over several requests. */
  text?: () => Promise<string>;
}

export type ImageDetail = "auto" | "low" | "high";
export interface Watch {
  signal: AbortSignal;
  progress: (share: number) => void;
}

/** A longer text is counted but not held in memory for splitting. */
const longestToSplit = 32 << 20;

export async function measureFile(
  file: File,
  modelId: string,
  { detail, column }: { detail: ImageDetail; column: string | null },
  watch: Watch,
): Promise<FileMeasure> {
  const model = findModel(modelId);
  if (!model) throw new Error("Choose a model first.");
  const { encoding, factor, exact } = model.encoding;
  const billed = (count: number): number => Math.round(count * factor);

  switch (kindOf(file)) {
    case "text": {
      if (await looksBinary(file))
        throw new Error(
          "This is no text. Text, CSV, JSON Lines, images, audio, video and PDF can be read.",
        );
      const counted = await countTextFile(file, encoding, watch);
      const tokens = billed(counted.tokens);
      return {
        quantities: { inputTokens: tokens },
        tokens,
        fits: true,
        exact,
        explained: `${plural(counted.characters, "character")} in ${encoding}`,
        ...(file.size <= longestToSplit && { text: () => file.text() }),
      };
    }
    case "rows": {
      const table = await tableOfFile(file);
      const chosen = column ?? promptColumn(table);
      const texts = textsOf(table, chosen);
      const rows = { texts, tokens: Array.from(await engine.countBatch(texts, encoding), billed) };
      const tokens = total(rows);
      return {
        quantities: { inputTokens: tokens },
        tokens,
        fits: true,
        exact,
        rows,
        ...(table.columns.length > 0 && { columns: { all: table.columns, chosen } }),
        explained: [
          `${plural(texts.length, "row")}: half have up to ${plural(quantile(rows, 0.5), "token")}`,
          `95% up to ${formatCount(quantile(rows, 0.95))}`,
          `the longest ${formatCount(quantile(rows, 1))}`,
        ].join(", "),
      };
    }
    case "pdf": {
      const pdf = await pdfText(file, watch.signal, watch.progress);
      const tokens = billed(await engine.count(pdf.text, encoding));
      return {
        quantities: { inputTokens: tokens },
        tokens,
        fits: true,
        exact: false,
        explained:
          `the text of ${plural(pdf.pages, "page")}; ` +
          "vendors may bill the pages as images as well",
        text: async () => pdf.text,
      };
    }
    case "image":
      return measureImage(file, modelId, detail);
    case "media":
      return measureMedia(file, modelId);
    case "unknown":
      throw new Error(
        "Archives and office files are not unpacked. Save the text by itself and drop that.",
      );
  }
}

async function measureImage(file: File, model: string, detail: ImageDetail): Promise<FileMeasure> {
  const start = new Uint8Array(await file.slice(0, 1 << 20).arrayBuffer());
  const { width, height, format } = await engine.imageSize(start).catch((error: unknown) => {
    throw new Error(`The size of this image cannot be read: ${messageOf(error)}`);
  });
  const image = { width, height, ...(detail !== "auto" && { detail }) };
  const shown = { width, height, detail, preview: URL.createObjectURL(file) };
  const size = `${formatCount(width)} × ${formatCount(height)} ${format.toUpperCase()}`;
  try {
    const found = await engine.imageTokens(model, image);
    return {
      quantities: { images: [image] },
      tokens: found.tokens,
      fits: true,
      exact: found.exact,
      explained: `${size}: ${found.formula}`,
      ...(found.dispute && { disputed: found.dispute }),
      image: { ...shown, grid: gridOf(found) },
    };
  } catch (error) {
    return {
      quantities: {},
      tokens: null,
      fits: false,
      exact: false,
      others: whoTakes("image"),
      explained: `${size}. ${refusal(model, "image") ?? messageOf(error)}`,
      image: { ...shown, grid: null },
    };
  }
}

async function measureMedia(file: File, model: string): Promise<FileMeasure> {
  const { seconds, video, format } = await mediaLength(file);
  const length = `${inHours(seconds)} of ${format}`;
  const kind = video ? "video" : "audio";
  const quantities: Quantities = video ? { videoSeconds: seconds } : { audioInputSeconds: seconds };
  const refused = refusal(model, kind);
  if (refused)
    return {
      quantities,
      tokens: null,
      fits: false,
      exact: false,
      others: whoTakes(kind),
      explained: `${length}. ${refused}`,
    };
  try {
    const { tokens, exact, formula, dispute } = await engine.mediaTokens(model, kind, seconds);
    return {
      quantities,
      tokens,
      fits: true,
      exact,
      explained: `${length}: ${formula}`,
      ...(dispute && { disputed: dispute }),
    };
  } catch (error) {
    // Some models bill by the minute, and not by the token.
    return {
      quantities,
      tokens: null,
      fits: true,
      exact: false,
      explained: `${length}. ${messageOf(error)}`,
    };
  }
}

/** "1 hour 5 minutes", "12.5 seconds" */
function inHours(seconds: number): string {
  if (seconds < 120) return plural(Math.round(seconds * 10) / 10, "second");
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return plural(minutes, "minute");
  const rest = minutes % 60;
  return plural(Math.floor(minutes / 60), "hour") + (rest ? ` ${plural(rest, "minute")}` : "");
}

const senses: Record<string, string> = {
  image: "read images",
  audio: "hear audio",
  video: "watch video",
};

/** Says that a model has no sense for a file, where that is so. */
function refusal(id: string, kind: "image" | "audio" | "video"): string | null {
  const model = findModel(id);
  return model && !model.input.includes(kind)
    ? `${model.name} does not ${senses[kind]}. These models do:`
    : null;
}

/** A few current models that take a file of this kind. */
const whoTakes = (kind: "image" | "audio" | "video"): string[] =>
  info.models
    .filter(
      (model) =>
        model.input.includes(kind) && isCurrent(model) && !isHosted(model) && isChat(model),
    )
    .sort((a, b) => byRecommendation(b, a))
    .slice(0, 4)
    .map((model) => model.id);

interface MediaLength {
  seconds: number;
  video: boolean;
  format: string;
}

/** The length of an audio or video file, from its container; nothing is decoded. */
async function mediaLength(file: File): Promise<MediaLength> {
  const { ALL_FORMATS, BlobSource, Input } = await import("mediabunny");
  const input = new Input({ source: new BlobSource(file), formats: ALL_FORMATS });
  if (!(await input.canRead()))
    throw new Error("This is no audio or video file of a known format.");
  const [seconds, video, format] = await Promise.all([
    input.computeDuration(),
    input.getPrimaryVideoTrack(),
    input.getFormat(),
  ]);
  return { seconds, video: video !== null, format: format.name };
}

async function looksBinary(file: File): Promise<boolean> {
  return new Uint8Array(await file.slice(0, 4096).arrayBuffer()).includes(0);
}

type FileKind = "text" | "rows" | "image" | "media" | "pdf" | "unknown";

/** The kind of a dropped file, by its type and name. */
function kindOf(file: File): FileKind {
  const name = file.name.toLowerCase();
  if (file.type === "application/pdf" || name.endsWith(".pdf")) return "pdf";
  if (/\.(csv|tsv|jsonl|ndjson)$/.test(name) || file.type === "text/csv") return "rows";
  if (file.type.startsWith("image/") && file.type !== "image/svg+xml") return "image";
  if (
    /^(audio|video)\//.test(file.type) ||
    /\.(mp3|wav|ogg|opus|flac|m4a|aac|mp4|m4v|mov|webm|mkv)$/.test(name)
  )
    return "media";
  if (/\.(zip|gz|docx|xlsx|pptx|exe|bin|wasm|woff2?)$/.test(name)) return "unknown";
  return "text";
}
