// The command line. `cargo xtask bench --help` prints this text.
import { parseArgs } from "node:util";
import { libraries } from "./peers.mjs";
import { texts } from "./texts.mjs";
import { modes } from "./throughput.mjs";

export const sections = ["node", "chromium", "native", "short", "start", "memory", "size", "worst", "pricing", "projection"];

const help = `Options of the benchmark:
  --quick              four texts in Node, the package beside hypertok and tiktoken (crate); nothing is written
  --only <a,b>         of ${sections.join(", ")}
  --texts <a,b>        of ${Object.keys(texts).join(", ")}
  --libraries <a,b>    of ${Object.keys(libraries).join(", ")}
  --modes <a,b>        of ${Object.keys(modes).join(", ")}
  --clock thread       time on the processor instead of on the wall, for busy machines (Node on Linux; not the start)
  --rounds <n>         fresh processes per figure (default 3; 2 with --quick)
  --no-write           print only`;

const quickTexts = ["english", "javascript", "russian", "chinese"];
const quickLibraries = ["tokenfare", "hypertok", "tiktoken-crate"];

export function readOptions(args) {
  const { values } = parseArgs({
    args,
    options: {
      quick: { type: "boolean", default: false },
      only: { type: "string" },
      texts: { type: "string" },
      libraries: { type: "string" },
      rounds: { type: "string" },
      modes: { type: "string" },
      clock: { type: "string" },
      "no-write": { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) {
    console.log(help);
    process.exit(0);
  }
  const list = (given, known, otherwise) => {
    const chosen = given?.split(",") ?? otherwise;
    for (const name of chosen) if (!known.includes(name)) throw new Error(`"${name}" is none of ${known.join(", ")}`);
    return chosen;
  };
  const rounds = values.rounds === undefined ? (values.quick ? 2 : 3) : Number(values.rounds);
  if (!Number.isInteger(rounds) || rounds < 1) throw new Error("--rounds must be a whole number from 1");
  if (values.clock !== undefined && values.clock !== "thread") throw new Error('--clock must be "thread", or left out');
  const quickModes = ["count", "count of new text", "encode"];
  const everyone = Object.keys(libraries).filter((name) => !libraries[name].bench);
  return {
    quick: values.quick,
    sections: list(values.only, sections, values.quick ? ["node"] : sections),
    texts: list(values.texts, Object.keys(texts), values.quick ? quickTexts : Object.keys(texts)),
    libraries: list(values.libraries, Object.keys(libraries), values.quick ? quickLibraries : everyone),
    rounds,
    modes: list(values.modes, Object.keys(modes), values.quick ? quickModes : Object.keys(modes)),
    clock: values.clock,
    write: !values.quick && !values["no-write"],
  };
}
