// examples/javascript/large-file with 50 MB: exact, with progress, and cancelled, in Node and in
// Chromium.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { init } from "tokenfare";
import o200k from "tokenfare/encodings/o200k_base";
import { build, preview } from "vite";
import { launch } from "./browser.mjs";

const folder = mkdtempSync(join(tmpdir(), "tokenfare-large-"));
const project = join(folder, "project");
// Words, digits, CRLF, several scripts, and a line so long that whole slices lie inside it.
const block = `The quick brown fox, it's 12345 "jumps"\r\n  over\t漢字かな交じり文。\r\n\r\nпривет, мир! 👩‍👩‍👧 ${"x".repeat(99)}\n`;
const repeats = Math.ceil(50_000_000 / Buffer.byteLength(block));
const long = "ab".repeat(1_500_000);
let expected;

before(async () => {
  const text = block.repeat(repeats / 2) + long + block.repeat(repeats / 2);
  assert.ok(Buffer.byteLength(text) > 50_000_000);
  expected = (await (await init()).loadEncoding(o200k)).count(text);
  mkdirSync(join(project, "node_modules"), { recursive: true });
  cpSync(fileURLToPath(new URL("../../examples/javascript/large-file", import.meta.url)), project, { recursive: true });
  symlinkSync(dirname(dirname(fileURLToPath(import.meta.resolve("tokenfare")))), join(project, "node_modules/tokenfare"), "junction");
  writeFileSync(join(project, "package.json"), '{ "type": "module" }');
  writeFileSync(join(folder, "large.txt"), text);
});
after(() => rmSync(folder, { recursive: true }));

function counting() {
  const child = spawn(process.execPath, [join(project, "count-large-file.mjs"), join(folder, "large.txt")]);
  const seen = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"]) child[name].on("data", (data) => (seen[name] += data));
  const ended = new Promise((done) => child.once("close", (code) => done({ code, ...seen })));
  return { child, seen, ended };
}

test("in Node", async () => {
  const { code, stdout, stderr } = await counting().ended;
  assert.equal(code, 0, stderr);
  assert.equal(Number(stdout), expected);
  const shares = [...stderr.matchAll(/(\d+) %/g)].map(([, share]) => Number(share));
  assert.ok(shares.length > 40 && shares.at(-1) === 100, stderr);
  assert.deepEqual(shares, shares.toSorted((a, b) => a - b));
});

test("in Node, cancelled", { skip: process.platform === "win32" && "Windows has no SIGINT for a child" }, async () => {
  const { child, ended } = counting();
  child.stderr.once("data", () => child.kill("SIGINT"));
  const { code, stdout, stderr } = await ended;
  assert.deepEqual({ code, stdout }, { code: 130, stdout: "" });
  assert.match(stderr, /cancelled/);
});

test("in a worker in Chromium: progress, cancel, and another count after it", async () => {
  const outDir = join(folder, "dist");
  writeFileSync(join(project, "index.html"), '<!doctype html><script type="module" src="./test.js"></script>');
  writeFileSync(join(project, "test.js"), 'import { countFile } from "./count-file.js";\nObject.assign(globalThis, { countFile });\n');
  const settings = { root: project, configFile: false, logLevel: "error", worker: { format: "es" } };
  await build({ ...settings, build: { outDir, emptyOutDir: true } });
  const server = await preview({ ...settings, build: { outDir }, preview: { port: 0, host: "127.0.0.1" } });
  const browser = await launch();
  try {
    const tab = await browser.newPage();
    await tab.goto(`http://127.0.0.1:${server.httpServer.address().port}/`);
    await tab.waitForFunction(() => globalThis.countFile);
    const seen = await tab.evaluate(
      async ({ block, repeats, long }) => {
        const half = block.repeat(repeats / 2);
        const file = new Blob([half, long, half]);
        const controller = new AbortController();
        let slicesBeforeCancel = 0;
        const cancelled = await countFile(file, {
          signal: controller.signal,
          onProgress: () => ++slicesBeforeCancel === 3 && controller.abort(),
        }).catch((error) => error.name);
        const shares = [];
        const total = await countFile(file, { onProgress: ({ share }) => shares.push(share) });
        const small = await countFile(new Blob(["Hello, world!"]));
        const empty = await countFile(new Blob([]));
        return { cancelled, slicesBeforeCancel, shares, total, small, empty };
      },
      { block, repeats, long },
    );
    assert.equal(seen.cancelled, "AbortError");
    assert.equal(seen.slicesBeforeCancel, 3);
    assert.equal(seen.total, expected);
    assert.ok(seen.shares.length > 40 && seen.shares.at(-1) === 1);
    assert.deepEqual({ small: seen.small, empty: seen.empty }, { small: 4, empty: 0 });
  } finally {
    await browser.close();
    await server.close();
  }
});
