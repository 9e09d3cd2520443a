// Runs one job of measure.mjs in a fresh Chromium page: a new browser context for every figure.
import { createReadStream, existsSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { build } from "esbuild";
import { chromium } from "playwright-core";
import { benches, root, scratch } from "./places.mjs";

const types = { ".html": "text/html", ".js": "text/javascript", ".wasm": "application/wasm", ".json": "application/json", ".txt": "text/plain" };

/** Longer than the slowest library needs for 2 MB. */
const PATIENCE = 120_000;

/** Milliseconds after a page and its files are loaded: until then a browser is busy, which is in the way on two cores. */
const SETTLE = 700;

/** What runs in the page: the library's adapter and the same measurements as in Node. */
const pageScript = (library) => `
  import * as library from "./libraries/${library}.mjs";
  import * as measure from "./measure.mjs";
  const bytes = async (url) => new Uint8Array(await (await fetch(url)).arrayBuffer());
  const utf8 = new TextDecoder("utf-8", { ignoreBOM: true });
  const text = async (url) => url && utf8.decode(await bytes(url));
  window.runJob = async (job) => {
    const assets = await Promise.all(library.assets.map((path) => bytes("/benches/" + path)));
    const [subject, other] = [await text(job.text), await text(job.other)];
    await new Promise((settled) => setTimeout(settled, ${SETTLE}));
    return measure.throughput(await library.start(assets), subject, job, other);
  };`;

async function bundle(library, folder) {
  await build({
    stdin: { contents: pageScript(library), resolveDir: join(benches, "harness"), sourcefile: `${library}.page.mjs` },
    bundle: true,
    format: "esm",
    platform: "browser",
    target: "es2022",
    external: ["node:*", "fs", "path"],
    loader: { ".wasm": "file", ".htk": "file" },
    logLevel: "error",
    outfile: join(folder, `${library}.js`),
  });
}

/** Only files of the repository, on the loopback address, isolated so that the clock is fine-grained. */
function serve() {
  const server = createServer((request, response) => {
    response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
    response.setHeader("Cross-Origin-Embedder-Policy", "require-corp");
    response.setHeader("Cache-Control", "no-store");
    const url = new URL(request.url, "http://localhost");
    if (url.pathname === "/page.html") {
      response.setHeader("Content-Type", "text/html");
      response.end(`<!doctype html><meta charset="utf-8"><title>bench</title><script type="module" src="/target/bench/pages/${url.searchParams.get("library")}.js"></script>`);
      return;
    }
    const file = normalize(join(root, decodeURIComponent(url.pathname)));
    if (!file.startsWith(root) || !existsSync(file)) {
      response.statusCode = 404;
      response.end();
      return;
    }
    response.setHeader("Content-Type", types[extname(file)] ?? "application/octet-stream");
    createReadStream(file).pipe(response);
  });
  return new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(server)));
}

/** A runner for `throughput`, with the browser's version; `close` it at the end. */
export async function openChromium(names, executablePath) {
  const folder = join(scratch, "pages");
  for (const name of names) await bundle(name, folder);
  const server = await serve();
  const origin = `http://127.0.0.1:${server.address().port}`;
  // A container's root has no user namespaces for the sandbox; the pages are our own.
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  const path = (file) => file && `/${file.slice(root.length + 1).replaceAll("\\", "/")}`;
  return {
    version: browser.version(),
    async run(job) {
      const context = await browser.newContext();
      try {
        const page = await context.newPage();
        await page.goto(`${origin}/page.html?library=${job.library}`);
        await page.waitForFunction(() => window.runJob !== undefined, null, { timeout: PATIENCE });
        const asked = { ...job, text: path(job.text), other: path(job.other) };
        const late = new Promise((resolve) => setTimeout(() => resolve({ failed: `longer than ${PATIENCE / 1000} s` }), PATIENCE).unref());
        return await Promise.race([page.evaluate((job) => window.runJob(job), asked), late]);
      } catch (error) {
        return { failed: String(error.message).split("\n")[0] };
      } finally {
        await context.close();
      }
    },
    async close() {
      await browser.close();
      server.close();
    },
  };
}
