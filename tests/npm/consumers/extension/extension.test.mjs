// A Manifest V3 extension: the package bundled in a page and in a module service worker, and its
// classic scripts as content scripts of a page with a strict policy.
import assert from "node:assert/strict";
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { serve } from "../../browser.mjs";
import { classicWork, expected } from "../../expected.mjs";
import { launchWithExtension } from "../../extension.mjs";

const here = import.meta.dirname;
const folder = mkdtempSync(join(tmpdir(), "tokenfare-extension-"));
const site = mkdtempSync(join(tmpdir(), "tokenfare-site-"));
let server;
let extension;

before(async () => {
  const dist = dirname(fileURLToPath(import.meta.resolve("tokenfare")));
  cpSync(join(here, "manifest.json"), join(folder, "manifest.json"));
  cpSync(join(dist, "tokenfare.global.js"), join(folder, "tokenfare.global.js"));
  cpSync(join(dist, "encodings/o200k_base.global.js"), join(folder, "o200k_base.global.js"));
  const entryPoints = { page: "page.mjs", "service-worker": "service-worker.mjs" };
  await build({ absWorkingDir: here, entryPoints, outdir: folder, bundle: true, format: "esm", logLevel: "error" });
  writeFileSync(join(folder, "page.html"), '<!doctype html><title>page</title><script type="module" src="page.js"></script>');
  // Content scripts run in an isolated world; the page sees only their changes to the document.
  writeFileSync(
    join(folder, "content.js"),
    `const { init } = tokenfare;\nconst { o200k_base: o200k } = tokenfareEncodings;\n${classicWork}
     work().catch(String).then((result) => (document.documentElement.dataset.result = JSON.stringify(result)));\n`,
  );
  writeFileSync(join(site, "index.html"), "<!doctype html><title>site</title>");
  server = await serve(site);
  extension = await launchWithExtension(folder);
});
after(async () => {
  await extension?.close();
  server?.close();
  for (const path of [folder, site]) rmSync(path, { recursive: true });
});

test("extension page and service worker", async () => {
  const page = await extension.context.newPage();
  await page.goto(`chrome-extension://${extension.id}/page.html`);
  await page.waitForFunction(() => globalThis.result !== undefined);
  assert.deepEqual(await page.evaluate(() => globalThis.result), { onPage: expected, inServiceWorker: expected });
  await extension.putToSleep();
  assert.deepEqual(await page.evaluate(() => chrome.runtime.sendMessage("work")), expected, "after it has slept");
});

test("content script", async () => {
  const page = await extension.context.newPage();
  await page.goto(server.address);
  await page.waitForFunction(() => document.documentElement.dataset.result !== undefined);
  assert.deepEqual(JSON.parse(await page.evaluate(() => document.documentElement.dataset.result)), expected);
});
