// Random calls of the packed package and of the page's links, with random and hostile values:
//
//     node fuzz/main.mjs --minutes 10 --seed 1
//
// A finding is anything but a result or a TokenfareError, a wrong sum, a call that does not end, an
// instance that does not work after an error, and memory that grows. Each is printed with the seed,
// the number and the smallest arguments that show it; `--plan`, `--seed` and `--call` make it again.
import { parseArgs } from "node:util";
import { Worker } from "node:worker_threads";

const PLANS = ["api", "tokenizer", "links", "vocabularies"];
/** A call that takes so much time of the processor hangs. */
const LONGEST_CALL_MS = 30_000;

const { values: options } = parseArgs({
  options: {
    minutes: { type: "string", default: "1" },
    seed: { type: "string", default: String(Date.now() % 1_000_000) },
    plan: { type: "string" },
    call: { type: "string" },
    calls: { type: "string" },
  },
});
const seed = Number(options.seed);
const plans = options.plan === undefined ? PLANS : [options.plan];
const findings = new Map();
const sums = Object.fromEntries(plans.map((plan) => [plan, { calls: 0, refused: 0, rss: 0 }]));

function report(plan, finding) {
  const key = `${plan} ${finding.name} ${finding.kind}`;
  if (findings.has(key)) return;
  findings.set(key, finding);
  console.error(`finding: ${plan}: ${finding.name}\n  again: --plan ${plan} --seed ${seed} --call ${finding.call}\n  arguments: ${finding.least.slice(0, 2000)}\n  ${finding.found.slice(0, 2000)}\n`);
}

/** Makes calls of a plan until a time; returns the number of the next one. */
function run(plan, first, last, until) {
  const progress = new Int32Array(new SharedArrayBuffer(8));
  const worker = new Worker(new URL("worker.mjs", import.meta.url), { workerData: { plan, seed, first, last, until, progress } });
  return new Promise((resolve) => {
    let next = first;
    let current = -1;
    let since = 0;
    const watch = setInterval(() => {
      const { user, system } = process.cpuUsage();
      const used = (user + system) / 1000;
      const call = Atomics.load(progress, 0);
      if (call !== current || Atomics.load(progress, 1) === 1) [current, since] = [call, used];
      if (used - since < LONGEST_CALL_MS) return;
      report(plan, { call, name: "a call that does not end", kind: String(call), found: `more than ${LONGEST_CALL_MS / 1000} s`, least: "" });
      next = call + 1;
      void worker.terminate();
    }, 500);
    worker.on("message", ({ finding, rss, done }) => {
      if (finding) report(plan, finding);
      if (rss) sums[plan].rss = Math.max(sums[plan].rss, rss);
      if (done) {
        sums[plan].refused += done.refused;
        next = first + done.calls;
      }
    });
    worker.on("error", (error) => {
      next = Atomics.load(progress, 0) + 1;
      report(plan, { call: next - 1, name: "the worker ended", kind: String(error?.message), found: String(error?.stack ?? error), least: "" });
    });
    worker.on("exit", () => {
      clearInterval(watch);
      sums[plan].calls += next - first;
      resolve(next);
    });
  });
}

if (options.call !== undefined) {
  await run(plans[0], Number(options.call), Number(options.call) + 1, Number.POSITIVE_INFINITY);
} else {
  const end = Date.now() + Number(options.minutes) * 60_000;
  const last = options.calls === undefined ? Number.POSITIVE_INFINITY : Number(options.calls);
  for (const [index, plan] of plans.entries()) {
    const until = options.calls === undefined ? end - ((plans.length - 1 - index) * Number(options.minutes) * 60_000) / plans.length : Number.POSITIVE_INFINITY;
    let next = 0;
    while (next < last && Date.now() < until) next = await run(plan, next, last, until);
  }
}
for (const [plan, { calls, refused, rss }] of Object.entries(sums)) {
  console.log(`${plan}: ${calls} calls, ${refused} refused, at most ${Math.round(rss / 1e6)} MB`);
}
console.log(`seed ${seed}: ${findings.size} findings`);
process.exitCode = findings.size === 0 ? 0 : 1;
