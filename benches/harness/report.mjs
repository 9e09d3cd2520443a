// One run as Markdown and JSON in benches/results.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { nativeLibraries } from "./native-runner.mjs";
import { libraries } from "./peers.mjs";
import { results as folder } from "./places.mjs";
import { median } from "./statistics.mjs";
import { short, speedTable, table } from "./tables.mjs";
import { modes } from "./throughput.mjs";

const mib = (bytes) => (bytes / (1 << 20)).toFixed(1);
const kb = (bytes) => (bytes / 1000).toFixed(1);
const title = (name) => libraries[name].title;

function throughputPart(where, found, { texts, names: all }) {
  const names = all.filter((name) => !libraries[name].sameCode);
  const parts = [`## ${where}`];
  for (const [name, byText] of Object.entries(found)) {
    for (const temperature of modes[name].afterOthers ? ["cold"] : ["cold", "warm"]) {
      parts.push(`### ${name}, ${modes[name].afterOthers ? "first pass, after other texts" : temperature === "cold" ? "first pass of a fresh process" : "later passes"}`);
      parts.push(speedTable(byText, texts, names, temperature));
    }
  }
  return parts;
}

function shortPart(found) {
  const rows = Object.entries(found).flatMap(([length, byLibrary]) =>
    Object.entries(byLibrary).map(([library, times]) => [
      `${title(library)}, ${length} characters`, short(median(times.fresh) / 1000), short(median(times.same) / 1000),
    ]));
  return ["## Count of short texts, µs per call", table(["", "new texts", "the same text again"], rows)];
}

function startPart(found) {
  const rows = Object.entries(found).map(([library, times]) => [title(library), short(median(times.ready)), short(median(times.withImport))]);
  return [
    "## Start in a fresh process, ms",
    "From the imported bytes to the first count. Where the vocabulary is JavaScript, importing it is part of that.",
    table(["", "to the first count", "with the import of all code"], rows),
  ];
}

function memoryPart({ libraries: found, megabytesPerPass }) {
  const passes = Math.max(0, ...Object.values(found).map((one) => one.passes?.length ?? 0));
  const head = ["wasm memory, MiB (resident growth of the process)", "loaded", ...Array.from({ length: passes }, (_, index) => `pass ${index + 1}`)];
  const cell = ({ wasm, rss }) => `${mib(wasm)} (${mib(rss)})`;
  const rows = Object.entries(found).map(([library, one]) =>
    one.failed ? [title(library), one.failed] : [title(library), cell(one.loaded), ...one.passes.map(cell)]);
  return ["## Memory", `Each pass counts ${megabytesPerPass} MB in pieces of 1 MB.`, table(head, rows)];
}

function sizePart({ own, all }) {
  const parts = ["## Shipped bytes, KB after gzip -9"];
  if (own) parts.push(table(["tokenfare", "KB"], Object.entries(own).map(([name, bytes]) => [name, kb(bytes)])));
  const rows = Object.entries(all).map(([library, { total, ...rest }]) => [
    title(library), kb(total), Object.entries(rest).map(([name, bytes]) => `${name} ${kb(bytes)}`).join(", "),
  ]);
  parts.push(table(["to count with o200k_base", "total", "parts"], rows));
  return parts;
}

function worstPart(found) {
  const names = Object.keys(found);
  const cases = Object.keys(found[names[0]]);
  const cell = (times) => {
    if (!times) return "–";
    if (times.failed) return times.failed;
    const double = times.double.length ? ` (${short(median(times.double))})` : "";
    return `${short(median(times.single))}${double}`;
  };
  return [
    "## Worst cases, ms for 1 MB (for 2 MB)",
    "First pass of a fresh process.",
    table(["", ...names.map(title)], cases.map((name) => [name, ...names.map((library) => cell(found[library][name]))])),
  ];
}

function nativePart(found, { texts }) {
  const parts = ["## Native, Rust, one thread"];
  for (const [mode, byText] of Object.entries(found)) {
    for (const temperature of ["cold", "warm"]) {
      parts.push(`### ${mode}, ${temperature}`, speedTable(byText, texts, nativeLibraries, temperature));
    }
  }
  return parts;
}

