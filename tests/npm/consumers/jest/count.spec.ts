import { expect, test } from "@jest/globals";
import { initSync, type Tokenizer } from "tokenfare";
import o200k from "tokenfare/encodings/o200k_base";

test("TypeScript that becomes CommonJS", () => {
  const tokenizer: Tokenizer = initSync().loadEncodingSync(o200k);
  expect(tokenizer.count("Hello, world!")).toBe(4);
});
