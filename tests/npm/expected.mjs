import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

/** What `work()` returns. Tokens as tiktoken counts them; prices of July 2024: 0.15 in, 0.60 out per 1M tokens. */
export const expected = {
  version: createRequire(import.meta.url)("tokenfare/package.json").version,
  tokens: [4, 3],
  // 50 × 0.15/1M + 100 × 0.60/1M = 0.0000075 + 0.00006
  cost: "0.0000675",
  // 0.0000675 × 10,000 requests × 30 days
  month: "20.25",
  refused: "TokenfareError UNKNOWN_MODEL gpt-4o-mini",
};

/** The same work as a classic script: with the globals, or with what `require` gave. */
export const classicWork = readFileSync(new URL("work.mjs", import.meta.url), "utf8")
  .replace(/^import .*$/gm, "")
  .replace("export async function", "async function");