function pricingPart(found) {
  if (found.failed) return ["## Pricing", found.failed];
  const rows = Object.entries(found.quotes).map(([name, ms]) => [`quote: ${name}`, `${short(ms * 1000)} µs`]);
  rows.push([`compare over ${found.models} chat models`, `${short(found.compare)} ms`]);
  return ["## Pricing through the npm package", table(["", "per call"], rows)];
}

function projectionPart(found) {
  if (found.failed) return ["## Projection", found.failed];
  const rows = found.map(({ months, workloads, draws, milliseconds }) => [months, workloads, draws, milliseconds === null ? "no bands in the result" : `${short(milliseconds)} ms`]);
  return ["## Projection through the npm package", table(["months", "workloads", "draws", "per call"], rows)];
}

export function markdown(run) {
  const { machine, texts, names, versions, excluded, results, bars } = run;
  const parts = [`# Benchmark of ${run.date}`];
  parts.push(`${machine.cpu}, ${machine.cores} cores, ${machine.memoryGiB} GiB, ${machine.system}; Node ${machine.node}${machine.chromium ? `; Chromium ${machine.chromium}` : ""}; load average ${machine.load} when it began.`);
  parts.push(`Command: \`${run.command}\`. Commit ${run.commit}. ${run.rounds} rounds, interleaved, medians; speeds in MB (10⁶ bytes of UTF-8) per second; o200k_base.`);
  parts.push(`Versions: ${Object.entries(versions).map(([name, version]) => `${title(name)} ${version}`).join(", ")}.`);
  if (bars.length) {
    parts.push("## Verdict");
    const mark = { true: "met", false: "**missed**", null: "not measured" };
    parts.push(table(["bar", "", "measured (bound)"], bars.map((bar) => [bar.name, mark[bar.met], bar.text])));
  }
  parts.push("## Texts", table(["", "what", "bytes", "tokens"], texts.map((text) => [text.name, text.title, text.bytes, text.tokens])));
  const wrong = Object.entries(excluded ?? {}).flatMap(([library, byText]) => Object.entries(byText).map(([text, { what }]) => `- ${title(library)}, ${text}: ${what}`));
  if (excluded) parts.push("## Agreement with tiktoken-rs", wrong.length ? `Not timed where wrong:\n\n${wrong.join("\n")}` : "All libraries give the same ids for all texts.");
  if (results.node) parts.push(...throughputPart("Node", results.node, run));
  if (results.chromium) parts.push(...throughputPart("Chromium", results.chromium, run));
  if (results.native) parts.push(...nativePart(results.native, run));
  if (results.short) parts.push(...shortPart(results.short));
  if (results.start) parts.push(...startPart(results.start));
  if (results.memory) parts.push(...memoryPart(results.memory));
  if (results.size) parts.push(...sizePart(results.size));
  if (results.worst) parts.push(...worstPart(results.worst));
  if (results.pricing) parts.push(...pricingPart(results.pricing));
  if (results.projection) parts.push(...projectionPart(results.projection));
  return `${parts.join("\n\n")}\n`;
}

/** Writes `<date>-<machine>.md` and `.json`; returns the first file's name. */
export function write(run) {
  mkdirSync(folder, { recursive: true });
  const machine = `${run.machine.cpu} ${run.machine.cores} cores`.replace(/\((R|TM)\)/gi, "").replace(/[^A-Za-z0-9]+/g, "-").replace(/^-|-$/g, "").toLowerCase();
  const name = `${run.date}-${machine}${run.partial ? `-${run.partial}` : ""}`;
  // Paths of this machine have no place in a committed file.
  const texts = run.texts.map(({ file, others, ids, ...rest }) => rest);
  writeFileSync(join(folder, `${name}.json`), `${JSON.stringify({ ...run, texts }, null, 1)}\n`);
  writeFileSync(join(folder, `${name}.md`), markdown(run));
  return `benches/results/${name}.md`;
}
