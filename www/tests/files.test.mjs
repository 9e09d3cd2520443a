/** DroppedFile and chosen files, each kind with a real sample made here. */
import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import { technicalEnglish } from "./documents.mjs";
import { wav } from "./wav.mjs";
import { tiktokenCount } from "./oracle.mjs";
import { downloaded } from "./exports.mjs";
import { becomes, english, exactly, hash, useBrowser } from "./setup.mjs";

const { open } = useBrowser();
let page;
before(async () => {
  page = await open(hash({ m: "gpt-4o-mini" }));
});

const choose = (...files) => page.getByLabel("Choose files").setInputFiles(files);
const entry = (name, on = page) => on.getByRole("listitem", { name, exact: true });

/** A picture as a browser writes it. */
const picture = (width, height, type) =>
  page
    .evaluate(
      async ([width, height, type]) => {
        const canvas = new OffscreenCanvas(width, height);
        canvas.getContext("2d").fillRect(0, 0, width, height / 2);
        const blob = await canvas.convertToBlob({ type });
        return { type: blob.type, bytes: Array.from(new Uint8Array(await blob.arrayBuffer())) };
      },
      [width, height, type],
    )
    .then(({ type, bytes }) => ({ type, buffer: Buffer.from(bytes) }));

test("a text file is counted in slices as tiktoken-rs counts it whole", async () => {
  // Long enough for several slices of 1 MB.
  const text = (await technicalEnglish()).repeat(12);
  const one = await tiktokenCount("o200k_base", text);
  await choose({ name: "large.txt", mimeType: "text/plain", buffer: Buffer.from(text) });
  await entry("large.txt")
    .getByText(`${english.format(one)} tokens`)
    .waitFor({ timeout: 60_000 });
});

test("slices add up in GPT-3's encodings too, where an empty line joins the next word", async () => {
  const other = await open(hash({ m: "text-davinci-003" }));
  // 1.2 MB of two line breaks before a letter: cut between them and it, the count would be another.
  const text = "word\n\n".repeat(200_000);
  await other
    .getByLabel("Choose files")
    .setInputFiles({ name: "lines.txt", mimeType: "text/plain", buffer: Buffer.from(text) });
  await entry("lines.txt", other)
    .getByText(`${english.format(await tiktokenCount("p50k_base", text))} tokens`)
    .waitFor({ timeout: 60_000 });
});

test("a text of 50 MB shows its progress and can be cancelled", async () => {
  const line = "The quick brown fox jumps over the lazy dog, again and again.\n";
  const drop = (cancel) =>
    page.evaluate(
      ({ text, cancel }) => {
        const file = new File([text.repeat(Math.ceil((50 << 20) / text.length))], "huge.txt", {
          type: "text/plain",
        });
        const dropped = new DataTransfer();
        dropped.items.add(file);
        if (cancel) {
          // Within the page, when the first slice is counted: seen from outside, a fast machine may
          // have finished.
          const watch = new MutationObserver(() => {
            if (!(document.querySelector(".files progress")?.value > 0)) return;
            watch.disconnect();
            document.querySelector("button[aria-label='Cancel huge.txt']").click();
          });
          watch.observe(document.querySelector("count-files"), {
            subtree: true,
            childList: true,
            characterData: true,
            attributes: true,
          });
        }
        document.dispatchEvent(
          new DragEvent("drop", { dataTransfer: dropped, bubbles: true, cancelable: true }),
        );
        return file.size;
      },
      { text: line, cancel },
    );
  const huge = entry("huge.txt");
  await drop(true);
  await huge.getByText("Cancelled.").waitFor();
  await huge.getByRole("button", { name: "Remove huge.txt" }).click();

  const size = await drop(false);
  // "The quick brown fox jumps over the lazy dog, again and again.\  " has 15 tokens in any
  // context.
  const tokens = (await tiktokenCount("o200k_base", line)) * Math.ceil((50 << 20) / line.length);
  assert.ok(size >= 50 << 20);
  await huge.getByText(`${english.format(tokens)} tokens`).waitFor({ timeout: 120_000 });
});

