// Vite 8 without configuration for the package: its development server and its build, on a page and
// in a worker.
import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { build, createServer, preview } from "vite";
import { launch } from "../../browser.mjs";
import { expected } from "../../expected.mjs";

const folder = mkdtempSync(join(tmpdir(), "tokenfare-vite-"));
const settings = { root: import.meta.dirname, configFile: false, logLevel: "warn", cacheDir: join(folder, "cache"), worker: { format: "es" } };
const open = { port: 0, host: "127.0.0.1" };
let browser;

before(async () => {
  browser = await launch();
});
after(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true });
});

async function resultOf(server) {
  const tab = await browser.newPage();
  try {
    const problems = [];
    tab.on("pageerror", (error) => problems.push(String(error)));
    await tab.goto(`http://127.0.0.1:${server.httpServer.address().port}/`);
    await tab.waitForFunction(() => globalThis.result !== undefined);
    assert.deepEqual(problems, []);
    return await tab.evaluate(() => globalThis.result);
  } finally {
    await tab.close();
    await server.close();
  }
}

test("the development server", async () => {
  const server = await createServer({ ...settings, server: { ...open, hmr: false } });
  await server.listen();
  assert.deepEqual(await resultOf(server), { onPage: expected, inWorker: expected });
});

test("the build", async () => {
  const outDir = join(folder, "dist");
  await build({ ...settings, build: { outDir, emptyOutDir: true, target: "esnext", chunkSizeWarningLimit: 10_000 } });
  // Everything is in the scripts; there is no file that a page could fail to fetch.
  assert.deepEqual(readdirSync(join(outDir, "assets")).filter((file) => !file.endsWith(".js")), []);
  assert.deepEqual(await resultOf(await preview({ ...settings, build: { outDir }, preview: open })), { onPage: expected, inWorker: expected });
});
