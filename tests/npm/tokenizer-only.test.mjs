// `tokenfare/tokenizer`: the same results as the whole package, from its own small engine.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { before, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";
import { TokenfareError, init as initWhole } from "tokenfare";
import o200k from "tokenfare/encodings/o200k_base";
import { init } from "tokenfare/tokenizer";
import { launch, serve } from "./browser.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const dist = dirname(fileURLToPath(import.meta.resolve("tokenfare")));
const names = ["o200k_base", "o200k_harmony", "cl100k_base", "p50k_base", "p50k_edit", "r50k_base", "gpt2"];
const texts = [
  "",
  "Hello, world!",
  "naïve café: 12345 ≠ 3.14\r\n\t  propertyIsEnumerable<|endoftext|>",
  "日本語のトークン、中文分词。한국어 👩‍👩‍👧 \ud800 е\u0301",
  "=".repeat(3000) + " The quick brown fox ".repeat(200),
];

let whole;
let small;
before(async () => {
  [whole, small] = [await initWhole(), await init()];
});

test("it offers all functions of tokenizers and none of prices", async () => {
  assert.deepEqual(Object.keys(small).sort(), ["countRequest", "encodingForModel", "encodings", "loadEncoding", "loadEncodingSync", "tokenizer", "version"]);
  assert.ok(Object.isFrozen(small));
  assert.equal(await init(), small);
  assert.equal(small.version, whole.version);
  assert.notEqual(small, whole);
});

for (const name of names) {
  test(`${name}: all functions give the same as in the whole package`, async () => {
    const { default: source } = await import(`tokenfare/encodings/${name}`);
    const [a, b] = [await whole.loadEncoding(source), await small.loadEncoding(source)];
    assert.equal(b.vocabularySize, a.vocabularySize);
    assert.deepEqual(b.specialTokens, a.specialTokens);
    for (const text of texts) {
      for (const work of [
        (t) => t.count(text),
        (t) => t.encode(text),
        (t) => t.encode(text, { allowedSpecial: "all" }),
        (t) => t.decode(t.encode(text)),
        (t) => t.spans(text),
        (t) => t.countUpTo(text, 3),
        (t) => t.truncate(text, 5, { keep: "middle", marker: "…" }),
        (t) => t.chunk(text, 7, { overlap: 2 }),
      ]) {
        assert.deepEqual(work(b), work(a));
      }
    }
    assert.deepEqual(b.countBatch(texts), a.countBatch(texts));
    assert.deepEqual(b.tokenBytes(300), a.tokenBytes(300));
    const request = {
      model: "gpt-4o",
      messages: [{ role: "user", name: "Ada", content: "What is the weather in Paris?" }],
      tools: [{ type: "function", function: { name: "weather", parameters: { type: "object", properties: { city: { type: "string" } } } } }],
    };
    assert.deepEqual(b.countChat(request), a.countChat(request));
  });
}

test("models have the same encodings", () => {
  for (const model of ["gpt-4o", "gpt-3.5-turbo", "davinci", "claude-sonnet-4-5", "ft:gpt-4o:acme::1"]) {
    assert.deepEqual(small.encodingForModel(model), whole.encodingForModel(model));
  }
});

test("an image in a chat is left out, with a note that says where its rules are", async () => {
  const tokenizer = await small.loadEncoding(o200k);
  const picture = { type: "image_url", image_url: { url: "https://example.com/a.png" }, width: 512, height: 512 };
  const messages = (parts) => [{ role: "user", content: [{ type: "text", text: "What is this?" }, ...parts] }];
  const without = tokenizer.countChat({ model: "gpt-4o", messages: messages([]) });
  const counted = tokenizer.countChat({ model: "gpt-4o", messages: messages([picture]) });
  assert.deepEqual([without.exact, counted.exact], [true, false]);
  assert.equal(counted.total, without.total);
  assert.match(counted.notes.join("\n"), /an image is not counted: `tokenfare\/tokenizer` knows no rules for images; import from `tokenfare`/);
});

test("errors are the whole package's, and the next call works", async () => {
  const tokenizer = await small.loadEncoding(o200k);
  assert.throws(() => tokenizer.decode([9_999_999]), (error) => error instanceof TokenfareError && error.code === "UNKNOWN_TOKEN");
  assert.throws(() => tokenizer.decode(new Uint32Array(1_073_741_824)), { code: "LIMIT_EXCEEDED" });
  assert.equal(tokenizer.count("Hello, world!"), 4);
  await assert.rejects(small.loadEncoding(new Uint8Array(100)), { code: "CORRUPT_VOCABULARY" });
  assert.throws(() => small.tokenizer("o200k"), (error) => error instanceof TokenfareError && error.suggestions[0] === "o200k_base");
});

