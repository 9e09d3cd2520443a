// One measurement in a process of its own: `node node-worker.mjs <json>`, the answer as JSON on stdout.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { benches } from "./places.mjs";
import * as measure from "./measure.mjs";
import * as money from "./money.mjs";
import { worstTexts } from "./worst-texts.mjs";

const job = JSON.parse(process.argv[2]);
let now = () => performance.now();
if (process.env.TOKENFARE_BENCH_CLOCK === "thread") {
  now = (await import("./thread-clock.mjs")).threadTime;
  measure.useClock(now);
}
const read = (file) => readFileSync(file, "utf8");

/** Every wasm memory of the process, found where it is made or exported, without the library's help. */
const memories = new Set();
function watchMemories() {
  const noteExports = (instance) => {
    for (const value of Object.values(instance.exports)) if (value instanceof WebAssembly.Memory) memories.add(value);
    return instance;
  };
  const { Instance, instantiate } = WebAssembly;
  WebAssembly.Instance = new Proxy(Instance, { construct: (target, args) => noteExports(new target(...args)) });
  WebAssembly.instantiate = async (...args) => {
    const made = await instantiate(...args);
    noteExports(made.instance ?? made);
    return made;
  };
}
const wasmBytes = () => [...memories].reduce((sum, memory) => sum + memory.buffer.byteLength, 0);

/** Imports and starts the library; times both. Reading its files is in neither. */
async function open() {
  const beforeImport = performance.now();
  const library = await import(`./libraries/${job.library}.mjs`);
  const imported = performance.now();
  const bytes = library.assets.map((path) => readFileSync(join(benches, path)));
  const beforeStart = performance.now();
  const opened = await library.start(bytes);
  return { opened, library, imported: imported - beforeImport, started: performance.now(), beforeStart };
}

const tasks = {
  async throughput() {
    const { opened } = await open();
    return measure.throughput(opened, read(job.text), job, job.other && read(job.other));
  },
  async shortTexts() {
    const { opened } = await open();
    return measure.shortTexts(opened, JSON.parse(read(job.file)));
  },
  /** First pass over a text that is made here: some cannot be written to a file. */
  async worst() {
    const { opened } = await open();
    opened.count("Hello, world!");
    const text = job.text ? read(job.text).slice(0, job.bytes) : worstTexts[job.name](job.bytes);
    const from = now();
    opened.count(text);
    return { time: now() - from };
  },
  /** From the imported bytes to the first count, and with the import of the code before it. */
  async start() {
    const { opened, library, imported, beforeStart } = await open();
    opened.count("Hello, world!");
    const ready = performance.now() - beforeStart;
    return { ready: library.vocabularyIsCode ? imported + ready : ready, withImport: imported + ready };
  },
  /** The ids of a text into a file, for comparison; also whether count and decode agree with encode. */
  async ids() {
    const { opened } = await open();
    const text = read(job.text);
    const ids = opened.encode(text);
    writeFileSync(job.out, Buffer.from(Uint32Array.from(ids).buffer));
    return { tokens: ids.length, count: Number(opened.count(text)), decodes: opened.decode(ids) === text.toWellFormed() };
  },
  async pricing() {
    return money.pricing(await (await import("tokenfare")).init());
  },
  async projection() {
    return money.projection(await (await import("tokenfare")).init());
  },
  async memory() {
    watchMemories();
    const rssBefore = process.memoryUsage.rss();
    const { opened } = await open();
    opened.count("");
    const loaded = { wasm: wasmBytes(), rss: process.memoryUsage.rss() - rssBefore };
    const pieces = JSON.parse(read(job.file));
    const passes = [];
    for (let pass = 0; pass < job.passes; pass++) {
      for (const piece of pieces) opened.count(piece);
      passes.push({ wasm: wasmBytes(), rss: process.memoryUsage.rss() - rssBefore });
    }
    return { loaded, passes };
  },
};

const answer = await tasks[job.task]();
process.stdout.write(JSON.stringify(answer));
process.exit(0);
