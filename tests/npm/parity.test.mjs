// The same usage priced by this package and by @pydantic/genai-prices 0.1.8 (published 2026-09-23):
// every model that both have, on several usages, and on the days on which its price changed. Each
// difference is listed in parity-differences.mjs with its reason and source.

import assert from "node:assert/strict";
import { test } from "node:test";
import { calcPrice, findProvider } from "@pydantic/genai-prices";
import { init } from "tokenfare";
import { differences } from "./parity-differences.mjs";

const { catalog } = await init();

/** Their provider ids and ours. */
const PROVIDERS = {
  anthropic: "anthropic",
  aws: "amazon-bedrock",
  cerebras: "cerebras",
  cohere: "cohere",
  deepseek: "deepseek",
  fireworks: "fireworks",
  google: "google",
  groq: "groq",
  minimax: "minimax",
  mistral: "mistral",
  moonshotai: "moonshotai",
  openai: "openai",
  perplexity: "perplexity",
  together: "together",
  voyageai: "voyageai",
  "x-ai": "xai",
  zai: "zai",
};

/** Usages: the prices of theirs that each needs, and the usage in the words of both packages. */
const USAGES = [
  usage("plain", ["input_mtok"], { inputTokens: 1000 }, { input_tokens: 1000 }),
  usage(
    "answered",
    ["input_mtok", "output_mtok"],
    { inputTokens: 12_345, outputTokens: 678 },
    { input_tokens: 12_345, output_tokens: 678 },
  ),
  usage(
    "cached",
    ["input_mtok", "cache_read_mtok"],
    { inputTokens: 10_000, cachedInputTokens: 6_000 },
    { input_tokens: 10_000, cache_read_tokens: 6_000 },
  ),
  usage(
    "written",
    ["input_mtok", "cache_write_mtok"],
    { inputTokens: 10_000, cacheWriteTokens: 4_000 },
    { input_tokens: 10_000, cache_write_tokens: 4_000 },
  ),
  usage(
    "written for an hour",
    ["input_mtok", "cache_write_1h_mtok"],
    { inputTokens: 10_000, longCacheWriteTokens: 4_000 },
    { input_tokens: 10_000, cache_write_1h_tokens: 4_000, cache_write_tokens: 4_000 },
  ),
  usage(
    "long",
    ["input_mtok", "output_mtok"],
    { inputTokens: 300_000, outputTokens: 1_000 },
    { input_tokens: 300_000, output_tokens: 1_000 },
  ),
  usage("exactly 272,000", ["input_mtok"], { inputTokens: 272_000 }, { input_tokens: 272_000 }),
  usage("exactly 200,000", ["input_mtok"], { inputTokens: 200_000 }, { input_tokens: 200_000 }),
  usage(
    "heard",
    ["input_mtok", "input_audio_mtok"],
    { inputTokens: 3_000, audioInputTokens: 2_000 },
    { input_tokens: 3_000, input_audio_tokens: 2_000 },
  ),
  usage(
    "heard from the cache",
    ["input_mtok", "input_audio_mtok", "cache_audio_read_mtok"],
    { inputTokens: 3_000, audioInputTokens: 2_000, cachedInputTokens: 1_500, cachedAudioInputTokens: 1_500 },
    { input_tokens: 3_000, input_audio_tokens: 2_000, cache_read_tokens: 1_500, cache_audio_read_tokens: 1_500 },
  ),
  usage(
    "spoken",
    ["input_mtok", "output_mtok", "output_audio_mtok"],
    { inputTokens: 100, outputTokens: 900, audioOutputTokens: 700 },
    { input_tokens: 100, output_tokens: 900, output_audio_tokens: 700 },
  ),
  usage(
    "seen",
    ["input_mtok", "input_image_mtok"],
    { inputTokens: 3_000, imageInputTokens: 2_000 },
    { input_tokens: 3_000, input_image_tokens: 2_000 },
  ),
  usage(
    "drawn",
    ["input_mtok", "output_image_mtok"],
    { inputTokens: 100, outputTokens: 1_056, imageOutputTokens: 1_056 },
    { input_tokens: 100, output_tokens: 1_056, output_image_tokens: 1_056 },
  ),
  usage("searched", ["web_searches_kcount"], { webSearchCalls: 3 }, { web_searches: 3 }),
  usage("searched in files", ["storage_searches_kcount"], { fileSearchCalls: 3 }, { storage_searches: 3 }),
  usage("asked", ["requests_kcount", "input_mtok"], { requests: 1, inputTokens: 1000 }, { input_tokens: 1000 }),
  usage("transcribed", ["input_audio_hours"], { audioInputSeconds: 90 }, { audio_seconds: 90, input_audio_seconds: 90 }),
];