for (const [condition, module, engine] of [
  ["browser", "inline.js", "base64.js"],
  // Where compiling bytes is forbidden, the bundler supplies the wasm file.
  ["workerd", "workerd.js", "tokenfare_bg.wasm"],
]) {
  test(`what a bundler takes from it for ${condition} holds the small engine alone`, async () => {
    const contents = 'export { init } from "tokenfare/tokenizer";';
    const { metafile } = await build({
      stdin: { contents, resolveDir: here },
      bundle: true,
      format: "esm",
      outdir: "out",
      write: false,
      metafile: true,
      conditions: [condition],
      loader: { ".wasm": "copy" },
    });
    const files = Object.keys(metafile.inputs).map((file) => file.replace(/^.*\/dist\//, ""));
    const expected = ["error.js", "tokenizer-only.js", `tokenizer-engine-module/${module}`, `tokenizer-engine/${engine}`, "tokenizer-engine/tokenfare.js"];
    assert.deepEqual(files.filter((file) => file !== "<stdin>").sort(), expected.sort());
  });
}

test("in Chromium: bundled, in a worker, and as a classic script on file://", async () => {
  const site = mkdtempSync(join(tmpdir(), "tokenfare-tokenizer-"));
  const work = `async (init, o200k) => { const tokenizer = await (await init()).loadEncoding(o200k); return [tokenizer.count("Hello, world!"), tokenizer.decode(tokenizer.encode("hello 🙂"))]; }`;
  const imports = 'import { init } from "tokenfare/tokenizer";\nimport o200k from "tokenfare/encodings/o200k_base";\n';
  const bundled = (name, code) =>
    build({ stdin: { contents: imports + code, resolveDir: here }, bundle: true, format: "esm", outfile: join(site, name), logLevel: "error" });
  const page = (file, ...scripts) => writeFileSync(join(site, file), `<!doctype html><meta charset="utf-8"><title>test</title>${scripts.join("")}`);
  let browser;
  let server;
  try {
    await bundled("page.js", `globalThis.result = (${work})(init, o200k);`);
    await bundled("worker.js", `(${work})(init, o200k).then((result) => postMessage(result));`);
    writeFileSync(join(site, "start.js"), 'const worker = new Worker("/worker.js", { type: "module" });\nglobalThis.result = new Promise((done) => { worker.onmessage = (event) => done(event.data); });\n');
    cpSync(join(dist, "tokenizer.global.js"), join(site, "tokenizer.global.js"));
    cpSync(join(dist, "encodings/o200k_base.global.js"), join(site, "o200k_base.global.js"));
    writeFileSync(join(site, "classic.js"), `globalThis.result = (${work})(tokenfare.init, tokenfareEncodings.o200k_base);`);
    page("page.html", '<script type="module" src="page.js"></script>');
    page("worker.html", '<script type="module" src="start.js"></script>');
    page("classic.html", ...["tokenizer.global.js", "o200k_base.global.js", "classic.js"].map((file) => `<script src="${file}"></script>`));
    [server, browser] = [await serve(site), await launch()];
    const addresses = [`${server.address}/page.html`, `${server.address}/worker.html`, pathToFileURL(join(site, "classic.html")).href];
    for (const address of addresses) {
      const tab = await browser.newPage();
      await tab.goto(address);
      assert.deepEqual(await tab.evaluate(() => globalThis.result), [4, "hello 🙂"], address);
      await tab.close();
    }
  } finally {
    await browser?.close();
    server?.close();
    rmSync(site, { recursive: true });
  }
});

test("types: a strict program, which also runs on the whole package when its import is changed", () => {
  const folder = join(here, ".types-of-tokenizer");
  const program = (from) => `
    import { init, TokenfareError, type Tokenfare, type Tokenizer } from "${from}";
    import o200k from "tokenfare/encodings/o200k_base";
    export async function count(text: string): Promise<number> {
      const fare: Tokenfare = await init();
      const tokenizer: Tokenizer = await fare.loadEncoding(o200k);
      return tokenizer.count(text);
    }
    export const isOurs = (error: unknown): boolean => error instanceof TokenfareError;`;
  mkdirSync(folder);
  try {
    for (const name of ["tokenfare", "tokenfare/tokenizer"]) writeFileSync(join(folder, `${name.replace("/", "-")}.ts`), program(name));
    // Functions of the whole package must not compile.
    writeFileSync(join(folder, "wrong.ts"), 'import { init } from "tokenfare/tokenizer";\nexport const catalog = async () => (await init()).catalog;');
    const tsc = fileURLToPath(new URL("bin/tsc", new URL(".", import.meta.resolve("typescript/package.json"))));
    for (const moduleResolution of ["bundler", "nodenext"]) {
      const compilerOptions = { strict: true, noEmit: true, target: "es2022", module: moduleResolution === "bundler" ? "esnext" : "nodenext", moduleResolution, lib: ["es2022"], types: [], skipLibCheck: false };
      writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, include: ["*.ts"] }));
      const { stdout } = spawnSync(process.execPath, [tsc, "--project", folder], { encoding: "utf8" });
      assert.match(stdout, /^\S*wrong\.ts\(2,\d+\): error TS2339: Property 'catalog' does not exist[^\n]*\n$/, moduleResolution);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});
