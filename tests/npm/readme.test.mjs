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
  const [start, worker, edge, small, priced, request, large, prices, responses, ...others] = blocks(text, "js");
  assert.deepEqual(others, []);
  const seen = await seenIn("package", start, small, priced.replace("const { catalog }", "const { catalog: pricesAlone }").replace(/^catalog\./gm, "pricesAlone."), request, large, "total; // 2", prices, responses.replace(/^import .*\n|^const fare .*\n/gm, ""));
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
  const lines = blocks(text, "sh").at(-1).trim().split("\n");
  assert.ok(lines.length >= 6);
  for (const line of lines) {
    const words = line.replace(/ +#.*/, "").match(/"[^"]*"|\S+/g).map((word) => word.replaceAll('"', ""));
    assert.deepEqual(words.splice(0, 2), ["npx", "tokenfare"]);
    const printed = execFileSync(process.execPath, [join(packed, "dist/cli.js"), ...words], { cwd: folder, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
    assert.notEqual(printed, "", line);
  }
});
