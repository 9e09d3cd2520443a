// The worker. It counts files exactly, slice by slice, and never holds a whole file.
import { init } from "tokenfare";
import o200k from "tokenfare/encodings/o200k_base";

const sliceBytes = 1 << 20;
const tokenizer = init().then((fare) => fare.loadEncoding(o200k));
const cancelled = new Set();

addEventListener("message", async ({ data: { id, file, cancel } }) => {
  if (cancel) return cancelled.add(id);
  try {
    const counter = (await tokenizer).counter();
    const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
    for (let at = 0; at < file.size; at += sliceBytes) {
      // A cancellation can arrive while this waits for the file.
      const bytes = await file.slice(at, at + sliceBytes).arrayBuffer();
      if (cancelled.delete(id)) return;
      const tokens = counter.push(decoder.decode(bytes, { stream: true }));
      postMessage({ id, tokens, share: Math.min(1, (at + sliceBytes) / file.size) });
    }
    counter.push(decoder.decode());
    postMessage({ id, total: counter.end() });
  } catch (error) {
    postMessage({ id, error });
  }
});
