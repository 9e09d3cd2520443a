// In Node, on the main thread: node count-large-file.mjs <file>
import { createReadStream, statSync } from "node:fs";
import { init } from "tokenfare";
import o200k from "tokenfare/encodings/o200k_base";

const path = process.argv[2];
if (path === undefined) {
  console.error("usage: node count-large-file.mjs <file>");
  process.exit(2);
}
const { size } = statSync(path);
const counter = (await (await init()).loadEncoding(o200k)).counter();
const stop = new AbortController();
process.once("SIGINT", () => stop.abort());

const stream = createReadStream(path, { encoding: "utf8", highWaterMark: 1 << 20, signal: stop.signal });
try {
  for await (const piece of stream) {
    const tokens = counter.push(piece);
    process.stderr.write(`\r${Math.floor((100 * stream.bytesRead) / size)} %, ${tokens} tokens `);
  }
  process.stderr.write("\n");
  console.log(counter.end());
} catch (error) {
  if (error.name !== "AbortError") throw error;
  console.error("\ncancelled");
  process.exitCode = 130;
}
