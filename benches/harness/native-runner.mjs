// Runs one figure of rust/native in a process of its own.
import { execFile } from "node:child_process";
import { join } from "node:path";
import { scratch } from "./places.mjs";

/** Its libraries; bpe-openai takes part only here. */
export const nativeLibraries = ["tokenfare", "tiktoken", "bpe-openai", "tiktoken-rs"];

const program = join(scratch, "rust", "release", process.platform === "win32" ? "native.exe" : "native");

export function runNative({ library, text, ids, mode, warm }) {
  return new Promise((resolve) => {
    execFile(program, [library, text, ids, mode, String(warm)], (error, stdout, stderr) => {
      resolve(error ? { failed: stderr.trim().split("\n")[0] || error.message } : JSON.parse(stdout));
    });
  });
}

/** `{ [mode]: { [text]: { [library]: { cold, warm } } } }`, as in throughput.mjs. */
export async function native({ texts, rounds, say }) {
  const found = { count: {}, encode: {} };
  for (let round = 0; round < rounds; round++) {
    say(`native, round ${round + 1} of ${rounds}`);
    for (const text of texts) {
      for (const mode of ["count", "encode"]) {
        const byLibrary = (found[mode][text.name] ??= {});
        for (let turn = 0; turn < nativeLibraries.length; turn++) {
          const library = nativeLibraries[(turn + round) % nativeLibraries.length];
          const times = (byLibrary[library] ??= { cold: [], warm: [] });
          if (times.failed || times.cold[0] > 2000) continue;
          const answer = await runNative({ library, text: text.file, ids: text.ids, mode, warm: 3 });
          if (answer.failed) {
            byLibrary[library] = answer;
            say(`${library}, native ${mode} of ${text.name}: ${answer.failed}`);
          } else {
            times.cold.push(answer.cold);
            times.warm.push(...answer.warm);
          }
        }
      }
    }
  }
  return found;
}
