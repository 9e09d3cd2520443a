// Makes the calls of one plan. The parent watches it, because a call that hangs cannot watch itself.
import assert from "node:assert/strict";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { parentPort, workerData } from "node:worker_threads";
import { randomOf } from "../random-texts.mjs";
import { apiCalls } from "./api-calls.mjs";
import { damagedVocabularies } from "./damaged-vocabularies.mjs";
import { pageLinks } from "./page-links.mjs";
import { made, mutated, smaller } from "./values.mjs";

/** A process that holds more after a collection leaks. */
const MOST_BYTES = 900_000_000;
/** Errors do not repeat what they were given at length. */
const LONGEST_MESSAGE = 2000;
const ENCODINGS = ["o200k_base", "cl100k_base", "r50k_base", "claude_3", "claude_4_7", "gemma_3", "llama_2", "llama_3", "deepseek_v3", "mistral_tekken"];

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc");

const { plan, seed, first, last, until, progress } = workerData;
const { init, TokenfareError } = await import(plan === "tokenizer" ? "tokenfare/tokenizer" : "tokenfare");
const fare = await init();
const tokenizers = [];
for (const name of ENCODINGS) tokenizers.push(await fare.loadEncoding((await import(`tokenfare/encodings/${name}`)).default));
const calls = await { api: apiCalls, tokenizer: apiCalls, links: pageLinks, vocabularies: damagedVocabularies }[plan](fare, tokenizers);

/** The call with a number: every number has a seed of its own, so that one call can be made again. */
function drawn(index) {
  const random = randomOf((Math.imul(seed, 0x9e3779b1) ^ Math.imul(index + 1, 0x85ebca6b)) | 0);
  const name = random.one(Object.keys(calls));
  const recipe = calls[name].draw(random);
  return [name, (plan === "api" || plan === "tokenizer") && random.chance(0.45) ? mutated(recipe, random) : recipe];
}

/** What is wrong with a call, or nothing. A refusal with a documented code is a result. */
async function fault(name, recipe) {
  let thrown;
  try {
    await calls[name].run(...made(recipe));
    return undefined;
  } catch (error) {
    thrown = error;
  }
  if (!(thrown instanceof TokenfareError)) return `${thrown?.stack ?? String(thrown)}`;
  if (thrown.code === "INTERNAL") return `INTERNAL: ${thrown.message}`;
  if (thrown.message.length > LONGEST_MESSAGE || (thrown.path?.length ?? 0) > LONGEST_MESSAGE) return `a message of ${thrown.message.length} characters, a path of ${thrown.path?.length}`;
  refused++;
  return works();
}

/** The instance works after an error. */
function works() {
  try {
    assert.equal(tokenizers[0].count("hello world"), 2);
    if (fare.catalog) assert.equal(fare.catalog.quote({ model: "gpt-4o-mini", quantities: { inputTokens: 50, outputTokens: 100 } }).total.exact, "0.0000675");
    return undefined;
  } catch (error) {
    return `the next call fails: ${error.stack}`;
  }
}

/** The same fault: its first line without the figures in it. */
const kindOf = (text) => text.split("\n", 1)[0].replace(/\d+|"[^"]*"|'[^']*'/g, "…").slice(0, 120);

/** The smallest call with the same fault that cutting finds within some seconds. */
async function smallest(name, recipe, found) {
  const end = Date.now() + 20_000;
  let best = recipe;
  for (let again = true; again && Date.now() < end; ) {
    again = false;
    for (const less of smaller(best)) {
      if (Date.now() > end) break;
      const other = await fault(name, less);
      if (other === undefined || kindOf(other) !== kindOf(found)) continue;
      best = less;
      again = true;
      break;
    }
  }
  return best;
}

let refused = 0;
let index = first;
for (; index < last && Date.now() < until; index++) {
  Atomics.store(progress, 0, index);
  const [name, recipe] = drawn(index);
  const found = await fault(name, recipe);
  if (found !== undefined) {
    const before = refused;
    // The search makes many calls, each of which may take its time.
    Atomics.store(progress, 1, 1);
    const least = await smallest(name, recipe, found);
    Atomics.store(progress, 1, 0);
    refused = before;
    parentPort.postMessage({ finding: { call: index, name, kind: kindOf(found), found, least: JSON.stringify(least) } });
  }
  if (index % 2000 === 1999) {
    // What is collected is released in a task of its own.
    await new Promise((done) => setTimeout(done, 10));
    collect();
    const { rss } = process.memoryUsage();
    parentPort.postMessage({ rss });
    if (rss > MOST_BYTES) parentPort.postMessage({ finding: { call: index, name: "memory", kind: "memory", found: `${rss} bytes are held`, least: "" } });
  }
}
parentPort.postMessage({ done: { calls: index - first, refused } });
