/**
 * The page's own figures: first load, a keystroke in a long text, a change in Compare.
 * `npm run bench` in www/, after `cargo xtask site` (or with TOKENFARE_SITE naming a built folder).
 * Prints the least and the median of several runs; asserts nothing about time.
 */
import { gzipSync } from "node:zlib";
import { createServer } from "node:http";
import { readdir, readFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { enter, launch, site } from "../tests/browser.mjs";
import { technicalEnglish } from "../tests/documents.mjs";

const rounds = 5;
const strokes = 15;

const figures = (times) => {
  const sorted = [...times].sort((a, b) => a - b);
  return `least ${sorted[0].toFixed(0)} ms, median ${sorted[sorted.length >> 1].toFixed(0)} ms`;
};

/** The site's files, compressed once, as a host keeps them. */
async function compressedFiles() {
  const types = {
    ".html": "text/html",
    ".js": "text/javascript",
    ".css": "text/css",
    ".svg": "image/svg+xml",
  };
  const names = (await readdir(site, { recursive: true, withFileTypes: true })).filter((entry) =>
    entry.isFile(),
  );
  const files = new Map();
  for (const { name, parentPath, path } of names) {
    const file = join(parentPath ?? path, name);
    if (name === "tokenfare.html") continue;
    files.set(file.slice(site.length), {
      body: gzipSync(await readFile(file), { level: 9 }),
      type: types[extname(name)] ?? "application/json",
    });
  }
  files.set("/", files.get("/index.html"));
  return files;
}

/** Serves them, and says what has gone over the wire. */
async function serveCompressed(files) {
  let bytes = 0;
  const sent = [];
  const server = createServer((request, response) => {
    const path = new URL(request.url, "http://localhost").pathname;
    const file = files.get(path);
    if (!file) return response.writeHead(404).end();
    bytes += file.body.length;
    sent.push(`${path.replace(/^\/assets\//, "")} ${(file.body.length / 1000).toFixed(0)} KB`);
    response
      .writeHead(200, {
        "content-type": file.type,
        "content-encoding": "gzip",
        "content-length": file.body.length,
      })
      .end(file.body);
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  return {
    url: `http://127.0.0.1:${server.address().port}/`,
    bytes: () => bytes,
    sent,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

const browser = await launch();
const files = await compressedFiles();

const sample = "Der Fluß trägt 3,141 Boote; the river carries them all.";

{
  const times = { shown: [], counted: [] };
  const loads = {};
  for (let run = 0; run < rounds; run++) {
    const server = await serveCompressed(files);
    const context = await browser.newContext({ serviceWorkers: "block" });
    const page = await context.newPage();
    const debug = await context.newCDPSession(page);
    // 10 Mbit/s, 20 ms.
    await debug.send("Network.emulateNetworkConditions", {
      offline: false,
      latency: 20,
      downloadThroughput: 1.25e6,
      uploadThroughput: 1.25e6,
    });
    // Told by the page itself, at once: what it fetches afterwards is no part of the first load.
    let start;
    const told = (name) =>
      new Promise((done) =>
        page.exposeFunction(name, () => {
          times[name].push(performance.now() - start);
          loads[name] = { bytes: server.bytes(), sent: server.sent.join(", ") };
          done();
        }),
      );
    const done = Promise.all([told("shown"), told("counted")]);
    // As soon as the page shows its first answer, a text is pasted.
    await page.addInitScript((text) => {
      const until = (holds, then) => {
        const observer = new MutationObserver(() => {
          if (!holds()) return;
          observer.disconnect();
          then();
        });
        observer.observe(document, {
          subtree: true,
          childList: true,
          characterData: true,
          attributes: true,
        });
      };
      until(
        () => document.documentElement?.dataset.counted && document.querySelector("#text"),
        () => {
          window.shown();
          const box = document.querySelector("#text");
          box.value = text;
          box.dispatchEvent(new InputEvent("input", { bubbles: true }));
          until(
            () => Number(document.querySelector("#token-count").textContent) > 1,
            () => window.counted(),
          );
        },
      );
    }, sample);
    start = performance.now();
    await page.goto(server.url, { waitUntil: "commit" });
    await done;
    await context.close();
    server.close();
  }
  for (const [name, words] of [
    ["shown", "until all of the first screen is shown"],
    ["counted", "until a text that is pasted then is counted and priced"],
  ]) {
    const { bytes, sent } = loads[name];
    console.log(
      `first load ${words}: ${figures(times[name])}; ${(bytes / 1e6).toFixed(2)} MB gzip -9, ` +
        `which alone take ${(bytes / 1.25e3).toFixed(0)} ms at 10 Mbit/s`,
    );
    console.log(`  ${sent}`);
  }
}

{
  const server = await serveCompressed(files);
  const context = await browser.newContext({
    serviceWorkers: "block",
    viewport: { width: 1440, height: 900 },
  });
  const page = await context.newPage();
  await page.goto(server.url);
  await page.waitForSelector("html[data-counted]");
  const text = (await technicalEnglish()).slice(0, 100_000);
  await enter(page.getByLabel("Text to count"), text);
  // What loads after the first count (readers of files, other vocabularies) is not part of typing.
  await page.waitForTimeout(6000);
  for (const place of ["beginning", "middle", "end"]) {
    const { times, tasks } = await page.evaluate(
      async ({ count, place }) => {
        const tasks = [];
        const observer = new PerformanceObserver((list) =>
          tasks.push(...list.getEntries().map((entry) => entry.duration)),
        );
        observer.observe({ type: "longtask" });
        const box = document.querySelector("#text");
        const shown = document.querySelector("#token-count");
        const at = { beginning: 50, middle: box.value.length >> 1, end: box.value.length }[place];
        box.focus();
        box.setSelectionRange(at, at);
        box.scrollTop = { beginning: 0, middle: box.scrollHeight / 2, end: box.scrollHeight }[
          place
        ];
        await new Promise((done) => setTimeout(done, 500));
        const times = [];
        for (let i = 0; i < count; i++) {
          const before = shown.textContent;
          const start = performance.now();
          document.execCommand("insertText", false, i % 2 ? " word" : " 7");
          // The count is there, and the frame with it and its colours is drawn.
          while (shown.textContent === before && performance.now() - start < 3000)
            await new Promise((done) => setTimeout(done, 1));
          await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
          times.push(performance.now() - start);
          await new Promise((done) => setTimeout(done, 400));
        }
        observer.disconnect();
        return { times, tasks };
      },
      { count: strokes, place },
    );
    console.log(
      `keystroke at the ${place} of 100 KB to count and colours: ${figures(times)}; ` +
        `longest task while typing: ` +
        `${tasks.length ? `${Math.max(...tasks).toFixed(0)} ms` : "none of 50 ms"}`,
    );
  }

  await page.evaluate(() => {
    location.hash = "#v=1&view=compare&q=%7B%22inputTokens%22:5000,%22outputTokens%22:800%7D";
  });
  await page.waitForSelector("compare-view tbody tr");
  for (const [name, hash] of [
    ["in force", ""],
    ["ever sold", "&old=1"],
  ]) {
    await page.evaluate((more) => {
      location.hash = `#v=1&view=compare&q=%7B%22inputTokens%22:5000,%22outputTokens%22:800%7D${more}`;
    }, hash);
    await page.waitForTimeout(800);
    const { times, rows } = await page.evaluate(async (count) => {
      const field = document.querySelector("compare-view input");
      const cell = () => document.querySelector("compare-view tbody").textContent;
      const times = [];
      for (let i = 0; i < count; i++) {
        const before = cell();
        const start = performance.now();
        field.value = String(9000 + i * 3000);
        field.dispatchEvent(new InputEvent("input", { bubbles: true }));
        while (cell() === before && performance.now() - start < 3000)
          await new Promise((done) => setTimeout(done, 1));
        times.push(performance.now() - start);
        await new Promise((done) => setTimeout(done, 400));
      }
      return { times, rows: document.querySelectorAll("compare-view tbody tr").length };
    }, strokes);
    console.log(`Compare over all models ${name} (${rows} rows) after a change: ${figures(times)}`);
  }
  await context.close();
  server.close();
}

await browser.close();
