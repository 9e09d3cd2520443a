// Reads a log of Claude Code's shape through the npm package and prices it: lines a second, and memory.
// In a folder where the packed tarball is installed: node usage-log.mjs FOLDER
// FOLDER is what the program benches/rust/usage-log has written.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { init } from "tokenfare";

const [folder] = process.argv.slice(2);
const fare = await init();
fare.catalog.size; // The catalog is parsed when it is first used.
const reader = fare.usageReader();
let [reading, lines] = [0, 0];
for (const file of readdirSync(folder).sort()) {
  const bytes = readFileSync(join(folder, file));
  for (const byte of bytes) if (byte === 10) lines++;
  const start = performance.now();
  reader.push(bytes, file);
  reading += performance.now() - start;
}
const start = performance.now();
const log = reader.finish();
const report = log.analyse({ by: ["day", "model"] });
const all = reading + performance.now() - start;
const rate = (ms) => Math.round((lines / ms) * 1000);
const memory = Math.round(process.resourceUsage().maxRSS / 1024);
console.log(
  `wasm in Node ${process.versions.node}: ${lines} lines; ${rate(reading)} lines/s read, ${rate(all)} lines/s read and priced; ` +
    `${memory} MB resident at most; $${report.total.exact} of ${log.records} requests`,
);
