/** The files of a usage log: those that are named, those in folders, and the local logs of coding agents. */
import { type ReadStream, createReadStream, statSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { glob } from "tinyglobby";
import { UsageError, filesOf } from "./cli-inputs.js";

/** What a log may be called within a folder. */
const NAMES = ["**/*.jsonl", "**/*.ndjson", "**/*.json", "**/*.csv"];
const SLICE_BYTES = 4 << 20;

/** Where coding agents keep their logs. */
interface Agent {
  readonly name: string;
  readonly folders: readonly string[];
  readonly names: readonly string[];
}

/** The local logs of coding agents, in the folders of a user. */
function agents(home: string, env: NodeJS.ProcessEnv): Agent[] {
  const claude = env["CLAUDE_CONFIG_DIR"] ? env["CLAUDE_CONFIG_DIR"].split(",") : [join(home, ".config", "claude"), join(home, ".claude")];
  const codex = env["CODEX_HOME"] || join(home, ".codex");
  return [
    { name: "Claude Code", folders: claude.map((folder) => join(folder.trim(), "projects")), names: ["**/*.jsonl"] },
    { name: "Codex", folders: [join(codex, "sessions"), join(codex, "archived_sessions")], names: ["**/*.jsonl"] },
    { name: "Gemini CLI", folders: [join(home, ".gemini", "tmp")], names: ["**/chats/*.json", "**/chats/*.jsonl"] },
  ];
}

/** The local logs that there are, and a sentence for each agent. */
export async function localLogs(): Promise<{ files: string[]; found: string[] }> {
  const files: string[] = [];
  const found: string[] = [];
  const looked: string[] = [];
  for (const { name, folders, names } of agents(homedir(), process.env)) {
    for (const folder of folders) {
      looked.push(folder);
      const own = isFolder(folder) ? await inFolder(folder, names) : [];
      if (own.length === 0) continue;
      files.push(...own);
      found.push(`${name}: ${own.length} ${own.length === 1 ? "file" : "files"} in ${folder}`);
    }
  }
  if (files.length === 0) throw new UsageError(`there is no local log in ${looked.join(", ")}; name files, folders or globs`);
  return { files, found };
}

/** The files of words, which may name folders. */
export async function logFilesOf(words: readonly string[]): Promise<string[]> {
  const files: string[] = [];
  for (const word of words) {
    if (!isFolder(word)) {
      files.push(...(await filesOf([word])));
      continue;
    }
    const inside = await inFolder(word, NAMES);
    if (inside.length === 0) throw new UsageError(`${word} has no file that may be a usage log: .jsonl, .ndjson, .json or .csv`);
    files.push(...inside);
  }
  return [...new Set(files)];
}

function isFolder(name: string): boolean {
  return statSync(name, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

async function inFolder(folder: string, names: readonly string[]): Promise<string[]> {
  const files = await glob([...names], { cwd: folder, dot: true, absolute: true, expandDirectories: false, followSymbolicLinks: false, ignore: ["**/node_modules/**"] });
  return files.sort();
}

/** The bytes of a file, as they are read. */
export async function* bytesOf(name: string): AsyncGenerator<Uint8Array> {
  const stream: ReadStream | NodeJS.ReadStream = name === "-" ? process.stdin : createReadStream(name, { highWaterMark: SLICE_BYTES });
  try {
    for await (const bytes of stream as AsyncIterable<Uint8Array>) yield bytes;
  } catch (error) {
    throw new UsageError(`cannot read ${name}: ${(error as Error).message}`);
  }
}
