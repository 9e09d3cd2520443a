// Vocabulary files with damage, none of which may be accepted.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";

const folder = dirname(fileURLToPath(import.meta.resolve("tokenfare/encodings/o200k_base.tfv")));
const FILES = readdirSync(folder).filter((name) => name.endsWith(".tfv")).map((name) => [name, readFileSync(`${folder}/${name}`)]);
/** What a mode is called; it stands in byte 20. */
const MODES = ["bytes", "characters", "tiles"];

/** How a file may be damaged. */
const DAMAGE = [
  (bytes, { below }) => bytes.subarray(0, below(bytes.length)),
  (bytes, { below }) => flipped(bytes, below(bytes.length * 8)),
  (bytes, { below }) => flipped(bytes, below(64 * 8)),
  (bytes, { below }) => bytes.with(below(64), below(256)),
  // The version before this one, and the one after it.
  (bytes, { one }) => bytes.with(4, one([0, 1, 3, 255])),
  (bytes, { below }) => Uint8Array.from([...bytes, ...Array.from({ length: 1 + below(40) }, () => below(256))]),
  (bytes, { below }) => copied(bytes, below(bytes.length), below(bytes.length), 1 + below(200)),
  (bytes, { below }) => Uint8Array.from(bytes.subarray(below(bytes.length) + 1)),
];

function flipped(bytes, bit) {
  const at = Math.min(bit >> 3, bytes.length - 1);
  return bytes.with(at, bytes[at] ^ (1 << (bit & 7)));
}

function copied(bytes, from, to, length) {
  const copy = bytes.slice();
  copy.copyWithin(to, from, from + length);
  return copy;
}

/** One call for each mode. */
export function damagedVocabularies(fare) {
  const calls = {};
  for (const [mode, name] of MODES.entries()) {
    const files = FILES.filter(([, bytes]) => bytes[20] === mode);
    assert.ok(files.length > 0, name);
    calls[`a damaged vocabulary of ${name}`] = {
      draw: (random) => [random.below(files.length), random.below(DAMAGE.length), random.below(2 ** 31)],
      async run(file, kind, seed) {
        const [, bytes] = files[file];
        const { randomOf } = await import("../random-texts.mjs");
        const damaged = DAMAGE[kind](new Uint8Array(bytes), randomOf(seed));
        if (Buffer.compare(damaged, bytes) === 0) return;
        const loaded = await fare.loadEncoding(damaged).catch((error) => {
          assert.equal(error.code, "CORRUPT_VOCABULARY", error.message);
        });
        assert.equal(loaded?.encoding, undefined, "it was accepted");
      },
    };
  }
  return calls;
}
