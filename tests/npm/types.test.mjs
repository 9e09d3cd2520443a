// The types say what the engine returns: real results must satisfy them, no field more, none less.
// And users' own settings: strict, with moduleResolution bundler and nodenext.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { init } from "tokenfare";
import claude3 from "tokenfare/encodings/claude_3";
import o200k from "tokenfare/encodings/o200k_base";

const here = dirname(fileURLToPath(import.meta.url));
const folder = join(here, ".types");
const INPUTS = JSON.parse(readFileSync(join(here, "../../schemas/inputs.json"), "utf8")).$defs;
const tsc = fileURLToPath(new URL("bin/tsc", new URL(".", import.meta.resolve("typescript/package.json"))));

const options = { strict: true, noEmit: true, exactOptionalPropertyTypes: true, target: "es2022", lib: ["es2022", "dom"], types: [], skipLibCheck: false };
function compile(file, more) {
  const config = join(folder, `tsconfig.${more.moduleResolution}.${file}.json`);
  writeFileSync(config, JSON.stringify({ compilerOptions: { ...options, ...more }, files: [file] }));
  return spawnSync(process.execPath, [tsc, "--project", config], { encoding: "utf8" }).stdout;
}

before(() => mkdirSync(folder, { recursive: true }));
after(() => rmSync(folder, { recursive: true, force: true }));

