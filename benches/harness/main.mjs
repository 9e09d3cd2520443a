// The benchmark. Started by `cargo xtask bench`, which builds and installs what it compares.
import { agree, tokenCounts } from "./agreement.mjs";
import { othersThan, prepareTexts } from "./corpora.mjs";
import { runJob } from "./node-runner.mjs";
import { readOptions } from "./options.mjs";
import { fastestPeers, isPresent, libraries } from "./peers.mjs";
import { geometricMean } from "./statistics.mjs";
import { short, speedTable, speeds } from "./tables.mjs";
import { modes, throughput } from "./throughput.mjs";

const options = readOptions(process.argv.slice(2));
const say = (what) => console.error(`── ${what}`);

const names = options.libraries.filter((name) => {
  const present = isPresent(name);
  if (!present && !libraries[name].bench) say(`${name} is not installed or built: left out`);
  return present;
});
const texts = prepareTexts(options.texts).map((text) => ({ ...text, others: othersThan(text) }));
const tokens = await tokenCounts(texts);
say("ids of every library against tiktoken-rs");
const excluded = await agree(names, texts, say);

if (options.sections.includes("node")) {
  const timed = options.quick ? ["count", "count of new text", "encode"] : Object.keys(modes);
  const found = await throughput({ run: runJob, names, texts, timed, rounds: options.rounds, slowRounds: options.slowRounds, warm: 5, excluded, say });
  for (const name of timed) {
    for (const temperature of modes[name].afterOthers ? ["cold"] : ["cold", "warm"]) {
      console.log(`\n${name}, ${temperature}\n`);
      console.log(speedTable(found[name], texts, names, temperature));
      const speed = speeds(found[name], texts, temperature);
      for (const own of names.filter((name) => libraries[name].title.startsWith("tokenfare"))) {
        const ratios = texts.map(({ name }) => speed[name]?.[own] / Math.max(...fastestPeers.map((peer) => speed[name]?.[peer] ?? 0)));
        console.log(`\n${own} ÷ the fastest peer: ${texts.map(({ name }, index) => `${name} ${short(ratios[index])}`).join(", ")}; geometric mean ${short(geometricMean(ratios))}`);
      }
    }
  }
}
