// The benchmark. Started by `cargo xtask bench`, which builds and installs what it compares.
import { execFileSync } from "node:child_process";
import os from "node:os";
import { agree, referenceIds } from "./agreement.mjs";
import { bars } from "./bars.mjs";
import { openChromium } from "./chromium-runner.mjs";
import { othersThan, prepareTexts } from "./corpora.mjs";
import { native } from "./native-runner.mjs";
import { runJob } from "./node-runner.mjs";
import { readOptions, sections as allSections } from "./options.mjs";
import { isPresent, libraries, versionOf } from "./peers.mjs";
import { root } from "./places.mjs";
import { markdown, write } from "./report.mjs";
import { memory, shortTexts, start, worst } from "./sections.mjs";
import { ownSizes, sizes } from "./size.mjs";
import { modes, throughput } from "./throughput.mjs";

const options = readOptions(process.argv.slice(2));
const say = (what) => console.error(`── ${new Date().toISOString().slice(11, 19)} ${what}`);
const wants = (section) => options.sections.includes(section);

const names = options.libraries.filter((name) => {
  const present = isPresent(name);
  if (!present) say(`${name} is not installed or built: left out`);
  return present;
});
const quickPeers = names.filter((name) => !libraries[name].slow);

const machine = {
  cpu: os.cpus()[0]?.model.trim() ?? "unknown processor",
  cores: os.availableParallelism(),
  memoryGiB: Math.round(os.totalmem() / (1 << 30)),
  system: `${os.type()} ${os.release()}`,
  node: process.versions.node,
  load: os.loadavg()[0].toFixed(2),
};

const commit = () => {
  try {
    return execFileSync("git", ["rev-parse", "--short", "HEAD"], { cwd: root, encoding: "utf8" }).trim();
  } catch {
    return "unknown";
  }
};

const texts = [];
for (const text of prepareTexts(options.texts)) {
  const { file, ids } = await referenceIds(text);
  texts.push({ ...text, others: othersThan(text), ids: file, tokens: ids.length });
}
const [english] = prepareTexts(["english"]);

let excluded = null;
if (wants("node") || wants("chromium")) {
  say("do all libraries give the ids of tiktoken-rs?");
  excluded = await agree(names, texts, say);
}

const results = {};
const { rounds } = options;
const timed = options.quick ? ["count", "count of new text", "encode"] : Object.keys(modes);

if (wants("size")) results.size = { own: ownSizes(), all: await sizes(names) };
if (wants("start")) results.start = await start({ names, rounds: 2 * rounds + 1, say });
if (wants("short")) results.short = await shortTexts({ names, english, rounds, say });
if (wants("pricing")) results.pricing = await runJob({ task: "pricing" });
if (wants("projection")) results.projection = await runJob({ task: "projection" });
if (wants("memory")) results.memory = await memory({ names: quickPeers, texts, say });
if (wants("node")) {
  results.node = await throughput({ run: runJob, names, texts, timed, rounds, warm: 3, excluded, say });
}
if (wants("native")) results.native = await native({ texts, rounds, say });
if (wants("worst")) {
  const asked = names.filter((name) => !libraries[name].slow || ["tiktoken-rs", "tiktoken-npm"].includes(name));
  results.worst = await worst({ names: asked, english, rounds, patience: 5_000, say });
}
if (wants("chromium")) {
  const chromium = await openChromium(names, process.env.CHROME ?? "/usr/bin/chromium");
  machine.chromium = chromium.version;
  try {
    const run = (job) => chromium.run(job);
    results.chromium = await throughput({ run, names, texts, timed, rounds: Math.min(rounds, 2), warm: 3, excluded, say });
  } finally {
    await chromium.close();
  }
}

const run = {
  date: new Date().toISOString().slice(0, 10),
  command: `cargo xtask bench${process.argv.length > 2 ? ` ${process.argv.slice(2).join(" ")}` : ""}`,
  commit: commit(),
  partial: options.sections.length === allSections.length ? "" : options.sections.join("-"),
  machine,
  rounds,
  versions: Object.fromEntries(names.map((name) => [name, versionOf(name)])),
  names,
  texts,
  excluded,
  results,
};
run.bars = bars(run);
console.log(markdown(run));
if (options.write) say(`written: ${write(run)}`);