for (const [type, name] of [
  ["image/png", "PNG"],
  ["image/jpeg", "JPEG"],
  ["image/webp", "WEBP"],
]) {
  test(`a ${name}'s size is read from its header, and its tokens follow the model's rule`, async () => {
    const file = `picture.${name.toLowerCase()}`;
    const made = await picture(1024, 768, type);
    assert.equal(made.type, type);
    await choose({ name: file, mimeType: type, buffer: made.buffer });
    await entry(file).getByText(`1,024 × 768 ${name}`, { exact: false }).waitFor();
    // gpt-4o-mini: 2,833 + 5,667 a tile; 1024 × 768 is four tiles of 512, the lower two cut off.
    await entry(file)
      .getByText(`${english.format(2833 + 4 * 5667)} tokens`)
      .waitFor();
    await entry(file).getByText("2 × 2 tiles of 512 px").waitFor();
    const lines = await entry(file)
      .locator("svg line:not(.under)")
      .evaluateAll((all) =>
        all.map((line) => [line.getAttribute("x1"), line.getAttribute("y1")].map(Number)),
      );
    // One line in the middle across; one down, at 512 of 768.
    assert.deepEqual(lines, [
      [0.5, 0],
      [0, 512 / 768],
    ]);
    await entry(file)
      .getByRole("combobox", { name: `Detail of ${file}` })
      .selectOption("low");
    await entry(file).getByText("2,833 tokens").waitFor();
    await entry(file)
      .getByRole("button", { name: `Remove ${file}` })
      .click();
  });
}

test("a GIF, by its header alone; patches are drawn where the model bills patches", async () => {
  const other = await open(hash({ m: "gpt-5.4" }));
  // A GIF of 96 × 64 pixels, one colour.
  const gif = Buffer.from(
    "474946383961600040008000000000000000002c000000006000400000024884" +
      "8fa9cbed0fa39cb4da8bb3debcfb0f86e24896e689a6eacab6ee0bc7f24cd7f68de7facef7fe0f0c0a87c4a2f1884c2a97cca6f309" +
      "8d4aa7d4aad52b001000003b",
    "hex",
  );
  await other
    .getByLabel("Choose files")
    .setInputFiles({ name: "small.gif", mimeType: "image/gif", buffer: gif });
  await entry("small.gif", other).getByText("96 × 64 GIF", { exact: false }).waitFor();
  // Three by two patches of 32 pixels.
  await entry("small.gif", other).getByText("3 × 2 patches of 32 px").waitFor();
  assert.equal(await entry("small.gif", other).locator("svg line:not(.under)").count(), 3);
  await entry("small.gif", other).getByText("Disputed:").waitFor();
});

test("the length of a WAV file comes from its container", async () => {
  await choose({ name: "speech.wav", mimeType: "audio/wav", buffer: wav(3) });
  await entry("speech.wav").getByText("3 seconds of WAVE", { exact: false }).waitFor();
  // It does not hear, and so nothing is exact about it: models that do are offered.
  await entry("speech.wav").getByText("GPT-4o mini does not hear audio").waitFor();
  assert.equal(await entry("speech.wav").getByText("exact", { exact: true }).count(), 0);
  assert.ok((await entry("speech.wav").locator(".chip-button").count()) > 0);
  // Gemini bills 32 tokens a second.
  const other = await open(hash({ m: "gemini-3.6-flash" }));
  await other
    .getByLabel("Choose files")
    .setInputFiles({ name: "speech.wav", mimeType: "audio/wav", buffer: wav(3) });
  await entry("speech.wav", other).getByText("96 tokens").waitFor();
});

test("a recorded video: its length, its tokens, and its seconds in the request", async () => {
  const other = await open(hash({ m: "gemini-2.5-flash" }));
  // As a camera's program records it: the browser itself writes the container.
  const recorded = await other.evaluate(async () => {
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [64, 48];
    const context = canvas.getContext("2d");
    const recorder = new MediaRecorder(canvas.captureStream(10), { mimeType: "video/webm" });
    const parts = [];
    recorder.ondataavailable = (event) => parts.push(event.data);
    const stopped = new Promise((done) => {
      recorder.onstop = done;
    });
    recorder.start();
    for (let i = 0; i < 20; i++) {
      context.fillStyle = i % 2 ? "red" : "blue";
      context.fillRect(0, 0, 64, 48);
      await new Promise((done) => setTimeout(done, 100));
    }
    recorder.stop();
    await stopped;
    return Array.from(new Uint8Array(await new Blob(parts).arrayBuffer()));
  });
  await other
    .getByLabel("Choose files")
    .setInputFiles({ name: "clip.webm", mimeType: "video/webm", buffer: Buffer.from(recorded) });
  const said = await entry("clip.webm", other)
    .getByText(/seconds?\s+of\s+WebM/)
    .innerText();
  const [, seconds, , billed] =
    /([\d.]+) (seconds?) of WebM: ⌈([\d.]+) s × 263/.exec(said) ?? assert.fail(said);
  // Two seconds were recorded; a busy machine may stretch them, or leave frames out.
  assert.ok(Number(seconds) > 0.2 && Number(seconds) < 60, said);
  await entry("clip.webm", other)
    .getByText(`${english.format(Math.ceil(Number(billed) * 263))} tokens`)
    .waitFor();
  await other.getByRole("link", { name: "One request", exact: true }).click();
  const field = other.getByRole("textbox", { name: "Video, seconds" });
  assert.ok(Math.abs(Number(await field.inputValue()) - Number(seconds)) < 0.1);
});

