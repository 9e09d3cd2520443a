// The package in Chromium: bundled by esbuild, Rollup and webpack, on a page, in a worker, in a
// service worker, and as a classic script on file://. Served pages have a policy that forbids eval
// and all connections.
import assert from "node:assert/strict";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";
import { nodeResolve } from "@rollup/plugin-node-resolve";
import { rollup } from "rollup";
import webpack from "webpack";
import { launch, serve } from "./browser.mjs";
import { classicWork, expected } from "./expected.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const dist = dirname(fileURLToPath(import.meta.resolve("tokenfare")));
const site = mkdtempSync(join(tmpdir(), "tokenfare-site-"));
let browser;
let server;

const page = (script) => `<!doctype html><meta charset="utf-8"><title>test</title>${script}`;

before(async () => {
  const work = join(here, "work.mjs");
  const entry = (name, code) => {
    writeFileSync(join(here, `.${name}.mjs`), `import { work } from "./work.mjs";\n${code}\n`);
    return join(here, `.${name}.mjs`);
  };
  const entries = {
    page: entry("page", "globalThis.result = work();"),
    worker: entry("worker", "work().then((result) => postMessage(result));"),
    "service-worker": entry(
      "service-worker",
      `addEventListener("install", () => skipWaiting());
       addEventListener("activate", (event) => event.waitUntil(clients.claim()));
       addEventListener("message", (event) => event.waitUntil(work().then((result) => event.source.postMessage(result))));`,
    ),
  };
  await build({ entryPoints: entries, outdir: site, bundle: true, format: "esm", absWorkingDir: here, logLevel: "error" });
  const bundle = await rollup({ input: work, plugins: [nodeResolve({ browser: true })] });
  await bundle.write({ file: join(site, "rollup.js"), format: "es" });
  await bundle.close();
  await new Promise((done, failed) => {
    webpack(
      { mode: "production", entry: entries.page, context: here, output: { path: site, filename: "webpack.js" }, performance: false },
      (error, stats) => (error ?? stats.hasErrors() ? failed(error ?? new Error(stats.toString("errors-only"))) : done()),
    );
  });
  for (const file of Object.values(entries)) rmSync(file);

  mkdirSync(join(site, "scripts"));
  writeFileSync(join(site, "scripts/start.js"), 'const worker = new Worker("/worker.js", { type: "module" });\nglobalThis.result = new Promise((done) => { worker.onmessage = (event) => done(event.data); });\n');
  writeFileSync(
    join(site, "scripts/register.js"),
    `globalThis.result = navigator.serviceWorker.register("/service-worker.js", { type: "module" })
       .then(() => navigator.serviceWorker.ready)
       .then((registration) => new Promise((done) => {
         navigator.serviceWorker.onmessage = (event) => done(event.data);
         registration.active.postMessage("work");
       }));\n`,
  );
  writeFileSync(join(site, "scripts/rollup.js"), 'import { work } from "/rollup.js";\nglobalThis.result = work();\n');
  const pages = { esbuild: "/page.js", worker: "/scripts/start.js", "service-worker": "/scripts/register.js", webpack: "/webpack.js", rollup: "/scripts/rollup.js" };
  for (const [name, script] of Object.entries(pages)) {
    writeFileSync(join(site, `${name}.html`), page(`<script type="module" src="${script}"></script>`));
  }

  cpSync(join(dist, "tokenfare.global.js"), join(site, "tokenfare.global.js"));
  cpSync(join(dist, "encodings/o200k_base.global.js"), join(site, "o200k_base.global.js"));
  writeFileSync(
    join(site, "classic.js"),
    `const { init } = tokenfare;\nconst { o200k_base: o200k } = tokenfareEncodings;\n${classicWork}\nglobalThis.result = work();\n`,
  );
  const classic = ["tokenfare.global.js", "o200k_base.global.js", "classic.js"].map((file) => `<script src="${file}"></script>`);
  writeFileSync(join(site, "classic.html"), page(classic.join("")));

  server = await serve(site);
  browser = await launch();
});

after(async () => {
  await browser?.close();
  server?.close();
  rmSync(site, { recursive: true });
});

async function resultOf(url) {
  const context = await browser.newContext();
  try {
    const tab = await context.newPage();
    const problems = [];
    tab.on("pageerror", (error) => problems.push(String(error)));
    tab.on("console", (message) => message.type() === "error" && problems.push(message.text()));
    await tab.goto(url);
    const result = await tab.evaluate(() => globalThis.result);
    assert.deepEqual(problems.filter((problem) => !problem.includes("404")), []);
    return result;
  } finally {
    await context.close();
  }
}

for (const name of ["esbuild", "rollup", "webpack", "worker", "service-worker", "classic"]) {
  test(name, async () => assert.deepEqual(await resultOf(`${server.address}/${name}.html`), expected));
}

test("classic script on file://", async () => {
  assert.deepEqual(await resultOf(pathToFileURL(join(site, "classic.html")).href), expected);
});
