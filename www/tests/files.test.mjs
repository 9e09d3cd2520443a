/** Dropped and chosen files, each kind with a real sample made here. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, openPage, serve } from "./browser.mjs";
import { technicalEnglish } from "./documents.mjs";
import { tiktokenCount } from "./oracle.mjs";

let browser;
let server;
let context;
let page;
before(async () => {
  browser = await launch();
  server = await serve();
  context = await browser.newContext({ locale: "en-US" });
  page = await openPage(context, `${server.url}#v=1&m=gpt-4o-mini`);
  await context.setOffline(true);
});
after(async () => {
  await browser?.close();
  await server?.close();
});

const english = new Intl.NumberFormat("en-US");
const choose = (...files) => page.getByLabel("Choose files").setInputFiles(files);
const entry = (name) => page.getByRole("listitem", { name });

test("a text file is counted in slices as tiktoken-rs counts it whole", async () => {
  // Long enough for several slices of 1 MB.
  const text = (await technicalEnglish()).repeat(12);
  const one = await tiktokenCount("o200k_base", text);
  await choose({ name: "large.txt", mimeType: "text/plain", buffer: Buffer.from(text) });
  await entry("large.txt").getByText(`${english.format(one)} tokens`).waitFor({ timeout: 60_000 });
});

test("a text of 50 MB shows its progress and can be cancelled", async () => {
  const line = "The quick brown fox jumps over the lazy dog, again and again.\n";
  const drop = (cancel) =>
    page.evaluate(({ text, cancel }) => {
      const file = new File([text.repeat(Math.ceil((50 << 20) / text.length))], "huge.txt", { type: "text/plain" });
      const dropped = new DataTransfer();
      dropped.items.add(file);
      if (cancel) {
        // In the page, the moment the first slice is counted: from outside, a fast machine may have finished.
        const watch = new MutationObserver(() => {
          if (!(document.querySelector(".files progress")?.value > 0)) return;
          watch.disconnect();
          document.querySelector("button[aria-label='Cancel huge.txt']").click();
        });
        watch.observe(document.querySelector("count-files"), { subtree: true, childList: true, characterData: true, attributes: true });
      }
      document.dispatchEvent(new DragEvent("drop", { dataTransfer: dropped, bubbles: true, cancelable: true }));
      return file.size;
    }, { text: line, cancel });
  const huge = entry("huge.txt");
  await drop(true);
  await huge.getByText("Cancelled.").waitFor();
  await huge.getByRole("button", { name: "Remove huge.txt" }).click();

  const size = await drop(false);
  // "The quick brown fox jumps over the lazy dog, again and again.\n" has 15 tokens, wherever it stands.
  const tokens = (await tiktokenCount("o200k_base", line)) * Math.ceil((50 << 20) / line.length);
  assert.ok(size >= 50 << 20);
  await huge.getByText(`${english.format(tokens)} tokens`).waitFor({ timeout: 120_000 });
});

test("a PNG's size is read from its header, and its tokens follow the model's rule", async () => {
  const png = await page.evaluate(async () => {
    const canvas = new OffscreenCanvas(1024, 768);
    canvas.getContext("2d").fillRect(0, 0, 1024, 768);
    return Array.from(new Uint8Array(await (await canvas.convertToBlob()).arrayBuffer()));
  });
  await choose({ name: "picture.png", mimeType: "image/png", buffer: Buffer.from(png) });
  const picture = entry("picture.png");
  await picture.getByText("1,024 × 768 PNG", { exact: false }).waitFor();
  // gpt-4o-mini: 2,833 + 5,667 a tile; 1024 × 768 is four tiles of 512.
  await picture.getByText(`${english.format(2833 + 4 * 5667)} tokens`).waitFor();
  assert.equal(await picture.locator("svg line:not(.under)").count(), 2, "four tiles are drawn as two by two");
});

test("the length of a WAV file comes from its container", async () => {
  const rate = 8000;
  const seconds = 3;
  const data = Buffer.alloc(rate * seconds * 2);
  const header = Buffer.alloc(44);
  header.write("RIFF", 0);
  header.writeUInt32LE(36 + data.length, 4);
  header.write("WAVEfmt ", 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(rate, 24);
  header.writeUInt32LE(rate * 2, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write("data", 36);
  header.writeUInt32LE(data.length, 40);
  await choose({ name: "speech.wav", mimeType: "audio/wav", buffer: Buffer.concat([header, data]) });
  await entry("speech.wav").getByText("3 seconds of WAVE", { exact: false }).waitFor();
});

test("a PDF gives its pages and text, marked as an estimate", async () => {
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>",
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
  pdf += `xref\n0 6\n0000000000 65535 f \n${offsets.map((at) => `${String(at).padStart(10, "0")} 00000 n \n`).join("")}trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n${xref}\n%%EOF\n`;
  await choose({ name: "paper.pdf", mimeType: "application/pdf", buffer: Buffer.from(pdf) });
  const paper = entry("paper.pdf");
  // "Hello world" is two tokens of o200k_base.
  await paper.getByText("2 tokens").waitFor();
  await paper.getByText("estimated").waitFor();
  await paper.getByText("the text of 1 page", { exact: false }).waitFor();
});

test("rows of CSV and JSON Lines are counted one by one", async () => {
  await choose({ name: "rows.csv", mimeType: "text/csv", buffer: Buffer.from('Hello\n"Hello world"\nHello\n') });
  await entry("rows.csv").getByText("3 rows: half have up to 1 token, 95 % up to 2, the longest 2", { exact: false }).waitFor();
  await choose({ name: "rows.jsonl", mimeType: "", buffer: Buffer.from('{"a":1}\n\n{"a":2}\n') });
  await entry("rows.jsonl").getByText("2 rows", { exact: false }).waitFor();
});

test("what is no text is named, and the page goes on", async () => {
  await choose({ name: "noise.dat", mimeType: "", buffer: Buffer.from([1, 0, 2, 0, 3]) });
  await entry("noise.dat").getByText("This is no text.", { exact: false }).waitFor();
  await choose({ name: "broken.png", mimeType: "image/png", buffer: Buffer.from("no image at all") });
  await entry("broken.png").getByRole("alert").waitFor();
  assert.deepEqual(page.errors, []);
});