/** One page that says "Hello world". */
const helloPdf = (() => {
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents 4 0 R " +
      "/Resources << /Font << /F 5 0 R >> >> >>",
    "<< /Length 44 >>\nstream\nBT /F 12 Tf 20 100 Td (Hello world) Tj ET   \nendstream",
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
  ];
  let pdf = "%PDF-1.4\n";
  const offsets = objects.map((object, i) => {
    const at = pdf.length;
    pdf += `${i + 1} 0 obj\n${object}\nendobj\n`;
    return at;
  });
  const xref = pdf.length;
  const entries = offsets.map((at) => `${String(at).padStart(10, "0")} 00000 n \n`).join("");
  pdf += `xref\n0 6\n0000000000 65535 f \n${entries}`;
  pdf += `trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n${xref}\n%%EOF\n`;
  return pdf;
})();

test("a PDF gives its pages and text, marked as an estimate", async () => {
  await choose({ name: "paper.pdf", mimeType: "application/pdf", buffer: Buffer.from(helloPdf) });
  const paper = entry("paper.pdf");
  // "Hello world" is two tokens of o200k_base.
  await paper.getByText("2 tokens").waitFor();
  await paper.getByText("estimated").waitFor();
  await paper.getByText("the text of 1 page", { exact: false }).waitFor();
});

test("a PDF in the single file too, in a thread of its own there", async () => {
  const other = await open("", { single: true });
  await other.getByLabel("Choose files").setInputFiles({
    name: "paper.pdf",
    mimeType: "application/pdf",
    buffer: Buffer.from(helloPdf),
  });
  await entry("paper.pdf", other).getByText("2 tokens").waitFor();
  assert.ok(other.workers().length >= 2, "the engine's thread and the reader's");
  assert.deepEqual(other.errors, []);
});

test("rows of CSV and JSON Lines are counted one by one", async () => {
  await choose({
    name: "rows.csv",
    mimeType: "text/csv",
    buffer: Buffer.from('Hello\n"Hello world"\nHello\n'),
  });
  await entry("rows.csv")
    .getByText("3 rows: half have up to 1 token, 95% up to 2, the longest 2", { exact: false })
    .waitFor();
  // A header is no row, and the prompts are in the column of that name: 1, 2 and 1 tokens.
  await choose({
    name: "prompts.csv",
    mimeType: "text/csv",
    buffer: Buffer.from("id,prompt\n1,Hello\n2,Hello world\n3,Hello\n"),
  });
  const prompts = entry("prompts.csv");
  await prompts.getByText("3 rows: half have up to 1 token", { exact: false }).waitFor();
  await prompts.getByText("4 tokens", { exact: true }).waitFor();
  await prompts.getByRole("combobox", { name: "Column of prompts.csv" }).selectOption("id");
  await prompts.getByText("3 tokens", { exact: true }).waitFor();
  await choose({ name: "rows.jsonl", mimeType: "", buffer: Buffer.from('{"a":1}\n\n{"a":2}\n') });
  await entry("rows.jsonl").getByText("2 rows", { exact: false }).waitFor();
});

test("broken and hostile files are named, and the page goes on", async () => {
  const files = {
    "noise.dat": ["", Buffer.from([1, 0, 2, 0, 3]), "This is no text."],
    "broken.png": ["image/png", Buffer.from("no image at all"), ""],
    "cut.png": ["image/png", (await picture(64, 64, "image/png")).buffer.subarray(0, 12), ""],
    "broken.wav": ["audio/wav", Buffer.from("RIFF....WAVEnothing"), ""],
    "broken.mp4": ["video/mp4", Buffer.from("not a film"), "no audio or video file"],
    "broken.pdf": ["application/pdf", Buffer.from("%PDF-1.7 and then nothing of the kind"), ""],
    "quotes.csv": ["text/csv", Buffer.from('a,b\n"open,quote\n'), "Row"],
    "empty.csv": ["text/csv", Buffer.alloc(0), "no rows"],
    "letter.docx": ["", Buffer.from("PK"), "Archives and office files are not unpacked."],
  };
  for (const [name, [mimeType, buffer, says]] of Object.entries(files)) {
    await choose({ name, mimeType, buffer });
    await entry(name)
      .getByRole("alert")
      .filter({ hasText: says })
      .waitFor({ timeout: 15_000 })
      .catch(() => assert.fail(`no message: ${name}`));
    await entry(name)
      .getByRole("button", { name: `Remove ${name}` })
      .click();
  }
  await choose({ name: "good.txt", mimeType: "text/plain", buffer: Buffer.from("Hello world") });
  await entry("good.txt").getByText("2 tokens").waitFor();
  assert.deepEqual(page.errors, []);
});

