/** What a dropped file is, by its type and name. */
export type FileKind = "text" | "rows" | "image" | "media" | "pdf" | "unknown";

export function kindOf(file: File): FileKind {
  const name = file.name.toLowerCase();
  if (file.type === "application/pdf" || name.endsWith(".pdf")) return "pdf";
  if (/\.(csv|tsv|jsonl|ndjson)$/.test(name) || file.type === "text/csv") return "rows";
  if (file.type.startsWith("image/") && file.type !== "image/svg+xml") return "image";
  if (/^(audio|video)\//.test(file.type) || /\.(mp3|wav|ogg|opus|flac|m4a|aac|mp4|m4v|mov|webm|mkv)$/.test(name)) return "media";
  if (/\.(zip|gz|docx|xlsx|pptx|exe|bin|wasm|woff2?)$/.test(name)) return "unknown";
  return "text";
}
