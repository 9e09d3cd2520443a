// The types say what the engine returns: real results must satisfy them, no field more, none less.
// And users' own settings: strict, with moduleResolution bundler and nodenext.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { init } from "tokenfare";
import o200k from "tokenfare/encodings/o200k_base";

const here = dirname(fileURLToPath(import.meta.url));
const folder = join(here, ".types");
const tsc = fileURLToPath(new URL("bin/tsc", new URL(".", import.meta.resolve("typescript/package.json"))));

const options = { strict: true, noEmit: true, exactOptionalPropertyTypes: true, target: "es2022", lib: ["es2022", "dom"], types: [], skipLibCheck: false };
function compile(file, more) {
  const config = join(folder, `tsconfig.${more.moduleResolution}.${file}.json`);
  writeFileSync(config, JSON.stringify({ compilerOptions: { ...options, ...more }, files: [file] }));
  return spawnSync(process.execPath, [tsc, "--project", config], { encoding: "utf8" }).stdout;
}

before(() => mkdirSync(folder, { recursive: true }));
after(() => rmSync(folder, { recursive: true, force: true }));

test("what the engine returns satisfies the types", async () => {
  const fare = await init();
  const tokenizer = await fare.loadEncoding(o200k);
  const { catalog } = fare;
  const request = { model: "gpt-4o-mini", quantities: { inputTokens: 300_000, cachedInputTokens: 10, outputTokens: 100 }, prompt: "hello" };
  const workload = { name: "chat", model: "gpt-4o", requests: { perDay: 10 }, request: { inputTokens: 50, outputTokens: 100 } };
  const samples = [
    ["EncodingMatch", fare.encodingForModel("gpt-4o")],
    ["EncodingMatch", fare.encodingForModel("claude-opus-4-5")],
    ...catalog.models().map((model) => ["Model", model]),
    ...catalog.models().map((model) => ["readonly PriceSheet[]", catalog.history(model.id)]),
    ["Quote", catalog.quote(request)],
    ["Quote", catalog.quote({ ...request, model: "claude-opus-4-5", tier: "batch" })],
    ["Comparison", catalog.compare({ quantities: request.quantities }, ["gpt-4o", "o3", "nothing-like-it", "whisper-1"])],
    ["ImageTokens", fare.imageInputTokens("gpt-4o", { width: 1024, height: 768 })],
    ["ChatCount", tokenizer.countChat({ model: "gpt-4o", messages: [{ role: "user", content: "hello" }] })],
    ["readonly Chunk[]", tokenizer.chunk("one two three four five", 2, { overlap: 1 })],
    ["Truncation", tokenizer.truncate("one two three", 2)],
    [
      "Projection",
      fare.project({
        version: 1,
        months: 3,
        workloads: [workload],
        budget: { monthly: 1 },
        credits: { grants: [{ amount: 5 }] },
      }),
    ],
  ];
  const lines = samples.map(([type, value], index) => `export const sample${index} = ${JSON.stringify(value)} satisfies ${type};`);
  const names = [...new Set(samples.map(([type]) => type.replace(/^readonly |\[\]$/g, "")))];
  writeFileSync(join(folder, "samples.ts"), `import type { ${names.join(", ")} } from "tokenfare";\n${lines.join("\n")}\n`);
  assert.equal(compile("samples.ts", { module: "nodenext", moduleResolution: "nodenext" }), "");
});

const usage = `
import { init, TokenfareError, type ErrorCode, type Quote, type Tokenfare, type Tokenizer } from "tokenfare";
import o200k from "tokenfare/encodings/o200k_base";
export async function run(): Promise<string> {
  const fare: Tokenfare = await init();
  const tokenizer: Tokenizer = await fare.loadEncoding(o200k);
  const tokens: Uint32Array = tokenizer.encode("text", { allowedSpecial: "all" });
  const quote: Quote = fare.catalog.quote({ model: "gpt-4o", quantities: { inputTokens: tokens.length } });
  try {
    fare.catalog.model("x");
  } catch (error) {
    if (error instanceof TokenfareError) {
      const code: ErrorCode = error.code;
      return code;
    }
  }
  // @ts-expect-error a misspelt option
  tokenizer.encode("text", { allowSpecial: "all" });
  // @ts-expect-error a misspelt quantity
  fare.catalog.quote({ model: "gpt-4o", quantities: { inputToken: 1 } });
  return quote.total.exact;
}
`;
for (const [moduleResolution, module] of [["bundler", "esnext"], ["nodenext", "nodenext"]]) {
  test(`a user's project, moduleResolution ${moduleResolution}`, () => {
    writeFileSync(join(folder, "usage.ts"), usage);
    writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
    assert.equal(compile("usage.ts", { module, moduleResolution }), "");
  });
}
