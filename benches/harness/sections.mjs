// The measurements beside the throughput: short texts, start, memory, size, worst cases. Each returns plain data.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runJob } from "./node-runner.mjs";
import { scratch } from "./places.mjs";
import { median } from "./statistics.mjs";
import { worstTexts } from "./worst-texts.mjs";

const file = (name, value) => {
  mkdirSync(join(scratch, "inputs"), { recursive: true });
  const path = join(scratch, "inputs", name);
  writeFileSync(path, JSON.stringify(value));
  return path;
};

/** Slices of `length` characters of the English text: 500 to warm up with, then 7 rounds of others. */
export async function shortTexts({ names, english, rounds, say }) {
  const text = readFileSync(english.file, "utf8");
  const found = {};
  for (const length of [13, 1000]) {
    const perRound = length === 13 ? 2000 : 100;
    const slice = (index) => text.slice(index * length, (index + 1) * length);
    const slices = (from, count) => Array.from({ length: count }, (_, index) => slice(from + index));
    const input = file(`short-${length}.json`, {
      warmUp: slices(0, 300),
      rounds: Array.from({ length: 7 }, (_, round) => slices(300 + round * perRound, perRound)),
      repeated: length === 13 ? "Hello, world!" : slice(299),
    });
    found[length] = {};
    for (let round = 0; round < rounds; round++) {
      say(`count of ${length} characters, round ${round + 1}`);
      for (const library of names) {
        const answer = await runJob({ task: "shortTexts", library, file: input });
        if (answer.failed) continue;
        const times = (found[length][library] ??= { fresh: [], same: [] });
        times.fresh.push(median(answer.fresh));
        times.same.push(median(answer.same));
      }
    }
  }
  return found;
}

/** Milliseconds to the first count in a fresh process: from the imported bytes, and with the import of the code. */
export async function start({ names, rounds, say }) {
  const found = {};
  for (let round = 0; round < rounds; round++) {
    say(`start, round ${round + 1}`);
    for (const library of names) {
      const answer = await runJob({ task: "start", library });
      if (answer.failed) continue;
      const times = (found[library] ??= { ready: [], withImport: [] });
      times.ready.push(answer.ready);
      times.withImport.push(answer.withImport);
    }
  }
  return found;
}

/** Memory after loading and after each pass over all texts in pieces of 1 MB; three passes are 50 MB. */
export async function memory({ names, texts, say }) {
  const pieces = texts.flatMap(({ file }) => {
    const bytes = readFileSync(file);
    const found = [];
    for (let at = 0; at + 1_000_000 <= bytes.length; at += 1_000_000) {
      found.push(bytes.subarray(at, at + 1_000_000).toString("utf8"));
    }
    return found;
  });
  const input = file("pieces.json", pieces);
  const found = { megabytesPerPass: pieces.length, libraries: {} };
  const passes = Math.ceil(50 / pieces.length) + 3;
  for (const library of names) {
    say(`memory of ${library}`);
    found.libraries[library] = await runJob({ task: "memory", library, file: input, passes }, { patience: 600_000 });
  }
  return found;
}

/**
 * First pass over 1 MB and over 2 MB of each worst case, in fresh processes, beside 1 MB of English.
 * A library that needs more than `patience` milliseconds is not asked for the double.
 */
export async function worst({ names, english, rounds, patience, say }) {
  const found = {};
  const note = (library, name, size, answer) => {
    const times = ((found[library] ??= {})[name] ??= { single: [], double: [] });
    if (answer.failed) times.failed = answer.failed;
    else times[size].push(answer.time);
  };
  for (let round = 0; round < rounds; round++) {
    say(`worst cases, round ${round + 1}`);
    for (const library of names) {
      const ask = (job) => runJob({ task: "worst", library, ...job }, { patience });
      note(library, "English", "single", await ask({ text: english.file, bytes: 1_000_000 }));
      for (const name of Object.keys(worstTexts)) {
        if (found[library]?.[name]?.failed) continue;
        note(library, name, "single", await ask({ name, bytes: 1_000_000 }));
        if (!found[library][name].failed) note(library, name, "double", await ask({ name, bytes: 2_000_000 }));
      }
    }
  }
  return found;
}