/** Results of every type that functions return; together they have every field at least once. */
async function samplesOf(fare) {
  const tokenizer = await fare.loadEncoding(o200k);
  await fare.loadEncoding(claude3);
  const { catalog } = fare;
  const request = { model: "gpt-4o-mini", quantities: { inputTokens: 300_000, cachedInputTokens: 10, outputTokens: 100 }, prompt: "hello" };
  const workload = { name: "chat", model: "gpt-4o", requests: { perDay: 10 }, request: { inputTokens: 50, outputTokens: 100 } };
  const everything = {
    version: 1,
    name: "everything",
    start: "2027-01-01",
    months: 3,
    monthLength: "calendar",
    workloads: [
      {
        name: "chat",
        model: [{ model: "gpt-4o", share: 0.5 }, { model: "gpt-4o-mini", share: 0.5 }],
        tier: "standard",
        batchShare: 0.1,
        requests: { perDay: { low: 1e5, mode: 2e5, high: 3e5 }, activeDays: "weekdays" },
        growth: { kind: "compound", perMonth: 0.1 },
        seasonality: { months: Array(12).fill(1), weekdays: Array(7).fill(1) },
        request: { inputTokens: { p50: 5000, p95: 9000 }, outputTokens: { samples: [100, 200] }, images: [{ width: 10, height: 10, detail: "low", fidelity: "low", count: 1 }] },
        responseCacheHitRate: 0.1,
        retries: { rate: 0.1, max: 1, billedOutputShare: 0.5 },
        peakHourShare: 0.1,
        latencySeconds: 10,
        steps: [{ model: "gpt-4o-mini", tier: "standard", share: 0.5, request: { inputTokens: 10 } }],
      },
      { name: "talk", model: "gpt-4o", requests: { users: 10, perUserPerDay: 2 }, conversation: { turns: 3, systemTokens: 100, userTokens: 20, answerTokens: 50, maxContext: 1000, caching: "automatic", gapSeconds: 10 } },
      { name: "docs", model: "gpt-4o", requests: { perMonth: 1000 }, request: { inputTokens: 5000, outputTokens: 10 }, cache: { prefixTokens: 4000, hitRate: 0.5 } },
    ],
    fixed: [{ name: "fee", amount: 5, every: "month" }, { name: "tuning", model: "gpt-4o-mini", quantities: { trainingTokens: 1000 }, every: "once" }],
    budget: { monthly: 10, thresholds: [0.5], hard: true },
    credits: { grants: [{ amount: 5, from: "2027-01-01", expires: "2027-01-20" }, { amount: 0.01, expires: "2027-01-02" }], autoRecharge: { below: 1, amount: 10, monthlyMax: 100 } },
    limits: { tier: "tier 1", requestsPerDay: 1e9 },
    priceChangePerYear: -0.1,
    markup: 0.19,
    uncertainty: { draws: 100, seed: 7 },
  };
  const png = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 10, 0, 0, 0, 20, 8, 2, 0, 0, 0, 0, 0, 0, 0]);
  return [
    ["EncodingMatch", fare.encodingForModel("gpt-4o")],
    ["EncodingMatch", fare.encodingForModel("claude-opus-4-5")],
    ...catalog.models().map((model) => ["Model", model]),
    ...catalog.models().map((model) => ["readonly PriceSheet[]", catalog.history(model.id)]),
    ["Quote", catalog.quote(request)],
    ["Quote", catalog.quote({ ...request, model: "claude-opus-4-5", tier: "batch" })],
    ["Quote", catalog.quote({ model: "gpt-5.4", quantities: { inputTokens: 300_000 } })],
    ["Comparison", catalog.compare({ quantities: request.quantities }, ["gpt-4o", "o3", "nothing-like-it", "whisper-1"])],
    ["ImageTokens", fare.imageInputTokens("gpt-4o", { width: 1024, height: 768 })],
    ...catalog.models({ input: ["image"] }).flatMap(({ id }) => {
      try {
        return [["ImageTokens", fare.imageInputTokens(id, { width: 3000, height: 2000 })]];
      } catch (error) {
        assert.ok(["NO_PRICE", "INVALID_ARGUMENT"].includes(error.code), error.message);
        return [];
      }
    }),
    ...catalog.models({ input: ["audio"] }).flatMap(({ id }) => {
      try {
        return [["TokenEstimate", fare.mediaTokens(id, { kind: "audio", direction: "input", seconds: 10 })]];
      } catch (error) {
        assert.equal(error.code, "NO_PRICE", error.message);
        return [];
      }
    }),
    ["ImageSize", fare.imageSize(png)],
    ["ResponsePrice", fare.priceResponse({ object: "chat.completion", model: "gpt-4o-mini", usage: { prompt_tokens: 10, completion_tokens: 1, cost: 1, unheard_of: 7 } })],
    ["ResponseUsage", fare.usageFromResponse({ object: "response", created_at: 1785542400, model: "gpt-4o-2024-11-20", tools: [{ type: "web_search_preview" }], output: [{ type: "web_search_call", action: { type: "search" } }], usage: { input_tokens: 1000, output_tokens: 100, unheard_of: 7 } })],
    ["ResponseUsage", fare.usageFromResponse({ type: "message", model: "claude-opus-4-8", usage: { input_tokens: 10, cache_read_input_tokens: 90, output_tokens: 5, service_tier: "batch", inference_geo: "us" } })],
    ["ChatCount", tokenizer.countChat({ model: "gpt-4o", messages: [{ role: "user", content: "hello" }] })],
    ["RequestCount", fare.countRequest({ model: "gpt-4o", messages: [{ role: "user", content: "hello" }], tools: [{ type: "function", function: { name: "f", parameters: { type: "object", properties: {} } } }] })],
    ["readonly Coverage[]", catalog.coverage({ on: "2026-12-01" })],
    ["readonly Chunk[]", tokenizer.chunk("one two three four five", 2, { overlap: 1 })],
    ["Truncation", tokenizer.truncate("one two three", 2)],
    ["Projection", fare.project({ version: 1, months: 3, workloads: [workload], budget: { monthly: 1 }, credits: { grants: [{ amount: 5 }] } })],
    ["Projection", fare.project(everything)],
    ["Projection", fare.project({ ...everything, budget: { monthly: 10 } })],
    ["ScenarioComparison", fare.compareScenarios(everything, { cheaper: { markup: 0 } })],
    ...usageSamplesOf(fare),
  ];
}

/** A log of six weeks with a day that stands out, a bill of it, sums whose prices are a range, and rows that cannot be read. */
function usageSamplesOf(fare) {
  const days = Array.from({ length: 42 }, (_, day) => new Date(Date.UTC(2026, 8, 1 + day)).toISOString().slice(0, 10));
  const reply = (id, day, model) =>
    JSON.stringify({
      type: "assistant", sessionId: "s", timestamp: `${day}T10:00:00Z`, costUSD: 0.1,
      message: { id, type: "message", model, stop_reason: "end_turn", usage: { input_tokens: 50_000, cache_read_input_tokens: 1_000, output_tokens: 2_000 } },
    });
  const lines = days.flatMap((day, at) => Array.from({ length: at === 30 ? 60 : 3 }, (_, i) => reply(`${day} ${i}`, day, "claude-opus-4-8")));
  const sums = { object: "organization.usage.completions.result", input_tokens: 1_000_000, output_tokens: 10_000, num_model_requests: 50, model: "gpt-5.6-sol" };
  const page = { object: "page", data: [{ object: "bucket", start_time: 1788220800, end_time: 1788307200, results: [sums] }], has_more: true };
  const reader = fare.usageReader();
  const push = (text, name) => reader.push(new TextEncoder().encode(text), name);
  push([...lines, lines[0], reply("x", days[0], "no-such-model"), "no JSON"].join("\n"), "session.jsonl");
  push(JSON.stringify(page), "page.json");
  const log = reader.finish();
  const cost = (day) => `${day},claude-opus-4-8,Default,key,message,≤ 200k,input_no_cache,0.5,0.5,token,not_available,,k,active`;
  const bill = fare.readUsage(`usage_date_utc,model,workspace,api_key,usage_type,context_window,token_type,cost_usd,list_price_usd,cost_type,inference_geo,speed,api_key_id,api_key_status\n${days.map(cost).join("\n")}\n`);
  const budget = { monthly: 40, alerts: [0.5, 1], credits: 100 };
  return [
    ["UsageLogSummary", log],
    ["UsageReport", log.analyse({ by: ["model", "day"], billed: bill, budget })],
    ["UsageReport", log.analyse({ by: ["hour", "weekday", "source"], billed: 25, budget })],
  ];
}

