// Links of the page, through the page's own decoder and the engine, as the page takes them.
import assert from "node:assert/strict";
import { deflateRawSync } from "node:zlib";
import { build } from "esbuild";
import { Generator, MODELS, tame } from "../schema-values.mjs";
import { textOf } from "../random-texts.mjs";
import { TokenfareError } from "tokenfare";

const VIEWS = ["count", "price", "compare", "project", "usage", "catalog"];
const KEYS = ["view", "m", "also", "tier", "on", "special", "q", "r", "per", "search", "sort", "by", "reads", "ctx", "since", "old", "hosts", "special-models", "pick", "s", "b", "cur", "text", "v", "z", "__proto__"];
const VALUES = ["", "0", "1", "-1", "1e308", "1e999", "NaN", "[]", "{}", "null", '"', '{"__proto__":1}', "USD:0", "EUR:1e999", "%", "%00", "\ud800", "batch", "day", "a,b,,c", "2026-02-30", "<img src=x onerror=alert(1)>", "javascript:alert(1)"];
/** The most characters of a message that the page shows. */
const LONGEST_MESSAGE = 1000;

/** The page's decoder of links, compiled for this process. */
async function decoder() {
  const entry = 'export { readLink, writeLink } from "./link.ts"; export { knowViews } from "./address.ts"; export { initialState } from "./page-state.ts";';
  const { outputFiles } = await build({
    stdin: { contents: entry, resolveDir: new URL("../../../www/src/state/", import.meta.url).pathname, loader: "ts" },
    bundle: true,
    format: "esm",
    platform: "neutral",
    write: false,
  });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString("base64")}`);
}

/** The calls, in the form of those of the API. */
export async function pageLinks(fare) {
  const { readLink, writeLink, knowViews, initialState } = await decoder();
  knowViews(VIEWS);
  const scenario = (random) => tame(new Generator(random, MODELS).draw({ $ref: "#/$defs/Scenario" }), random);

  /** Reads a link; what it holds goes to the engine, and into a link again. */
  async function follow(given) {
    let state;
    try {
      state = await readLink(given);
    } catch (error) {
      assert.ok(error instanceof Error && error.message.length < LONGEST_MESSAGE, String(error).slice(0, 200));
      // Failures of the decoder itself would have other names.
      assert.ok(error.name === "Error" || error instanceof DOMException || error instanceof TypeError, error.stack);
      return;
    }
    if (state === null) return;
    for (const { scenario: own } of [...(state.scenario ? [{ scenario: state.scenario }] : []), ...(state.variants ?? [])]) {
      // The page projects in a worker that can be ended; here the bound is a small scenario.
      if (own.months > 60 || own.workloads.length > 10) continue;
      price(() => fare.project({ ...own, uncertainty: { draws: 10 } }));
    }
    if (state.request) price(() => fare.catalog.quote({ model: "gpt-5.4-mini", quantities: state.request }));
    if (typeof state.requestsPerDay === "number") price(() => fare.multiply("0.0123", state.requestsPerDay));
    // A text may be longer as a link than it was: what stood in it plainly is escaped.
    const link = await writeLink({ ...initialState, ...state }, true).catch((error) => assert.match(error.message, /too long for a link/));
    if (link === undefined) return;
    const again = await readLink(link);
    const written = { ...initialState, ...again };
    for (const key of Object.keys(state)) assert.equal(JSON.stringify(written[key]), JSON.stringify({ ...initialState, ...state }[key]), key);
  }

  const pack = (text) => `#v=1&z=${deflateRawSync(text).toString("base64url")}`;
  const fragment = (random) => {
    const parts = [["v", "1"], ["view", random.one(VIEWS)]];
    if (random.chance(0.5)) parts.push(["s", JSON.stringify(scenario(random))]);
    if (random.chance(0.3)) parts.push(["b", JSON.stringify([{ name: textOf(random, 4), scenario: scenario(random) }])]);
    if (random.chance(0.4)) parts.push(["q", JSON.stringify(new Generator(random, MODELS).draw({ $ref: "#/$defs/Quantities" }))]);
    for (let more = random.below(6); more > 0; more--) parts.push([random.one(KEYS), random.chance(0.7) ? random.one(VALUES) : textOf(random, 8)]);
    return new URLSearchParams(parts).toString();
  };
  const damaged = (text, { below, one, chance }) => {
    if (chance(0.4)) return text;
    const at = below(text.length);
    return text.slice(0, at) + one(["", "%", "%7B", "&", "=", "A", "\0", "%22", "9".repeat(30)]) + text.slice(at + below(4));
  };
  return {
    "a plain link": { draw: (random) => [`#${damaged(fragment(random), random)}`], run: follow },
    "a packed link": { draw: (random) => [damaged(pack(damaged(fragment(random), random)), random)], run: follow },
    "a link that is long unfolded": { draw: (random) => [pack(`v=1&text=${random.one(["a", "%", "é"]).repeat(random.below(random.chance(0.05) ? 3_000_000 : 3000))}`)], run: follow },
    "any fragment": { draw: (random) => [`#${textOf(random)}`], run: follow },
  };
}

function price(call) {
  try {
    call();
  } catch (error) {
    if (!(error instanceof TokenfareError) || error.code === "INTERNAL") throw error;
  }
}
