/** The files of a dropped folder, a drop, or a file dialog, with their paths. */
import type { LogFile } from "../../engine/usage-worker.js";

/** More files than any tool's folder of logs has. */
const most = 20_000;

/** What logs are called. Folders of tools hold much else. */
const isLog = (path: string): boolean => /\.(jsonl?|csv|tsv|ndjson|txt)$/i.test(path);

/** The files of a drop. A folder is read to its end; of its files, those that may be logs count. */
export async function filesOfDrop(drop: DataTransfer): Promise<LogFile[]> {
  const entries = [...drop.items].flatMap((item) => item.webkitGetAsEntry() ?? []);
  if (entries.length === 0) return [...drop.files].map((file) => ({ file, path: file.name }));
  const found: LogFile[] = [];
  const waiting: FileSystemEntry[] = [...entries];
  const direct = new Set(entries);
  for (let entry = waiting.shift(); entry; entry = waiting.shift()) {
    const path = entry.fullPath.replace(/^\//, "");
    if (entry.isDirectory) waiting.push(...(await entriesOf(entry as FileSystemDirectoryEntry)));
    else if (direct.has(entry) || isLog(path))
      found.push({ file: await fileOf(entry as FileSystemFileEntry), path });
    if (found.length > most) throw new Error(`These are more than ${most} files.`);
  }
  return inOrder(found);
}

/** The files of a file dialog. */
export function filesOfInput(input: HTMLInputElement): LogFile[] {
  const files = [...(input.files ?? [])].map((file) => ({
    file,
    path: file.webkitRelativePath || file.name,
  }));
  // Without this, choosing the same file again would fire no event.
  input.value = "";
  return inOrder(input.webkitdirectory ? files.filter(({ path }) => isLog(path)) : files);
}

const inOrder = (files: LogFile[]): LogFile[] =>
  files.sort((left, right) => (left.path < right.path ? -1 : 1));

/** A folder gives its entries a hundred at a time. */
async function entriesOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((done, fail) =>
      reader.readEntries(done, fail),
    );
    if (some.length === 0) return all;
    all.push(...some);
  }
}

const fileOf = (entry: FileSystemFileEntry): Promise<File> =>
  new Promise((done, fail) => entry.file(done, fail));