test("what the engine returns satisfies the types", async () => {
  const samples = await samplesOf(await init());
  const lines = samples.map(([type, value], index) => `export const sample${index} = ${JSON.stringify(value)} satisfies ${type};`);
  const names = [...new Set(samples.map(([type]) => type.replace(/^readonly |\[\]$/g, "")))];
  writeFileSync(join(folder, "samples.ts"), `import type { ${names.join(", ")} } from "tokenfare";\n${lines.join("\n")}\n`);
  assert.equal(compile("samples.ts", { module: "nodenext", moduleResolution: "nodenext" }), "");
});

test("every field of every result occurs in a real result", async () => {
  const { $defs } = JSON.parse(readFileSync(join(here, "../../schemas/results.json"), "utf8"));
  const missing = new Set(
    Object.entries($defs)
      // What a projection repeats of its scenario is an input; inputs.test.mjs draws all of them.
      .filter(([name]) => !(name in INPUTS))
      .flatMap(([name, { properties = {} }]) => Object.keys(properties).map((field) => `${name}.${field}`)),
  );
  function walk(value, schema) {
    if (schema.$ref !== undefined) {
      const name = schema.$ref.replace("#/$defs/", "");
      for (const field of Object.keys(value ?? {})) missing.delete(`${name}.${field}`);
      return walk(value, $defs[name]);
    }
    for (const choice of schema.anyOf ?? []) if (value !== null) walk(value, choice);
    if (Array.isArray(value)) {
      for (const element of value) walk(element, schema.items ?? {});
    } else if (typeof value === "object" && value !== null) {
      for (const [field, inner] of Object.entries(value)) {
        const property = schema.properties?.[field] ?? schema.additionalProperties;
        if (typeof property === "object") walk(inner, property);
      }
    }
  }
  for (const [type, value] of await samplesOf(await init())) {
    const name = type.replace(/^readonly |\[\]$/g, "");
    // Chunks and truncations are made by the package, not by the engine.
    if (!(name in $defs)) continue;
    for (const one of type.endsWith("[]") ? value : [value]) walk(one, { $ref: `#/$defs/${name}` });
  }
  assert.deepEqual([...missing], []);
});

const usage = `
import { init, TokenfareError, type ErrorCode, type Quote, type Tokenfare, type Tokenizer } from "tokenfare";
import o200k from "tokenfare/encodings/o200k_base";
export async function run(): Promise<string> {
  const fare: Tokenfare = await init();
  const tokenizer: Tokenizer = await fare.loadEncoding(o200k);
  const tokens: Uint32Array = tokenizer.encode("text", { allowedSpecial: "all" });
  const quote: Quote = fare.catalog.quote({ model: "gpt-4o", quantities: { inputTokens: tokens.length } });
  try {
    fare.catalog.model("x");
  } catch (error) {
    if (error instanceof TokenfareError) {
      const code: ErrorCode = error.code;
      return code;
    }
  }
  // @ts-expect-error a misspelt option
  tokenizer.encode("text", { allowSpecial: "all" });
  // @ts-expect-error a misspelt quantity
  fare.catalog.quote({ model: "gpt-4o", quantities: { inputToken: 1 } });
  return quote.total.exact;
}
`;
for (const [moduleResolution, module] of [["bundler", "esnext"], ["nodenext", "nodenext"]]) {
  test(`a user's project, moduleResolution ${moduleResolution}`, () => {
    writeFileSync(join(folder, "usage.ts"), usage);
    writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
    assert.equal(compile("usage.ts", { module, moduleResolution }), "");
  });
}
