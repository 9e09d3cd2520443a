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
import { throughput } from "./throughput.mjs";

const options = readOptions(process.argv.slice(2));
const say = (what) => console.error(`── ${new Date().toISOString().slice(11, 19)} ${what}`);
const wants = (section) => options.sections.includes(section);

const present = options.libraries.filter((name) => {
  const found = isPresent(name);
  if (!found) say(`${name} is not installed or built: left out`);
  return found;
});
const names = present.filter((name) => !libraries[name].sameCode);
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

const { rounds } = options;
if (options.clock) process.env.TOKENFARE_BENCH_CLOCK = options.clock;
const passes = { texts, timed: options.modes, rounds, warm: 3, excluded, say };
const forWorst = names.filter((name) => !libraries[name].slow || ["tiktoken-rs", "tiktoken-npm"].includes(name));

async function inChromium() {
  const chromium = await openChromium(names, process.env.CHROME ?? "/usr/bin/chromium");
  machine.chromium = chromium.version;
  try {
    return await throughput({ ...passes, run: (job) => chromium.run(job), names, rounds: Math.min(rounds, 2) });
  } finally {
    await chromium.close();
  }
}

/** The sections in the order they run: the quick ones first. */
const measure = {
  size: async () => ({ own: ownSizes(), all: await sizes(present) }),
  start: () => start({ names: present, rounds: 2 * rounds + 1, say }),
  short: () => shortTexts({ names, english, rounds, say }),
  pricing: () => runJob({ task: "pricing" }),
  projection: () => runJob({ task: "projection" }),
  memory: () => memory({ names: quickPeers, texts, say }),
  node: () => throughput({ ...passes, run: runJob, names }),
  worst: () => worst({ names: forWorst, english, rounds, patience: 5_000, say }),
  native: () => native({ texts, rounds, say }),
  chromium: inChromium,
};

const run = {
  date: new Date().toISOString().slice(0, 10),
  command: `cargo xtask bench${process.argv.length > 2 ? ` ${process.argv.slice(2).join(" ")}` : ""}`,
  commit: commit(),
  partial: options.sections.length === allSections.length ? "" : options.sections.join("-"),
  machine,
  rounds,
  versions: Object.fromEntries(present.map((name) => [name, versionOf(name)])),
  names: present,
  texts,
  excluded,
  results: {},
};
for (const [section, take] of Object.entries(measure)) {
  if (!wants(section)) continue;
  run.results[section] = await take();
  run.bars = bars(run);
  // After every section: a run that is cut short leaves what it has.
  if (options.write) say(`${section} done, in ${write(run)}`);
}
console.log(markdown(run));
