// A panic inside the engine, forced in a test build of it, comes out as an error; the next call
// works, with all that was loaded before. The facade is that of the tarball; only the engine is
// replaced.
import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";

const packed = dirname(dirname(fileURLToPath(import.meta.resolve("tokenfare"))));
const engine = process.env.TOKENFARE_PANICKING_ENGINE;
assert.ok(engine, "run `cargo xtask test`, which builds the engine that can be made to panic");

const copy = mkdtempSync(join(tmpdir(), "tokenfare-"));
after(() => rmSync(copy, { recursive: true }));
cpSync(packed, copy, { recursive: true, dereference: true, filter: (path) => !path.includes("node_modules", packed.length) });
for (const file of ["tokenfare.js", "tokenfare_bg.wasm"]) cpSync(join(engine, file), join(copy, "dist/engine", file));
const bytes = readFileSync(join(engine, "tokenfare_bg.wasm"));
writeFileSync(join(copy, "dist/engine/base64.js"), `export const base64 = "${bytes.toString("base64")}";\n`);

const load = (path) => import(pathToFileURL(join(copy, "dist", path)));
const { init, TokenfareError } = await load("index.js");
const { call } = await load("engine.js");
const { default: r50k } = await load("encodings/r50k_base.js");
const { default: p50k } = await load("encodings/p50k_base.js");

test("after a panic everything that was loaded works again", async () => {
  const fare = await init();
  const tokenizer = await fare.loadEncoding(p50k);
  const older = await fare.loadEncoding(r50k);
  const request = { model: "gpt-4o-2024-05-13", quantities: { inputTokens: 50, outputTokens: 100 } };
  const cheaper = fare.catalog.extend({ discounts: [{ provider: "openai", percent: 10 }] });
  const more = cheaper.extend({ discounts: [{ provider: "openai", percent: 20 }] });

  for (let round = 0; round < 3; round++) {
    assert.throws(
      () => call((glue) => glue.forcePanic()),
      (error) => {
        assert.ok(error instanceof TokenfareError);
        assert.equal(error.code, "INTERNAL");
        assert.match(error.message, /forced by a test/);
        return true;
      },
    );
    assert.equal(tokenizer.count("hello world"), 2);
    assert.deepEqual([...older.encode("hello world")], [31373, 995]);
    // 0.00175, × 0.9, × 0.8
    assert.equal(fare.catalog.quote(request).total.exact, "0.00175");
    assert.equal(cheaper.quote(request).total.exact, "0.001575");
    assert.equal(more.quote(request).total.exact, "0.00126");
  }
});

test("a trap without a message is told from a panic", async () => {
  const fare = await init();
  assert.throws(
    () => call(() => { throw new WebAssembly.RuntimeError("memory access out of bounds"); }),
    (error) => error instanceof TokenfareError && error.code === "LIMIT_EXCEEDED",
  );
  assert.equal(fare.tokenizer("p50k_base").count("hello world"), 2);
});
