// Before anything is timed: does every library give the same ids? tiktoken-rs is the reference.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runJob } from "./node-runner.mjs";
import { versionOf } from "./peers.mjs";
import { scratch } from "./places.mjs";

const REFERENCE = "tiktoken-rs";
const folder = join(scratch, "ids");

/** The reference's ids of a text, made once per text. */
export async function referenceIds(text) {
  const file = join(folder, `${text.name}-${text.sha256.slice(0, 16)}-${REFERENCE}-${versionOf(REFERENCE)}.u32`);
  mkdirSync(folder, { recursive: true });
  if (!existsSync(file)) {
    const made = await runJob({ task: "ids", library: REFERENCE, text: text.file, out: file });
    if (made.failed) throw new Error(`the reference cannot encode ${text.name}: ${made.failed}`);
  }
  return { file, ids: toIds(readFileSync(file)) };
}

const toIds = (buffer) => new Uint32Array(buffer.buffer, buffer.byteOffset, buffer.length / 4);

/**
 * What a library does otherwise than the reference with this text, or null. `excluded` names the modes
 * that are not timed then: wrong ids exclude all, a wrong decode only decode.
 */
export async function disagreement(library, text) {
  const { ids } = await referenceIds(text);
  const out = join(folder, `${text.name}-${library}.u32`);
  const made = await runJob({ task: "ids", library, text: text.file, out });
  if (made.failed) return { excluded: ["count", "encode", "decode"], what: `fails: ${made.failed}` };
  const found = toIds(readFileSync(out));
  const at = found.findIndex((id, index) => id !== ids[index]);
  if (at >= 0 || found.length !== ids.length) {
    const from = at < 0 ? Math.min(found.length, ids.length) : at;
    const show = (list) => `[${[...list.subarray(from, from + 4)].join(", ")}]`;
    return {
      excluded: ["count", "encode", "decode"],
      what: `other ids from token ${from} on: ${show(found)} instead of ${show(ids)}`,
    };
  }
  if (made.count !== ids.length) return { excluded: ["count"], what: `counts ${made.count} instead of ${ids.length}` };
  if (!made.decodes) return { excluded: ["decode"], what: "decodes to another text" };
  return null;
}

/** All disagreements: a map from library to a map from text to what is wrong. */
export async function agree(libraries, texts, say) {
  const found = {};
  for (const library of libraries) {
    for (const text of texts) {
      const wrong = await disagreement(library, text);
      if (!wrong) continue;
      (found[library] ??= {})[text.name] = wrong;
      say(`${library} on ${text.name}: ${wrong.what}`);
    }
  }
  return found;
}
