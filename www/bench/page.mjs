/**
 * The page's own figures: first load, a keystroke in a long text, a change in Compare.
 * `npm run bench` in www/, after `cargo xtask site`. Prints medians; asserts nothing about time.
 */
import { gzipSync } from "node:zlib";
import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { enter, launch, openPage, site } from "../tests/browser.mjs";
import { technicalEnglish } from "../tests/documents.mjs";

const runs = 7;
const median = (values) => values.sort((a, b) => a - b)[values.length >> 1];

/** Serves as a host does that compresses, and counts what goes over the wire. */
async function compressed() {
  const types = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml" };
  let bytes = 0;
  const server = createServer(async (request, response) => {
    const path = new URL(request.url, "http://localhost").pathname;
    try {
      const body = gzipSync(await readFile(join(site, path === "/" ? "index.html" : path)), { level: 9 });
      bytes += body.length;
      response.writeHead(200, { "content-type": types[extname(path)] ?? "text/html", "content-encoding": "gzip", "content-length": body.length }).end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  return { url: `http://127.0.0.1:${server.address().port}/`, bytes: () => bytes, close: () => { server.close(); server.closeAllConnections(); } };
}

const browser = await launch();

{
  const times = [];
  let bytes = 0;
  for (let run = 0; run < 3; run++) {
    const server = await compressed();
    const context = await browser.newContext({ serviceWorkers: "block" });
    const page = await context.newPage();
    const debug = await context.newCDPSession(page);
    // 10 Mbit/s, 20 ms.
    await debug.send("Network.emulateNetworkConditions", { offline: false, latency: 20, downloadThroughput: 1.25e6, uploadThroughput: 1.25e6 });
    const start = Date.now();
    await page.goto(server.url, { waitUntil: "commit" });
    await page.waitForSelector("html[data-counted]", { timeout: 60_000 });
    times.push(Date.now() - start);
    bytes = server.bytes();
    await context.close();
    server.close();
  }
  console.log(`first load until a text is counted: ${median(times)} ms, ${(bytes / 1e6).toFixed(2)} MB gzip -9 at 10 Mbit/s`);
}

{
  const server = await compressed();
  const context = await browser.newContext({ serviceWorkers: "block" });
  const page = await openPage(context, server.url);
  const text = (await technicalEnglish()).slice(0, 100_000);
  await enter(page.getByLabel("Text to count"), text);
  await page.waitForTimeout(1500);
  const result = await page.evaluate(async (count) => {
    const long = [];
    new PerformanceObserver((list) => long.push(...list.getEntries().map((entry) => entry.duration))).observe({ type: "longtask" });
    const box = document.querySelector("#text");
    const shown = document.querySelector("#token-count");
    const times = [];
    for (let i = 0; i < count; i++) {
      box.focus();
      box.setSelectionRange(50, 50);
      const start = performance.now();
      const before = shown.textContent;
      document.execCommand("insertText", false, i % 2 ? " word" : " 7");
      while (shown.textContent === before && performance.now() - start < 3000) await new Promise((done) => setTimeout(done, 1));
      await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
      times.push(performance.now() - start);
      await new Promise((done) => setTimeout(done, 400));
    }
    return { times, long };
  }, runs);
  console.log(`keystroke in 100 KB to count and colours: ${median(result.times).toFixed(0)} ms; longest task while typing: ${Math.max(0, ...result.long).toFixed(0)} ms`);

  await page.evaluate(() => { location.hash = "#v=1&view=compare&q=%7B%22inputTokens%22:5000,%22outputTokens%22:800%7D"; });
  await page.waitForSelector("compare-view tbody tr");
  const times = await page.evaluate(async (count) => {
    const field = document.querySelector("compare-view input");
    const times = [];
    for (let i = 0; i < count; i++) {
      const cell = () => document.querySelector("compare-view tbody td.end").textContent;
      const before = cell();
      const start = performance.now();
      field.value = String(9000 + i * 3000);
      field.dispatchEvent(new InputEvent("input", { bubbles: true }));
      while (cell() === before && performance.now() - start < 3000) await new Promise((done) => setTimeout(done, 1));
      times.push(performance.now() - start);
    }
    return times;
  }, runs);
  console.log(`Compare over all models after a change: ${median(times).toFixed(0)} ms`);
  await context.close();
  server.close();
}

await browser.close();
