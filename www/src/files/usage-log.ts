/** Recognises usage logs among files and texts. */
import { engine } from "../engine/client.js";

/** What may be a log, by its name. */
const isLogName = (name: string): boolean => /\.(jsonl?|ndjson|csv|tsv)$/i.test(name);

/** A file up to this size is read whole; of a larger one, its beginning up to the last whole line. */
const whole = 1 << 20;
const newline = 0x0a;

/** The formats of the log that a file is; null where it is none. */
export async function logFormats(file: Blob, name: string): Promise<readonly string[] | null> {
  if (!isLogName(name)) return null;
  const bytes = new Uint8Array(await file.slice(0, whole).arrayBuffer());
  const end = file.size > whole ? bytes.lastIndexOf(newline) + 1 : bytes.length;
  return engine.recogniseUsage(bytes.subarray(0, end), name);
}
