// The code in the READMEs runs, and each value in a comment is the result.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";

const packed = dirname(dirname(fileURLToPath(import.meta.resolve("tokenfare"))));
const folder = mkdtempSync(join(tmpdir(), "tokenfare-readme-"));

before(() => {
  mkdirSync(join(folder, "node_modules"));
  symlinkSync(packed, join(folder, "node_modules/tokenfare"), "junction");
  copyFileSync(join(packed, "dist/catalog.json"), join(folder, "catalog.json"));
  writeFileSync(join(folder, "large.txt"), "hello world");
});
after(() => rmSync(folder, { recursive: true }));

const blocks = (text, language) => [...text.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, "gm"))].map(([, code]) => code);

/** Runs blocks of code in sequence and returns pairs of actual and stated values. */
async function seenIn(name, ...pieces) {
  const imports = new Set();
  const body = pieces
    .join("\n")
    .replace(/^import .*\n/gm, (line) => (imports.add(line), ""))
    // `expression; // value` becomes a comparison of the two.
    .replace(/^(\S.*); \/\/ ("[^"]*"|[\d.]+)( .*)?$/gm, "seen.push([$1, $2]);");
  const file = join(folder, `${name}.mjs`);
  writeFileSync(file, `${[...imports].join("")}export const seen = [];\n${body}`);
  process.chdir(folder);
  return (await import(pathToFileURL(file))).seen;
}

test("the repository's README", async () => {
  const text = readFileSync(new URL("../../README.md", import.meta.url), "utf8");
  const seen = await seenIn("repository", blocks(text, "js")[0]);
  assert.equal(seen.length, 4);
  for (const [actual, stated] of seen) assert.equal(actual, stated);
});

const text = readFileSync(join(packed, "README.md"), "utf8");

test("the package's README", async () => {
  const [start, worker, edge, small, priced, request, large, prices, responses, usage, ...others] = blocks(text, "js");
  assert.deepEqual(others, []);
  const seen = await seenIn("package", start, small, priced.replace("const { catalog }", "const { catalog: pricesAlone }").replace(/^catalog\./gm, "pricesAlone."), request, large, "total; // 2", prices, ...[responses, usage].map((block) => block.replace(/^import .*\n|^const fare .*\n/gm, "").replace("const report", "const usageReport").replace(/^report\./gm, "usageReport.")));
  assert.ok(seen.length >= 9, String(seen.length));
  for (const [actual, stated] of seen) assert.equal(actual, stated);

  const handler = join(folder, "edge.mjs");
  writeFileSync(handler, edge);
  const { default: server } = await import(pathToFileURL(handler));
  assert.deepEqual(await (await server.fetch(new Request("http://host", { method: "POST", body: "Hello, world!" }))).json(), { tokens: 4 });

  // Supplies the two functions of a worker that Node's main thread lacks.
  writeFileSync(join(folder, "worker.mjs"), worker);
  const driver = `let listen;
    globalThis.addEventListener = (name, listener) => (listen = listener);
    globalThis.postMessage = (value) => console.log(JSON.stringify(value));
    await import("./worker.mjs");
    await listen({ data: { id: 7, text: "Hello, world!" } });`;
  const answer = execFileSync(process.execPath, ["--input-type=module", "--eval", driver], { cwd: folder, encoding: "utf8" });
  assert.deepEqual(JSON.parse(answer), { id: 7, tokens: 4 });
});

test("its lines for CommonJS", () => {
  const [code] = blocks(text, "cjs");
  const more = 'init().then(async (fare) => console.log((await fare.loadEncoding(o200k)).count("Hello, world!")));';
  assert.equal(execFileSync(process.execPath, ["--no-warnings", "--input-type=commonjs", "--eval", code + more], { cwd: folder, encoding: "utf8" }), "4\n");
});

test("its lines for the command line", () => {
  const scenario = { version: 1, months: 1, workloads: [{ name: "chat", model: "gpt-4o-mini", requests: { perDay: 1 }, request: { inputTokens: 50 } }] };
  mkdirSync(join(folder, "docs"));
  writeFileSync(join(folder, "docs/a.md"), "hello world");
  writeFileSync(join(folder, "prompt.txt"), "hello world");
  writeFileSync(join(folder, "scenario.json"), JSON.stringify(scenario));
  writeFileSync(join(folder, "body.json"), JSON.stringify({ model: "gpt-4o", messages: [{ role: "user", content: "Hello" }] }));
  writeFileSync(join(folder, "response.json"), JSON.stringify({ object: "chat.completion", model: "gpt-4o-mini", usage: { prompt_tokens: 50, completion_tokens: 100 } }));
  // The log of a coding agent, where `usage` looks for it, and a dashboard's export.
  const logs = join(folder, ".claude/projects/p");
  mkdirSync(logs, { recursive: true });
  const reply = { type: "assistant", timestamp: "2026-11-01T10:00:00Z", message: { id: "msg_1", model: "claude-opus-4-8", usage: { input_tokens: 10, output_tokens: 5 } } };
  writeFileSync(join(logs, "session.jsonl"), JSON.stringify(reply));
  const columns = "start_time,end_time,start_time_iso,end_time_iso,project_id,num_model_requests,user_id,api_key_id,model,batch,service_tier,input_tokens,output_tokens,input_cached_tokens";
  const row = "1759622400,1759708800,2025-10-05T00:00:00+00:00,2025-10-06T00:00:00+00:00,proj_1,10.0,user-1,key_1,gpt-4o-2024-08-06,FALSE,default,59200.0,10646.0,5760.0";
  writeFileSync(join(folder, "export.csv"), `${columns}\n${row}\n`);
  const env = { ...process.env, HOME: folder, USERPROFILE: folder, CLAUDE_CONFIG_DIR: "", CODEX_HOME: "" };
  const lines = blocks(text, "sh").at(-1).trim().split("\n");
  assert.ok(lines.length >= 6);
  for (const line of lines) {
    const words = line.replace(/ +#.*/, "").match(/"[^"]*"|\S+/g).map((word) => word.replaceAll('"', ""));
    assert.deepEqual(words.splice(0, 2), ["npx", "tokenfare"]);
    const printed = execFileSync(process.execPath, [join(packed, "dist/cli.js"), ...words], { cwd: folder, env, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
    assert.notEqual(printed, "", line);
  }
});
