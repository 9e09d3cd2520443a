/** Inputs of the command line: files, globs and standard input. */
import { createReadStream, existsSync, statSync } from "node:fs";
import { glob, isDynamicPattern } from "tinyglobby";
import { visible } from "./cli-table.js";

/** Wrong use or unreadable input. Only its message is shown. */
export class UsageError extends Error {}

const STANDARD_INPUT = "-";
const SLICE_BYTES = 1 << 20;

/**
 * The files to read; standard input if none is named. Shells of Windows leave globs to the program,
 * and so do others if the argument is quoted. The name of an existing file is never read as a glob.
 */
export async function filesOf(words: readonly string[]): Promise<string[]> {
  if (words.length === 0) return [STANDARD_INPUT];
  const found: string[] = [];
  for (const word of words) {
    const pattern = process.platform === "win32" ? word.replaceAll("\\", "/") : word;
    if (word === STANDARD_INPUT || existsSync(word) || !isDynamicPattern(pattern)) {
      found.push(word);
      continue;
    }
    const files = await glob(pattern, { dot: false, expandDirectories: false, followSymbolicLinks: false });
    if (files.length === 0) throw new UsageError(`no file matches ${word}`);
    found.push(...files.sort());
  }
  // A file that several globs match is read once; one that is named twice is read twice.
  const named = new Set(words);
  return found.filter((file, index) => named.has(file) || found.indexOf(file) === index);
}

/** The size of a file in bytes; 0 for standard input, whose size is unknown. */
export function sizeOf(name: string): number {
  if (name === STANDARD_INPUT) return 0;
  try {
    return statSync(name).size;
  } catch {
    // Reading the file reports the reason.
    return 0;
  }
}

/** The text of a file in slices that end at character boundaries. */
export async function* textsOf(name: string): AsyncGenerator<{ text: string; bytes: number }> {
  if (name === STANDARD_INPUT && process.stdin.isTTY) {
    process.stderr.write(`reading what you type; end it with ${process.platform === "win32" ? "Ctrl+Z and Enter" : "Ctrl+D"}\n`);
  }
  const stream = name === STANDARD_INPUT ? process.stdin : createReadStream(name, { highWaterMark: SLICE_BYTES });
  let decoder: TextDecoder | undefined;
  let isFaulty = false;
  try {
    for await (const bytes of stream as AsyncIterable<Buffer>) {
      decoder ??= decoderFor(bytes);
      const text = decoder.decode(bytes, { stream: true });
      isFaulty ||= text.includes(REPLACEMENT) && !bytes.includes(REPLACEMENT);
      if (text !== "") yield { text, bytes: bytes.length };
    }
    const rest = decoder?.decode() ?? "";
    if (rest !== "") yield { text: rest, bytes: 0 };
    const shown = visible(name);
    if (decoder !== undefined && decoder.encoding !== "utf-8") process.stderr.write(`${shown} is ${decoder.encoding.toUpperCase()}; its text counts, as if it were UTF-8\n`);
    if (isFaulty || rest !== "") process.stderr.write(`${shown} has bytes that are no text; each counts as the character U+FFFD\n`);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EISDIR") {
      throw new UsageError(`${name} is a folder; name files, or a glob such as "${name}/**/*.md"`);
    }
    throw new UsageError(`cannot read ${name}: ${(error as Error).message}`);
  }
}

/** What stands for bytes that are no text. */
const REPLACEMENT = "\uFFFD";

/** UTF-8, or the UTF-16 that PowerShell 5 writes by `>`, which begins with a byte-order mark. */
function decoderFor(bytes: Buffer): TextDecoder {
  const mark = bytes.subarray(0, 2).toString("hex");
  if (mark === "fffe") return new TextDecoder("utf-16le");
  if (mark === "feff") return new TextDecoder("utf-16be");
  return new TextDecoder("utf-8", { ignoreBOM: true });
}

/** The whole text of a file. */
export async function textOf(name: string): Promise<string> {
  let whole = "";
  for await (const { text } of textsOf(name)) whole += text;
  return whole;
}
