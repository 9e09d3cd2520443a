// Reads a log of Claude Code's shape through the npm package and prices it: lines a second, and memory.
// In a folder where the packed tarball is installed: node usage-log.mjs FOLDER
// FOLDER is what the program benches/rust/usage-log has written.
import { closeSync, openSync, readSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { init } from "tokenfare";

const [folder] = process.argv.slice(2);
const fare = await init();
// The catalog is parsed when it is first used.
const before = `${fare.catalog.size} models`;
const reader = fare.usageReader();
let [reading, lines] = [0, 0];
const buffer = new Uint8Array(1 << 20);
for (const name of readdirSync(folder).sort()) {
  const file = openSync(join(folder, name));
  for (let length; (length = readSync(file, buffer)) > 0; ) {
    const bytes = buffer.subarray(0, length);
    for (const byte of bytes) if (byte === 10) lines++;
    const start = performance.now();
    reader.push(bytes, name);
    reading += performance.now() - start;
  }
  closeSync(file);
}
const start = performance.now();
const log = reader.finish();
const report = log.analyse({ by: ["day", "model"] });
const all = reading + performance.now() - start;
const rate = (ms) => Math.round((lines / ms) * 1000);
const memory = Math.round(process.resourceUsage().maxRSS / 1024);
console.log(
  `wasm in Node ${process.versions.node}, ${before}: ${lines} lines; ${rate(reading)} lines/s read, ${rate(all)} lines/s read and priced; ` +
    `${memory} MB resident at most; $${report.total.exact} of ${log.records} requests`,
);
