/** tiktoken-rs, the reference: what it counts in a text is what the page must show. */
import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const root = fileURLToPath(new URL("../..", import.meta.url));

export async function tiktokenCount(encoding, text) {
  const folder = await mkdtemp(join(tmpdir(), "tokenfare-oracle-"));
  try {
    const file = join(folder, "text.txt");
    await writeFile(file, text);
    const { stdout } = await promisify(execFile)("cargo", ["xtask", "oracle", encoding, file], {
      cwd: root,
    });
    return Number(stdout.trim());
  } finally {
    await rm(folder, { recursive: true });
  }
}
