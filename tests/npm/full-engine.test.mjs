// An engine whose memory is full refuses what does not fit at once, and small calls go on. Node gives
// the engine 125 MB here.
import assert from "node:assert/strict";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { spawnSync } from "node:child_process";

if (process.env.TOKENFARE_FULL_ENGINE === undefined) {
  test("an engine of 125 MB goes on when it is full", () => {
    const { status, stderr } = spawnSync(process.execPath, ["--wasm-max-mem-pages=2000", fileURLToPath(import.meta.url)], {
      encoding: "utf8",
      env: { ...process.env, TOKENFARE_FULL_ENGINE: "1", NODE_TEST_CONTEXT: "" },
    });
    assert.equal(status, 0, stderr);
  });
} else {
  const { init } = await import("tokenfare");
  const { default: o200k } = await import("tokenfare/encodings/o200k_base");
  const fare = await init();
  const tokenizer = await fare.loadEncoding(o200k);
  const request = { model: "gpt-4o-2024-05-13", quantities: { inputTokens: 50, outputTokens: 100 } };

  const refusal = (work) => {
    try {
      return work();
    } catch (error) {
      assert.equal(error.code, "LIMIT_EXCEEDED", error.message);
      return undefined;
    }
  };
  const smallCalls = (catalogs) => {
    assert.equal(tokenizer.count("hello world"), 2);
    // 0.00175, and 10 % less
    assert.equal(fare.catalog.quote(request).total.exact, "0.00175");
    for (const catalog of catalogs) assert.equal(catalog.quote(request).total.exact, "0.001575");
  };

  // A catalog that extends another shares its data: 2,000 of them once took 5 GB.
  const tenants = [];
  for (let made = 0; made < 2000; made++) tenants.push(fare.catalog.extend({ discounts: [{ provider: "openai", percent: 10 }] }));
  smallCalls([tenants[0], tenants[1000], tenants.at(-1)]);

  // Whole catalogs are copies. One of them is too many.
  const json = JSON.stringify(fare.catalog.toJSON());
  const whole = [];
  for (let more = true; more; ) {
    const next = refusal(() => fare.parseCatalog(json));
    more = next !== undefined;
    if (more) whole.push(next);
    assert.ok(whole.length < 200, "nothing was refused");
  }
  assert.ok(whole.length > 5, `${whole.length} catalogs fit`);
  for (let again = 0; again < 3; again++) {
    refusal(() => fare.parseCatalog(json));
    smallCalls([tenants[5], tenants.at(-1)]);
    assert.equal(whole[again].quote(request).total.exact, "0.00175");
  }

  // A log that does not fit, and a text.
  const reader = fare.usageReader();
  refusal(() => reader.push(new Uint8Array(90_000_000)));
  smallCalls([tenants[7]]);
  refusal(() => tokenizer.spans("a b ".repeat(20_000_000)));
  smallCalls([tenants[9]]);
}
