/** What the command line reads: files, globs, standard input. */
import { createReadStream, existsSync, statSync } from "node:fs";
import { glob, isDynamicPattern } from "tinyglobby";

/** Wrong use or unreadable input: the message is all that is shown. */
export class UsageError extends Error {}

const STANDARD_INPUT = "-";
const SLICE_BYTES = 1 << 20;

/**
 * The files that are meant; standard input where there are none. Windows' shells leave globs to the
 * program, and others do where the words are quoted. A file that exists is never taken for a glob.
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
  // A file that two globs name is one file; one that is named twice by its name is meant twice.
  const named = new Set(words);
  return found.filter((file, index) => named.has(file) || found.indexOf(file) === index);
}

/** The bytes of a file; of standard input, which may be a pipe, none that are known. */
export function sizeOf(name: string): number {
  if (name === STANDARD_INPUT) return 0;
  try {
    return statSync(name).size;
  } catch {
    // Reading it will say why.
    return 0;
  }
}

/** The text of a file in slices, none of which cuts a character. */
export async function* textsOf(name: string): AsyncGenerator<{ text: string; bytes: number }> {
  if (name === STANDARD_INPUT && process.stdin.isTTY) {
    process.stderr.write(`reading what you type; end it with ${process.platform === "win32" ? "Ctrl+Z and Enter" : "Ctrl+D"}\n`);
  }
  const stream = name === STANDARD_INPUT ? process.stdin : createReadStream(name, { highWaterMark: SLICE_BYTES });
  stream.setEncoding("utf8");
  try {
    for await (const text of stream as AsyncIterable<string>) yield { text, bytes: Buffer.byteLength(text) };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EISDIR") {
      throw new UsageError(`${name} is a folder; name files, or a glob such as "${name}/**/*.md"`);
    }
    throw new UsageError(`cannot read ${name}: ${(error as Error).message}`);
  }
}

/** The whole text of a file. */
export async function textOf(name: string): Promise<string> {
  let whole = "";
  for await (const { text } of textsOf(name)) whole += text;
  return whole;
}
