// Cold and warm passes over the texts: every library in a fresh process or page for every figure, rounds interleaved.
import { libraries } from "./peers.mjs";

/** What is timed. "new text" modes run after other texts, the rest in a process that has done nothing yet. */
export const modes = {
  count: { mode: "count" },
  "count of new text": { mode: "count", afterOthers: true },
  encode: { mode: "encode" },
  "encode of new text": { mode: "encode", afterOthers: true },
  decode: { mode: "decode" },
};

/**
 * `run(job)` measures one (library, text, mode) in a fresh process or page.
 * Returns `{ [name of the mode]: { [text]: { [library]: { cold: [ms], warm: [ms] } } } }`, failures in place of a library's times.
 */
export async function throughput({ run, names, texts, timed, rounds, warm, excluded, say }) {
  const found = {};
  const at = (name, text, library) => ((found[name] ??= {})[text] ??= {})[library] ?? (found[name][text][library] = { cold: [], warm: [] });
  for (let round = 0; round < rounds; round++) {
    say(`round ${round + 1} of ${rounds}`);
    for (const text of texts) {
      for (const name of timed) {
        const { mode, afterOthers } = modes[name];
        // A new order each round, so that nobody always runs after the heaviest.
        const order = names.map((_, index) => names[(index + round) % names.length]);
        for (const library of order) {
          if (libraries[library].slow && (afterOthers || round > 0)) continue;
          if (excluded[library]?.[text.name]?.excluded.includes(mode)) continue;
          const times = at(name, text.name, library);
          // What takes seconds is not decided by noise: one round is enough.
          if (times.failed || times.cold[0] > 2000) continue;
          const passes = afterOthers ? 0 : libraries[library].slow ? 1 : warm;
          const other = afterOthers ? text.others : undefined;
          const answer = await run({ task: "throughput", library, text: text.file, mode, warm: passes, other });
          if (answer.failed) {
            found[name][text.name][library] = answer;
            say(`${library}, ${name}, ${text.name}: ${answer.failed}`);
          } else {
            times.cold.push(answer.cold);
            times.warm.push(...answer.warm);
          }
        }
      }
    }
  }
  return found;
}
