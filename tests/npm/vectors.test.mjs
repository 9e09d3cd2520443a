// The vectors of tests/fixtures/pricing, through the packed package in Node and in Chromium. The same
// vectors and responses are checked in Rust, where the costs are worked out by hand.
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { launch, serve } from "./browser.mjs";
import { differences } from "./vectors.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const fixtures = join(here, "../fixtures/pricing");
const json = (path) => JSON.parse(readFileSync(join(fixtures, path), "utf8"));
const vectors = json("vectors.json");
const responses = [
  ["openai-chat-completion", "0.0019725"],
  ["openai-responses", "0.07155"],
  ["openai-responses-stream-event", "0.2125"],
  ["openai-batch-line", "0.00000225"],
  ["openai-image", "0.1672", "gpt-image-1"],
  ["openai-transcription-duration", "0.0009", "whisper-1"],
  ["openai-realtime", "0.0069656", "gpt-realtime"],
  ["anthropic-message", "0.061175"],
  ["gemini", "0.005074"],
  ["xai-chat", "0.001392"],
].map(([name, cost, model]) => [name, json(`responses/${name}.json`), cost, model]);

test("in Node", async () => {
  assert.ok(vectors.length > 80);
  assert.deepEqual(await differences(vectors, responses), []);
});

test("in Chromium", async () => {
  const site = mkdtempSync(join(tmpdir(), "tokenfare-vectors-"));
  const entry = join(here, ".vectors-page.mjs");
  writeFileSync(
    entry,
    `import { differences } from "./vectors.mjs";
     globalThis.result = differences(${JSON.stringify(vectors)}, ${JSON.stringify(responses)});\n`,
  );
  let server;
  let browser;
  try {
    await build({ entryPoints: [entry], outfile: join(site, "page.js"), bundle: true, format: "esm", absWorkingDir: here, logLevel: "error" });
    writeFileSync(join(site, "index.html"), '<!doctype html><meta charset="utf-8"><title>test</title><script type="module" src="/page.js"></script>');
    server = await serve(site);
    browser = await launch();
    const page = await browser.newPage();
    await page.goto(server.address);
    await page.waitForFunction(() => globalThis.result !== undefined);
    assert.deepEqual(await page.evaluate(() => globalThis.result), []);
  } finally {
    await browser?.close();
    server?.close();
    rmSync(entry, { force: true });
    rmSync(site, { recursive: true, force: true });
  }
});