test("a file dropped on another view opens Count and stays when the view changes", async () => {
  const other = await open(hash({ view: "catalog", m: "gpt-4o-mini" }));
  await other.evaluate(() => {
    const dropped = new DataTransfer();
    dropped.items.add(new File(["Hello world"], "note.txt", { type: "text/plain" }));
    document.dispatchEvent(
      new DragEvent("drop", { dataTransfer: dropped, bubbles: true, cancelable: true }),
    );
  });
  await entry("note.txt", other).getByText("2 tokens").waitFor();
  await other.getByRole("link", { name: "One request", exact: true }).click();
  await other.getByRole("link", { name: "Text & files", exact: true }).click();
  await entry("note.txt", other).getByText("2 tokens").waitFor();
});

describe("one file over several requests", () => {
  test("rows: priced together, projected, saved as a batch file", async () => {
    // "Hello" is one token, "Hello world" two: four in three rows.
    const rows = {
      name: "rows.csv",
      mimeType: "text/csv",
      buffer: Buffer.from('Hello\n"Hello world"\nHello\n'),
    };
    const other = await open(
      hash({ m: "gpt-4o-2024-05-13", q: { inputTokens: 0, outputTokens: 100 } }),
    );
    await other.getByLabel("Choose files").setInputFiles(rows);
    await entry("rows.csv", other).getByText("One request per row").click();
    await entry("rows.csv", other)
      .getByText("3 requests, 4 tokens together; half have up to 1, the longest 2.")
      .waitFor();
    const batch = await downloaded(other, () =>
      entry("rows.csv", other)
        .getByRole("button", { name: /^Save as a batch file/ })
        .click(),
    );
    const lines = batch.text
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    assert.deepEqual(
      lines.map((line) => line.body),
      ["Hello", "Hello world", "Hello"].map((content) => ({
        model: "gpt-4o-2024-05-13",
        messages: [{ role: "user", content }],
      })),
    );
    assert.equal(new Set(lines.map((line) => line.custom_id)).size, 3);

    await entry("rows.csv", other)
      .getByRole("button", { name: /^Price them together/ })
      .click();
    await other.getByText("3 requests together").waitFor();
    // 4 × $5 + 300 × $15, per 1M tokens.
    await becomes(exactly(other, "price-total"), 0.00452);

    await other.getByRole("link", { name: "Text & files", exact: true }).click();
    await entry("rows.csv", other).getByText("One request per row").click();
    await entry("rows.csv", other)
      .getByRole("button", { name: /^Plan their cost/ })
      .click();
    await other.getByText("3 observed values, on average").waitFor();
    const { text } = await downloaded(other, () =>
      other.getByRole("button", { name: "Save this plan" }).click(),
    );
    assert.deepEqual(JSON.parse(text).workloads[0].request.inputTokens, {
      samples: [1, 1, 2],
      spread: "requests",
    });
  });

  test("a long text: split to a budget, every part within it, nothing lost", async () => {
    const text = (await technicalEnglish()).slice(0, 60_000);
    await choose({ name: "long.txt", mimeType: "text/plain", buffer: Buffer.from(text) });
    const long = entry("long.txt");
    await long.getByText("Split into several requests").click();
    await long.getByLabel("Most tokens per request").fill("1k");
    await long.getByRole("button", { name: /^Split:/ }).click();
    const said = await long.getByText(/requests,\s+.*\s+tokens\s+together/).innerText();
    const { text: saved } = await downloaded(page, () =>
      long.getByRole("button", { name: /^Save as a batch file/ }).click(),
    );
    const parts = saved
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line).body.messages[0].content);
    assert.equal(parts.join(""), text);
    assert.ok(said.startsWith(`${english.format(parts.length)} requests`), said);
    for (const part of [parts[0], parts.at(-2)]) {
      const tokens = await tiktokenCount("o200k_base", part);
      assert.ok(tokens <= 1000 && tokens > 900, `${tokens} tokens`);
    }
  });
});
