// The command line: results, JSON, exit codes.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";

const cli = join(dirname(fileURLToPath(import.meta.resolve("tokenfare"))), "cli.js");
const folder = mkdtempSync(join(tmpdir(), "tokenfare-cli-"));
after(() => rmSync(folder, { recursive: true }));

function tokenfare(words, input = "") {
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...words], { input, encoding: "utf8", cwd: folder });
  return { status, stdout, stderr };
}

test("count reads standard input and files", () => {
  assert.deepEqual(tokenfare(["count"], "hello world"), { status: 0, stdout: "2\n", stderr: "" });
  writeFileSync(join(folder, "a.txt"), "hello world");
  writeFileSync(join(folder, "b.txt"), "hello world");
  assert.equal(tokenfare(["count", "a.txt", "b.txt"]).stdout, "2\ta.txt\n2\tb.txt\n4\n");
  const json = JSON.parse(tokenfare(["count", "--encoding", "cl100k_base", "--json", "a.txt"]).stdout);
  assert.deepEqual(json, { encoding: "cl100k_base", exact: true, files: [{ name: "a.txt", tokens: 2 }], total: 2 });
});

test("count --max fails past the limit", () => {
  assert.equal(tokenfare(["count", "--max", "2"], "hello world").status, 0);
  const over = tokenfare(["count", "--max", "1"], "hello world");
  assert.equal(over.status, 1);
  assert.match(over.stderr, /2 tokens are more than the 1 allowed/);
});

test("price", () => {
  const words = ["price", "--model", "gpt-4o-mini-2024-07-18"];
  // 50 × 0.15/1M + 100 × 0.60/1M
  assert.match(tokenfare([...words, "--input", "50", "--output", "100"]).stdout, /\n\$0\.0000675\n$/);
  // 2 × 0.15/1M
  assert.equal(JSON.parse(tokenfare([...words, "--json"], "hello world").stdout).total.exact, "0.0000003");
});

test("compare puts the cheapest first and names what it leaves out", () => {
  const { stdout, stderr } = tokenfare(["compare", "gpt-4o-2024-05-13", "gpt-4o-mini-2024-07-18", "nothing-like-it", "--input", "50", "--output", "100"]);
  assert.match(stdout, /^\$0\.0000675\tgpt-4o-mini\S*\n\$0\.00175\tgpt-4o-2024-05-13\n$/);
  assert.match(stderr, /nothing-like-it/);
});

test("project", () => {
  const workload = { name: "chat", model: "gpt-4o-2024-05-13", requests: { perDay: 10_000 }, request: { inputTokens: 50, outputTokens: 100 } };
  const scenario = JSON.stringify({ version: 1, months: 1, monthLength: 30, workloads: [workload] });
  // 10,000 × 0.00175 × 30
  assert.match(tokenfare(["project", "-"], scenario).stdout, /\n\$525\n$/);
});

test("models", () => {
  assert.match(tokenfare(["models", "gpt-4o-mini"]).stdout, /^gpt-4o-mini\topenai\t0\.15\t0\.6\n/m);
});

test("wrong use and wrong input exit with 2 and say what to do", () => {
  for (const [words, message, input] of [
    [["cuont"], /no command "cuont"/],
    [["count", "--maxi", "1"], /--maxi/],
    [["count", "none.txt"], /cannot read none\.txt/],
    [["count", "--encoding", "o300k_base"], /o200k_base/],
    [["price"], /--model/],
    [["price", "--model", "gpt-4o-mni", "--input", "1"], /gpt-4o-mini/],
    [["price", "--model", "gpt-4o", "--input", "-1"], /--input/],
    [["project", "-"], /no JSON/, "{"],
    [["project", "-"], /version/, "{}"],
  ]) {
    const { status, stderr } = tokenfare(words, input);
    assert.equal(status, 2, words.join(" "));
    assert.match(stderr, message);
    assert.doesNotMatch(stderr, /\n\s+at /);
  }
});
