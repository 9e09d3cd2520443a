// Chat requests through the package; the rules themselves are tested in Rust.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { init } from "tokenfare";
import o200k from "tokenfare/encodings/o200k_base";

let tokenizer;
before(async () => {
  const fare = await init();
  tokenizer = await fare.loadEncoding(o200k);
});

/** The beginning of a PNG file of this size. */
function pngUrl(width, height) {
  const bytes = Buffer.from("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\0\0\0\0\0\x08\x02\0\0\0", "latin1");
  bytes.writeUInt32BE(width, 16);
  bytes.writeUInt32BE(height, 20);
  return `data:image/png;base64,${bytes.toString("base64")}`;
}

test("images in a chat are counted by the model's rule", () => {
  const count = (...content) => tokenizer.countChat({ model: "gpt-4o", messages: [{ role: "user", content }] });
  const hello = { type: "text", text: "Hello" };
  // 640 × 480: 2 tiles, 85 + 2 × 170; with 3 for the message, 1 for "user", 1 for the text, 3 for the reply.
  for (const image of [
    { type: "image_url", image_url: { url: pngUrl(640, 480) } },
    { type: "image_url", image_url: { url: "https://x.example/a.png", width: 640, height: 480, detail: "high" } },
    { type: "input_image", image_url: pngUrl(640, 480), detail: "high" },
  ]) {
    assert.deepEqual(count(hello, image), { total: 433, messages: [430], tools: 0, overhead: 3, exact: true, notes: [] });
  }
  const unknown = count(hello, { type: "image_url", image_url: { url: "https://x.example/a.png" } });
  assert.equal(unknown.total, 8);
  assert.equal(unknown.exact, false);
  assert.match(unknown.notes[0], /^an image is not counted: .*messages\[0\]\.content\[1\]/);
});

test("whole requests are counted, whichever API they are for", async () => {
  const fare = await init();
  // 3 for the message, 1 for "user", 1 for the text, and 3 that prime the reply; 2 for GPT-5.
  const messages = [{ role: "user", content: "Hello" }];
  const counted = fare.countRequest({ model: "gpt-4o", messages });
  assert.deepEqual([counted.endpoint, counted.total, counted.low, counted.high, counted.exact], ["openai.chat", 8, 8, 8, true]);
  assert.equal(counted.parts.reduce((sum, part) => sum + part.tokens, 0), 8);
  assert.ok(Object.isFrozen(counted.parts));
  assert.equal(fare.countRequest({ model: "gpt-5-mini", input: "Hello" }).total, 7);
  assert.equal(fare.countRequest({ input: "Hello" }, { model: "gpt-5-mini" }).endpoint, "openai.responses");
});

test("what a request lacks is an error that says what to do", async () => {
  const fare = await init();
  const fails = (code, path, ...words) =>
    assert.throws(
      () => fare.countRequest(...words),
      (error) => error.name === "TokenfareError" && error.code === code && error.path === path,
    );
  fails("INVALID_ARGUMENT", "request", "text");
  fails("INVALID_ARGUMENT", "request", { model: "gpt-4o" });
  fails("INVALID_ARGUMENT", "model", { input: "Hello" });
  fails("INVALID_ARGUMENT", "options.endpoint", { model: "gpt-4o", input: "Hello" }, { endpoint: "openai" });
  fails("INVALID_ARGUMENT", "options.modell", { input: "Hello" }, { modell: "gpt-4o" });
  fails("ENCODING_NOT_LOADED", undefined, { model: "gpt-4", messages: [] });
});
