/** Starts the browser and serves the built page for the tests. */
import { createServer } from "node:http";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { delimiter, extname, join, normalize, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const here = fileURLToPath(new URL(".", import.meta.url));

/**
 * The site under test: what `cargo xtask site` wrote, unless TOKENFARE_SITE names another folder.
 */
export const site = resolve(process.env.TOKENFARE_SITE ?? join(here, "../../target/site"));
export const singleFile = join(site, "tokenfare.html");

const flags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export function launch() {
  const executablePath = findChromium();
  if (!executablePath)
    throw new Error("Chromium is needed for the page's tests: install it, or name it in CHROME.");
  return chromium.launch({ executablePath, headless: true, args: flags });
}

function findChromium() {
  const folders = (process.env.PATH ?? "").split(delimiter);
  const names = ["chromium", "chromium-browser", "google-chrome"];
  return [
    process.env.CHROME,
    ...names.flatMap((name) => folders.map((folder) => join(folder, name))),
  ].find((path) => path && existsSync(path));
}

const types = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".json": "application/json",
  ".webmanifest": "application/manifest+json",
  ".wasm": "application/wasm",
};

/** A plain static server, as any host is. Resolves to its address and a way to stop it. */
export async function serve(folder = site) {
  const server = createServer(async (request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url, "http://localhost").pathname));
    const file = join(folder, path.endsWith("/") ? `${path}index.html` : path);
    try {
      const body = await readFile(file);
      response
        .writeHead(200, { "content-type": types[extname(file)] ?? "application/octet-stream" })
        .end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  return {
    url: `http://127.0.0.1:${server.address().port}/`,
    close: () =>
      new Promise((done) => {
        server.close(done);
        server.closeAllConnections();
      }),
  };
}

/** Opens the page and waits until it works without the network. */
export async function openPage(context, url) {
  const page = await context.newPage();
  page.errors = [];
  page.on("pageerror", (error) => page.errors.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error") page.errors.push(message.text());
  });
  await page.goto(url);
  await page.waitForSelector("html[data-offline=ready]", { timeout: 60_000 });
  return page;
}

/**
 * Puts a long text into a text box. The browser's own typing, which `fill` uses, lays the text out
 * again for every line and takes minutes for a book, in any text box.
 */
export function enter(box, text) {
  return box.evaluate((element, value) => {
    element.value = value;
    element.dispatchEvent(new InputEvent("input", { bubbles: true }));
  }, text);
}
