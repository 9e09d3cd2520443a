/** The site as `cargo xtask serve` serves it: Vite's preview, with the page's policy as headers. */
import assert from "node:assert/strict";
import { request } from "node:http";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { preview } from "vite";
import { launch, openPage, site } from "./browser.mjs";

let browser;
let server;
let url;
before(async () => {
  [browser, server] = await Promise.all([
    launch(),
    preview({
      root: fileURLToPath(new URL("..", import.meta.url)),
      build: { outDir: site },
      preview: { port: 0 },
      logLevel: "error",
    }),
  ]);
  const { address, port } = server.httpServer.address();
  assert.equal(address, "127.0.0.1", "no other machine reaches it");
  url = `http://127.0.0.1:${port}`;
});
after(async () => {
  await browser?.close();
  await server?.close();
});

/** Not through fetch, which resolves `..` itself. */
const status = (path) =>
  new Promise((done, fail) => {
    request(url, { path }, (response) => {
      response.resume();
      done(response.statusCode);
    })
      .on("error", fail)
      .end();
  });

test("the page's header is the policy of its meta element, and forbids frames", async () => {
  const response = await fetch(`${url}/`);
  const [, meta] = /Content-Security-Policy" content="([^"]*)"/.exec(await response.text());
  assert.ok(meta.includes("connect-src 'none'"), meta);
  assert.equal(response.headers.get("content-security-policy"), `${meta}; frame-ancestors 'none'`);
  assert.equal(response.headers.get("referrer-policy"), "no-referrer");
});

test("every file has its type, and browsers do not guess another one", async () => {
  const types = {
    "/": "text/html",
    "/sw.js": "text/javascript",
    "/icon.svg": "image/svg+xml",
    "/manifest.webmanifest": "application/manifest+json",
  };
  for (const [path, type] of Object.entries(types)) {
    const { headers } = await fetch(url + path);
    assert.equal(headers.get("content-type").split(";")[0], type, path);
    assert.equal(headers.get("x-content-type-options"), "nosniff", path);
  }
});

test("nothing outside the site is served", async () => {
  for (const path of [
    "/../package.json",
    "/%2e%2e/package.json",
    "/assets/..%2f..%2fpackage.json",
    "//etc/passwd",
    "/none",
    "/%ff",
  ]) {
    const code = await status(path);
    assert.ok(code >= 400 && code < 500, `${path}: ${code}`);
  }
});

for (const [name, path] of [
  ["the page", "/"],
  ["the single file", "/tokenfare.html"],
]) {
  test(`${name} counts under these headers`, async () => {
    const page = await openPage(await browser.newContext(), url + path);
    await page.getByLabel("Text to count").fill("Hello, world!");
    await page
      .locator("#token-count")
      .filter({ hasText: /^\s*4$/ })
      .waitFor();
    assert.deepEqual(page.errors, []);
  });
}
