// The memory of a large text or result is released, so that the next one can use it; that of a huge
// one is given back to the system.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";

/** The engine's memory, found where its instance is made. */
let memory;
const { Instance } = WebAssembly;
WebAssembly.Instance = new Proxy(Instance, {
  construct(target, args) {
    const instance = new target(...args);
    memory = Object.values(instance.exports).find((value) => value instanceof WebAssembly.Memory) ?? memory;
    return instance;
  },
});
const { init } = await import("tokenfare");
const { default: o200k } = await import("tokenfare/encodings/o200k_base");
const fare = await init();
const tokenizer = await fare.loadEncoding(o200k);

const uses = {
  "the ids of a long text": () => tokenizer.encode("a b c d e f g h ".repeat(1_000_000)),
  "the bytes of many ids": () => tokenizer.decodeBytes(new Uint32Array(2_500_000).fill(tokenizer.encode(" understanding")[0])),
};

for (const [what, use] of Object.entries(uses)) {
  test(`${what} release their memory for the next text`, () => {
    use();
    const before = memory.buffer.byteLength;
    tokenizer.countUpTo("x y ".repeat(7_500_000), 1);
    // 30 MB, which were there.
    assert.ok(memory.buffer.byteLength < before + 5_000_000, `${before} to ${memory.buffer.byteLength}`);
  });
}

test("the ids of a long text release their memory for those of the next one", () => {
  uses["the ids of a long text"]();
  const before = memory.buffer.byteLength;
  for (let time = 0; time < 3; time++) uses["the ids of a long text"]();
  assert.ok(memory.buffer.byteLength < before + 5_000_000, `${before} to ${memory.buffer.byteLength}`);
});

/** What a process of its own holds after a work, in bytes, and what the work gives. */
function processAfter(work) {
  const script = `
    import { setFlagsFromString } from "node:v8";
    import { runInNewContext } from "node:vm";
    import { init } from "tokenfare";
    import o200k from "tokenfare/encodings/o200k_base";
    const fare = await init();
    const tokenizer = await fare.loadEncoding(o200k);
    const refused = (work) => { try { work(); } catch (error) { if (error.code !== "LIMIT_EXCEEDED") throw error; return true; } return false; };
    ${work}
    setFlagsFromString("--expose-gc");
    const collect = runInNewContext("gc");
    for (let call = 0; call < 5; call++) {
      if (tokenizer.count("hello world") !== 2) throw new Error("the engine does not work");
      await new Promise((done) => setTimeout(done, 20));
      collect();
    }
    console.log(process.memoryUsage().rss);`;
  const { status, stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "--eval", script], { encoding: "utf8", cwd: import.meta.dirname });
  assert.equal(status, 0, stderr);
  return Number(stdout);
}

test("a huge text gives its memory back, whether it was counted, taken apart or refused", () => {
  const held = processAfter(`
    const text = "The quick brown fox jumps. ".repeat(1_500_000);
    tokenizer.countUpTo(text, 1);
    tokenizer.spans(text);
    refused(() => tokenizer.countBatch(new Array(120).fill(text)));`);
  // One of 96 MB left 621 MB before, and the one that was refused 4 GB.
  assert.ok(held < 300_000_000, `${held} bytes`);
});

test("catalogs that were collected give their memory back", () => {
  const held = processAfter(`
    const json = JSON.stringify(fare.catalog.toJSON());
    for (let made = 0; made < 60; made++) fare.parseCatalog(json);`);
  assert.ok(held < 300_000_000, `${held} bytes`);
});

test("a usage log that is read keeps its engine, however much memory is free", () => {
  const line = JSON.stringify({ model: "gpt-4o-mini", created: 1_785_542_400, usage: { prompt_tokens: 1000, completion_tokens: 100 } });
  const log = fare.readUsage(line);
  tokenizer.spans("The quick brown fox jumps. ".repeat(1_500_000));
  assert.ok(memory.buffer.byteLength > 128 << 20, "the text was too small for this test");
  assert.equal(log.analyse().total.exact, "0.00021");
});

test("texts of 520 MB leave the process below 300 MB", { skip: process.env.TOKENFARE_EXHAUSTIVE === "1" ? false : "TOKENFARE_EXHAUSTIVE is not set" }, () => {
  const held = processAfter(`
    { const text = "a".repeat(520_000_000);
      tokenizer.count(text);
      refused(() => tokenizer.countBatch(new Array(10).fill(text)));
      refused(() => tokenizer.spans(text)); }`);
  assert.ok(held < 300_000_000, `${held} bytes`);
});
