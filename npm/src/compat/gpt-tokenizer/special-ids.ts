/**
 * gpt-tokenizer's special tokens (version 4.0.0). Those of o200k_base differ from OpenAI's; results
 * are to be gpt-tokenizer's here.
 */
import * as name from "./constants.js";

/** The encodings that gpt-tokenizer has. */
export type EncodingName = "gpt2" | "r50k_base" | "p50k_base" | "p50k_edit" | "cl100k_base" | "o200k_base" | "o200k_harmony";

const chat = (first: number): Record<string, number> => ({ [name.ImStart]: first, [name.ImEnd]: first + 1, [name.ImSep]: first + 2 });
const fill = (first: number): Record<string, number> => ({ [name.FimPrefix]: first, [name.FimMiddle]: first + 1, [name.FimSuffix]: first + 2 });
const end = (id: number): Record<string, number> => ({ [name.EndOfText]: id });

/** The ids of an encoding's special tokens by their names. */
export function specialIdsOf(encoding: EncodingName): Record<string, number> {
  switch (encoding) {
    case "gpt2":
    case "r50k_base":
    case "p50k_base":
      return end(50256);
    case "p50k_edit":
      return { ...end(50256), ...fill(50281) };
    case "cl100k_base":
      return { ...end(100257), ...fill(100258), ...chat(100264), [name.EndOfPrompt]: 100276 };
    case "o200k_base":
      return { ...end(199999), ...fill(200000), ...chat(200003), [name.EndOfPrompt]: 200006 };
    case "o200k_harmony":
      return harmony();
  }
}

/** As a number of the vocabulary's tokens, special ones included. */
export function vocabularySizeOf(encoding: EncodingName): number {
  return MERGEABLE[encoding] + Object.keys(specialIdsOf(encoding)).length;
}

/** Tokens that are not special. */
const MERGEABLE: Readonly<Record<EncodingName, number>> = {
  gpt2: 50256,
  r50k_base: 50256,
  p50k_base: 50280,
  p50k_edit: 50280,
  cl100k_base: 100256,
  o200k_base: 199998,
  o200k_harmony: 199998,
};

function harmony(): Record<string, number> {
  const named: Record<string, number> = {
    [name.HarmonyStartOfText]: 199998,
    [name.EndOfText]: 199999,
    [name.HarmonyReturn]: 200002,
    [name.HarmonyConstrain]: 200003,
    [name.HarmonyChannel]: 200005,
    [name.HarmonyStart]: 200006,
    [name.HarmonyEnd]: 200007,
    [name.HarmonyMessage]: 200008,
    [name.HarmonyCall]: 200012,
  };
  const taken = new Set(Object.values(named));
  const ids = { ...named };
  for (let id = 200000; id < 201088; id++) if (!taken.has(id)) ids[`<|reserved_${id}|>`] = id;
  return { ...ids, [name.EndOfPrompt]: 200018 };
}
