/** `tokenfare vocabulary convert`: vocabularies of other formats to packed files. */
import { readFileSync, writeFileSync } from "node:fs";
import { basename } from "node:path";
import { UsageError } from "./cli-inputs.js";

export interface VocabularyOptions {
  name?: string;
  pattern?: string;
  special?: string[];
  out?: string;
}

/** Converts a file and says what was written. */
export async function convertVocabularyFile(words: string[], options: VocabularyOptions): Promise<string> {
  const [action, file, ...more] = words;
  if (action !== "convert" || file === undefined || more.length > 0) {
    throw new UsageError("usage: tokenfare vocabulary convert <file> [--name <name>] [--pattern <encoding>] [--special <text>=<id>]… [--out <file>]");
  }
  const stem = basename(file).replace(/\.[^.]*$/, "");
  const name = options.name ?? stem;
  const out = options.out ?? `${stem}.tfv`;
  const special = Object.fromEntries((options.special ?? []).map(specialToken));
  const given = attempt(`cannot read ${file}`, () => readFileSync(file));
  const { convertVocabulary } = await import("./convert-only.js");
  const packed = await convertVocabulary(given, {
    name,
    specialTokens: special,
    ...(options.pattern === undefined ? {} : { pattern: options.pattern }),
  });
  attempt(`cannot write ${out}`, () => writeFileSync(out, packed));
  const times = (given.length / packed.length).toFixed(1);
  return `${out}: ${packed.length} bytes, ${times} times smaller than ${file}; loadEncoding(bytes) takes it under the name ${JSON.stringify(name)}`;
}

/** What the file system refuses is no fault of tokenfare. */
function attempt<T>(refusal: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw new UsageError(`${refusal}: ${(error as Error).message}`);
  }
}

/** `<|end|>=100257` */
function specialToken(text: string): [string, number] {
  const [, token, id] = /^(.+)=(\d+)$/su.exec(text) ?? [];
  if (token === undefined || id === undefined) throw new UsageError(`--special must be a text and its id, such as "<|end|>=100257", not ${JSON.stringify(text)}`);
  return [token, Number(id)];
}
