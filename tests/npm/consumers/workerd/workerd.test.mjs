// Cloudflare's runtime, which forbids compiling bytes: the condition `workerd` must give it a
// compiled module. Bundled as wrangler does: with the conditions of the platform, .wasm files
// beside the code.
import assert from "node:assert/strict";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { expected } from "../../expected.mjs";
import { start } from "../../programs.mjs";

const folder = mkdtempSync(join(tmpdir(), "tokenfare-workerd-"));
let runtime;

before(async () => {
  await build({
    absWorkingDir: import.meta.dirname,
    entryPoints: ["worker.mjs"],
    outfile: join(folder, "worker.js"),
    bundle: true,
    format: "esm",
    conditions: ["workerd", "worker", "browser"],
    loader: { ".wasm": "copy" },
    assetNames: "engine",
  });
  copyFileSync(join(import.meta.dirname, "config.capnp"), join(folder, "config.capnp"));
});

after(async () => {
  if (runtime?.exitCode === null) {
    runtime.kill();
    await new Promise((done) => runtime.once("exit", done));
  }
  rmSync(folder, { recursive: true });
});

/** The port that the runtime says it listens on. */
const listening = () =>
  new Promise((done, failed) => {
    let said = "";
    runtime = start("workerd", ["serve", "config.capnp", "--control-fd=1"], { cwd: folder, stdio: ["ignore", "pipe", "pipe"] });
    runtime.stderr.on("data", (data) => (said += data));
    runtime.stdout.on("data", (data) => {
      for (const line of String(data).split("\n").filter(Boolean)) {
        const event = JSON.parse(line);
        if (event.event === "listen") done(event.port);
      }
    });
    runtime.once("error", failed);
    runtime.once("exit", (code) => failed(new Error(`workerd ended (${code}): ${said}`)));
  });

test("workerd runs it", async () => {
  const port = await listening();
  const response = await fetch(`http://127.0.0.1:${port}/`);
  assert.equal(response.status, 200);
  assert.deepEqual(await response.json(), expected);
});

test("the engine is there once, and a free worker's 3 MB suffice", () => {
  const [code, engine] = ["worker.js", "engine.wasm"].map((file) => readFileSync(join(folder, file)));
  const vocabulary = statSync(fileURLToPath(import.meta.resolve("tokenfare/encodings/o200k_base"))).size;
  // Besides the vocabulary there is only the facade, and no second engine as text.
  assert.ok(code.length < vocabulary + 150_000, `worker.js has ${code.length} bytes, the vocabulary ${vocabulary}`);
  assert.ok(gzipSync(code).length + gzipSync(engine).length < 3_000_000);
});
