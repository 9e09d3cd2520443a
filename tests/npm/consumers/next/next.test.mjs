// Next with Turbopack: a server component, a client component, a route of the edge runtime.
// With `cargo xtask test --all` only: Next is another 340 MB to install.
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { copyFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { launch } from "../../browser.mjs";
import { expected } from "../../expected.mjs";

const here = import.meta.dirname;
const skip = process.env.TOKENFARE_TEST_ALL ? false : "only with cargo xtask test --all";
const next = join(here, "node_modules/next/dist/bin/next");
const options = { cwd: here, env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1", NODE_ENV: "production" } };
let server;
let address;
let browser;

before(async () => {
  if (skip) return;
  // Next compiles what lies inside its project.
  copyFileSync(join(here, "../../work.mjs"), join(here, "work.mjs"));
  rmSync(join(here, ".next"), { recursive: true, force: true });
  execFileSync(process.execPath, [next, "build"], { ...options, stdio: ["ignore", "ignore", "inherit"] });
  server = spawn(process.execPath, [next, "start", "--hostname", "127.0.0.1", "--port", "0"], { ...options, stdio: ["ignore", "pipe", "inherit"] });
  address = await new Promise((done, failed) => {
    let said = "";
    server.stdout.on("data", (data) => {
      said += data;
      const found = said.match(/http:\/\/127\.0\.0\.1:\d+/);
      if (found && said.includes("Ready")) done(found[0]);
    });
    server.once("exit", (code) => failed(new Error(`next start ended (${code}): ${said}`)));
  });
  browser = await launch();
});

after(async () => {
  await browser?.close();
  if (server?.exitCode === null) {
    server.kill();
    await new Promise((done) => server.once("exit", done));
  }
});

test("next: server component", { skip }, async () => {
  const html = await (await fetch(address)).text();
  const result = html.match(/<pre id="result">(.*?)<\/pre>/)[1].replaceAll("&quot;", '"');
  assert.deepEqual(JSON.parse(result), expected);
});

test("next: client component", { skip }, async () => {
  const tab = await browser.newPage();
  await tab.goto(`${address}/client`);
  assert.deepEqual(JSON.parse(await tab.textContent("#result")), expected);
});

test("next: edge route", { skip }, async () => {
  const response = await fetch(`${address}/edge`);
  assert.equal(response.status, 200);
  assert.deepEqual(await response.json(), expected);
});
