// The compatibility entries' modules for each encoding and model, made of one compiled module each.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const lists = join(dirname(fileURLToPath(import.meta.url)), "gpt-tokenizer-models.json");

/** Entries of the compatibility packages, as paths of dist without an ending. */
export const COMPAT_ENTRIES = [
  "compat/js-tiktoken/index",
  "compat/js-tiktoken/lite",
  "compat/js-tiktoken/tiktoken",
  "compat/js-tiktoken/ranks/o200k_base",
  "compat/tiktoken",
  "compat/gpt-tokenizer/index",
  "compat/gpt-tokenizer/api",
  "compat/gpt-tokenizer/constants",
  "compat/gpt-tokenizer/encoding/o200k_base",
  "compat/gpt-tokenizer/model/gpt-4o",
];

const RANKS = ["gpt2", "r50k_base", "p50k_base", "p50k_edit", "cl100k_base"];
const ENCODINGS = [...RANKS, "o200k_harmony"];

/** Writes the modules beside their model, as ES modules and as CommonJS. */
export function writeCompatModules(dist) {
  const { models } = JSON.parse(readFileSync(lists, "utf8"));
  for (const ending of ["js", "cjs"]) {
    const text = (path) => readFileSync(join(dist, "compat", `${path}.${ending}`), "utf8");
    const write = (path, content) => {
      const file = join(dist, "compat", `${path}.${ending}`);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, content);
    };
    const ranks = text("js-tiktoken/ranks/o200k_base");
    for (const name of RANKS) write(`js-tiktoken/ranks/${name}`, changed(ranks, "o200k_base", name));
    const encoding = text("gpt-tokenizer/encoding/o200k_base");
    for (const name of ENCODINGS) write(`gpt-tokenizer/encoding/${name}`, changed(encoding, "o200k_base", name));
    const model = text("gpt-tokenizer/model/gpt-4o");
    for (const { encoding: name, kind, names } of models) {
      for (const id of names) {
        const reexport =
          ending === "js"
            ? `export * from "../encoding/${name}.js";\nexport { default } from "../encoding/${name}.js";\n`
            : `module.exports = require("../encoding/${name}.cjs");\n`;
        const ofModel = (text) => changed(changed(text, "o200k_base", name), '"gpt-4o"', JSON.stringify(id));
        const withTraits = (text) => (kind === "chat" ? withoutFunctions(text) : text);
        write(`gpt-tokenizer/model/${id}`, kind === "text" ? reexport : withTraits(ofModel(model)));
      }
    }
  }
}

/** Models that call no functions have no counter of requests with functions, not even as a name. */
function withoutFunctions(text) {
  return changed(text, "callsFunctions: true", "callsFunctions: false")
    .replace(/^ *countChatCompletionTokens(: .*)?,\n/gm, "")
    .replaceAll("countChatCompletionTokens, ", "");
}

function changed(text, from, to) {
  if (!text.includes(from)) throw new Error(`the compiled module has no ${from}`);
  return text.replaceAll(from, to);
}
