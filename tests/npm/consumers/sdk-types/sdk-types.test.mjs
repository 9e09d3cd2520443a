// The newest types of the SDKs, as they are installed, against the package's.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL(".", import.meta.url));
const tsc = fileURLToPath(new URL("bin/tsc", new URL(".", import.meta.resolve("typescript/package.json"))));

test("the messages, requests and responses of openai, Anthropic, Google and the AI SDK fit", () => {
  const options = ["--noEmit", "--strict", "--exactOptionalPropertyTypes", "--target", "es2022", "--module", "nodenext", "--moduleResolution", "nodenext"];
  // The SDKs' own declarations are not the question.
  const { stdout } = spawnSync(process.execPath, [tsc, ...options, "--skipLibCheck", "main.ts"], { cwd: here, encoding: "utf8" });
  assert.equal(stdout, "");
});

/** What an editor suggests inside the quotes: the names that the type lists. */
test("names of models, providers and encodings are literals that an editor suggests", async () => {
  const { default: ts } = await import("typescript");
  const program = ts.createProgram([`${here}main.ts`], { module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext, skipLibCheck: true, types: [], strict: true });
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(`${here}main.ts`);
  const statement = source.statements.find((node) => node.getText(source).startsWith("export const literals"));
  const tuple = checker.getTypeAtLocation(statement.declarationList.declarations[0].name);
  const literals = checker.getTypeArguments(tuple).map((type) => type.types.filter((one) => one.isStringLiteral()).map((one) => one.value));
  assert.ok(literals[0].length > 2000 && literals[0].includes("gpt-5.4-mini"));
  assert.ok(literals[1].length > 40 && literals[1].includes("anthropic"));
  assert.ok(literals[2].length === 22 && literals[2].includes("claude_3"));
});
