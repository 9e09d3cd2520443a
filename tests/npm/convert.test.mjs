// Vocabularies of other formats, converted by `tokenfare/convert` and by the command line.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { getEncoding } from "js-tiktoken";
import cl100kRanks from "js-tiktoken/ranks/cl100k_base";
import { init } from "tokenfare";
import { TokenfareError, convertVocabulary } from "tokenfare/convert";

const fare = await init();
const cli = join(dirname(fileURLToPath(import.meta.resolve("tokenfare"))), "cli.js");
const folder = mkdtempSync(join(tmpdir(), "tokenfare-convert-"));
after(() => rmSync(folder, { recursive: true }));

/** The 256 bytes, "he" and "hel", as a list of ranks: "help he" is hel, p, a blank and he. */
const tokens = [...Array.from({ length: 256 }, (_, byte) => Buffer.from([byte])), Buffer.from("he"), Buffer.from("hel")];
const ranks = Buffer.from(tokens.map((token, rank) => `${token.toString("base64")} ${rank}\n`).join(""));

test("a list of ranks, by the name of its pattern and with special tokens", async () => {
  const packed = await convertVocabulary(ranks, { name: "ranks", pattern: "cl100k_base", specialTokens: { "<end>": 300 } });
  const mine = await fare.loadEncoding(packed);
  assert.deepEqual([...mine.encode("help he")], [257, 112, 32, 256]);
  assert.deepEqual(mine.specialTokens, { "<end>": 300 });
  assert.equal(fare.tokenizer("ranks"), mine);
});

test("a whole vocabulary gives the ids of js-tiktoken, which reads the same ranks", async () => {
  // js-tiktoken writes runs of tokens as "! <first rank> <token> <token> …".
  const lines = cl100kRanks.bpe_ranks.split("\n").flatMap((line) => {
    const [, first, ...run] = line.split(" ");
    return run.map((token, index) => `${token} ${Number(first) + index}`);
  });
  const packed = await convertVocabulary(Buffer.from(lines.join("\n")), {
    name: "my_cl100k",
    pattern: "cl100k_base",
    specialTokens: cl100kRanks.special_tokens,
  });
  const mine = await fare.loadEncoding(packed);
  const theirs = getEncoding("cl100k_base");
  for (const text of ["Hello, world! 12345", "Größe 日本語 \n\n\t x", readFileSync(new URL(import.meta.url), "utf8")]) {
    assert.deepEqual([...mine.encode(text)], theirs.encode(text, [], []));
  }
});

test("the command line writes a file that loadEncoding takes", async () => {
  const vocab = Object.fromEntries(
    ["<unk>", ...Array.from({ length: 256 }, (_, byte) => `<0x${byte.toString(16).padStart(2, "0").toUpperCase()}>`), "▁", "h", "e", "he", "▁he"].map((text, id) => [text, id]),
  );
  const json = {
    added_tokens: [{ id: 0, content: "<unk>", special: true }],
    normalizer: { type: "Sequence", normalizers: [{ type: "Prepend", prepend: "▁" }, { type: "Replace", pattern: { String: " " }, content: "▁" }] },
    model: { type: "BPE", byte_fallback: true, unk_token: "<unk>", vocab, merges: ["h e", "▁ he"] },
  };
  writeFileSync(join(folder, "tokenizer.json"), JSON.stringify(json));
  const convert = (...words) => spawnSync(process.execPath, [cli, "vocabulary", "convert", ...words], { cwd: folder, encoding: "utf8" });
  const { status, stdout, stderr } = convert("tokenizer.json", "--name", "sentences", "--out", "mine.tfv");
  assert.deepEqual([status, stderr], [0, ""]);
  assert.match(stdout, /^mine\.tfv: \d+ bytes, [\d.]+ times smaller than tokenizer\.json/);
  const mine = await fare.loadEncoding(readFileSync(join(folder, "mine.tfv")));
  // "▁he", "▁", "h"; then the two bytes of é.
  assert.deepEqual([...mine.encode("he hé")], [261, 257, 258, 1 + 0xc3, 1 + 0xa9]);

  writeFileSync(join(folder, "mine.tiktoken"), ranks);
  assert.match(convert("mine.tiktoken").stderr, /name the pattern/);
  assert.equal(convert("mine.tiktoken").status, 2);
  assert.equal(convert("mine.tiktoken", "--pattern", "cl100k_base", "--special", "<end>=300").status, 0);
  assert.match(convert("mine.tiktoken", "--pattern", "cl100k_base", "--special", "end").stderr, /must be a text and its id/);
  assert.match(spawnSync(process.execPath, [cli, "vocabulary"], { encoding: "utf8" }).stderr, /usage: tokenfare vocabulary convert/);
});

test("what cannot be converted is refused by name", async () => {
  const refused = async (file, options, code, message) => {
    const error = await convertVocabulary(file, options).catch((thrown) => thrown);
    assert.ok(error instanceof TokenfareError, String(error));
    assert.equal(error.code, code);
    assert.match(error.message, message);
  };
  await refused(Buffer.from("{"), { name: "a" }, "CORRUPT_VOCABULARY", /EOF/);
  await refused(Buffer.from("{}"), { name: "a" }, "CORRUPT_VOCABULARY", /type of its model/);
  await refused(ranks, { name: "a" }, "CORRUPT_VOCABULARY", /name the pattern/);
  await refused(ranks, { name: "a", pattern: "\\w+" }, "INVALID_ARGUMENT", /known here by its exact text/);
  await refused(ranks, {}, "INVALID_ARGUMENT", /name/);
  await refused("text", { name: "a" }, "INVALID_ARGUMENT", /file must be a Uint8Array/);
  await refused(ranks, { name: "a", pattern: "cl100k_base", specialTokens: { a: -1 } }, "INVALID_ARGUMENT", /specialTokens/);
});