function usage(name, needs, ours, theirs) {
  return { name, needs, ours, theirs };
}

/** The day on which 0.1.8 was published; at noon, which is off-peak and daytime for all vendors. */
const PUBLISHED = "2026-09-23";

/** That day, and the day of each change of price with the day before. */
function days(model) {
  const versions = Array.isArray(model.prices) ? model.prices : [];
  const starts = versions.map((version) => version.constraint?.start_date).filter(Boolean);
  return [...new Set([PUBLISHED, ...starts.flatMap((day) => [dayBefore(day), day])])];
}

function dayBefore(day) {
  return new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
}

/** Our name of their model, if we have it of the same provider. */
function ourName(provider, model) {
  const alternatives = model.match.or ?? [model.match];
  const names = [model.id, ...alternatives.map((match) => match.equals).filter(Boolean)];
  return names.find((name) => catalog.find(name)?.provider === provider);
}

/** Our total, or why there is none. */
function ours(model, quantities, on) {
  try {
    return catalog.quote({ model, quantities, on }).total.exact;
  } catch (error) {
    assert.equal(error.name, "TokenfareError", String(error));
    return error.code;
  }
}

function equal(mine, theirs) {
  const total = Number(mine);
  return Math.abs(total - theirs) <= 1e-9 * Math.max(Math.abs(total), Math.abs(theirs));
}

/** Every comparison that can be made, with both totals. */
function* comparisons() {
  for (const [providerId, provider] of Object.entries(PROVIDERS)) {
    for (const model of findProvider({ providerId }).models) {
      const name = ourName(provider, model);
      if (name === undefined) continue;
      for (const on of days(model)) {
        const timestamp = new Date(`${on}T12:00:00Z`);
        for (const usage of USAGES) {
          const result = calcPrice(usage.theirs, model.id, { providerId, timestamp });
          // They price an unknown component as 0, so only known ones can be compared.
          if (result === null || result.model.id !== model.id) continue;
          if (!usage.needs.every((key) => key in result.model_price)) continue;
          yield {
            model: `${provider}/${model.id}`,
            usage: usage.name,
            on,
            ours: ours(name, usage.ours, on),
            theirs: result.total_price,
          };
        }
      }
    }
  }
}

const all = [...comparisons()];

function isListed(difference, { model, usage, on }) {
  const includes = (list, value) => list === undefined || list.includes(value);
  return (
    difference.models.includes(model) &&
    includes(difference.usages, usage) &&
    (difference.from === undefined || difference.from <= on) &&
    (difference.to === undefined || on < difference.to)
  );
}

test("every total is equal, or the difference is listed", () => {
  const unlisted = all
    .filter(({ ours, theirs }) => !equal(ours, theirs))
    .filter((comparison) => !differences.some((difference) => isListed(difference, comparison)));
  assert.deepEqual(unlisted, []);
});

test("enough models and usages are compared", () => {
  const models = new Set(all.map(({ model }) => model));
  assert.ok(models.size >= 330, `only ${models.size} models`);
  assert.ok(all.length >= 1500, `only ${all.length} comparisons`);
});

test("each listed difference has a reason and a source, and still exists", () => {
  for (const difference of differences) {
    assert.match(difference.reason, /\w+ \w+ \w+/);
    assert.match(difference.source, /^https:\/\//);
    for (const model of difference.models) {
      const stands = all.some(
        (comparison) =>
          comparison.model === model &&
          isListed(difference, comparison) &&
          !equal(comparison.ours, comparison.theirs),
      );
      assert.ok(stands, `${model}: ${difference.reason}`);
    }
  }
});
