/** A new release reaches visitors of the one before, whatever the HTTP cache keeps. */
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { extname, join, relative } from "node:path";
import { after, before, test } from "node:test";
import { launch, openPage, site } from "./browser.mjs";
import { becomes } from "./setup.mjs";

const types = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
};
const filesIn = (folder) =>
  readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesIn(path) : [path];
  });

/** The build under test, with another name of its script and a mark in its page. */
function build(mark) {
  const page = readFileSync(join(site, "index.html"), "utf8");
  const [, script] = page.match(/assets\/(index-[\w-]{8})\.js/);
  const build = new Map();
  for (const path of filesIn(site).filter((path) => !path.endsWith("tokenfare.html"))) {
    const name = relative(site, path).replaceAll("\\", "/");
    const isText = [".html", ".js", ".css", ".webmanifest"].includes(extname(name));
    let content = readFileSync(path, isText ? "utf8" : undefined);
    if (isText) content = content.replaceAll(script, script + mark);
    if (name === "index.html") content = content.replace("<html", `<html data-build="${mark}"`);
    if (name === "sw.js") content = content.replace(/(\$\{own\})(\w+)/, `$1$2${mark}`);
    build.set(`/${name.replace(script, script + mark)}`, content);
  }
  return build;
}

let browser;
let server;
let url;
let current;
before(async () => {
  current = build("aaaa");
  server = createServer((request, response) => {
    const path = new URL(request.url, "http://x").pathname;
    const content = current.get(path === "/" ? "/index.html" : path);
    if (content === undefined) return response.writeHead(404).end();
    // As static hosts do: a page may be ten minutes old. Assets have been evicted.
    const headers = {
      "content-type":
        types[extname(path)] ?? (path === "/" ? "text/html" : "application/octet-stream"),
      "cache-control": path === "/" ? "max-age=600" : "no-store",
    };
    response.writeHead(200, headers).end(content);
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  url = `http://127.0.0.1:${server.address().port}/`;
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await new Promise((done) => server?.close(done));
});

const buildOf = (page) => page.locator("html").getAttribute("data-build");

test("an update is offered, and accepting it shows the new version with the entries", async () => {
  current = build("aaaa");
  const context = await browser.newContext({ locale: "en-US" });
  const page = await openPage(context, url);
  assert.equal(await buildOf(page), "aaaa");
  await page.locator("textarea").first().fill("hello world");
  current = build("bbbb");
  await page.evaluate(async () => (await navigator.serviceWorker.getRegistration()).update());
  await page.getByText("A new version is ready").waitFor({ timeout: 60_000 });
  await page.getByRole("button", { name: "Show it" }).click();
  await becomes(() => buildOf(page).catch(() => null), "bbbb", "the new version is shown");
  await becomes(
    () => page.locator("textarea").first().inputValue(),
    "hello world",
    "the text stays",
  );
  await context.close();
});

test("a page whose script is gone finds the version that the network has", async () => {
  current = build("aaaa");
  const context = await browser.newContext({ locale: "en-US" });
  const page = await openPage(context, url);
  // The cache holds the page of a build whose assets neither it nor the network has any more.
  await page.evaluate(async () => {
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys())
        if (request.url.includes("/assets/")) await cache.delete(request);
    }
  });
  current = build("bbbb");
  const second = await context.newPage();
  await second.goto(url);
  await becomes(
    () => buildOf(second).catch(() => null),
    "bbbb",
    "the page of the network is shown",
  );
  await second.locator("textarea").first().waitFor({ timeout: 60_000 });
  await context.close();
});
