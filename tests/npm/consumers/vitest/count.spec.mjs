import { expect, test } from "vitest";
import { expected } from "../../expected.mjs";
import { work } from "../../work.mjs";

test("counts, prices and projects", async () => {
  expect(await work()).toEqual(expected);
});
