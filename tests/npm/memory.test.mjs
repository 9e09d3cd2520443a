// The memory of a large text or result is released, so that the next one can use it.
import assert from "node:assert/strict";
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
const tokenizer = await (await init()).loadEncoding(o200k);

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
