import { createRequire } from "node:module";

/** What `work()` returns. Tokens as tiktoken counts them; 50 × 0.15/1M + 100 × 0.60/1M US dollars. */
export const expected = {
  version: createRequire(import.meta.url)("tokenfare/package.json").version,
  tokens: 3,
  cost: "0.0000675",
  refused: "TokenfareError UNKNOWN_MODEL gpt-4o-mini",
};
