// The command line: results, JSON, exit codes.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
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

test("count --request reads bodies as JSON and as JSON Lines", () => {
  const chat = { model: "gpt-4o", messages: [{ role: "user", content: "Hello" }] };
  // 3 for the message, 1 for "user", 1 for the text, and 3 that prime the reply.
  assert.deepEqual(tokenfare(["count", "--request"], JSON.stringify(chat)), { status: 0, stdout: "5\tmessage 0\n3\tframing\n8\n", stderr: "" });
  const lines = `${JSON.stringify(chat)}\n${JSON.stringify({ input: "Hello" })}\n`;
  const json = JSON.parse(tokenfare(["count", "--request", "--json", "--model", "gpt-4o"], lines).stdout);
  assert.deepEqual([json.total, json.requests.map((counted) => counted.endpoint)], [16, ["openai.chat", "openai.responses"]]);
  assert.equal(tokenfare(["count", "--request", "--max", "7"], JSON.stringify(chat)).status, 1);
  assert.match(tokenfare(["count", "--request"], '{"input": "Hello"}').stderr, /names no model: add --model/);
  assert.match(tokenfare(["count", "--request"], "{").stderr, /is no JSON/);
  const google = JSON.stringify({ contents: [{ parts: [{ text: "Hello" }] }] });
  const at = (endpoint) =>
    tokenfare(["count", "--request", "--model", "gemini-2.5-flash", "--endpoint", endpoint], google);
  // Vertex AI bills the text alone, the Gemini API one more.
  assert.equal(at("google.vertex").stdout.split("\n").at(-2), "1");
  assert.equal(at("google.generate").stdout.split("\n").at(-2), "2");
  assert.match(at("google.moon").stderr, /endpoint/);
  assert.match(tokenfare(["count", "--endpoint", "openai.chat"], "Hello").stderr, /is for --request/);
});

test("count --max fails past the limit", () => {
  assert.equal(tokenfare(["count", "--max", "2"], "hello world").status, 0);
  const over = tokenfare(["count", "--max", "1"], "hello world");
  assert.equal(over.status, 1);
  assert.match(over.stderr, /2 tokens are more than the 1 allowed/);
});

test("count expands globs that no shell has expanded", () => {
  mkdirSync(join(folder, "docs/deep"), { recursive: true });
  for (const name of ["docs/one.md", "docs/deep/two.md", "docs/three.txt", "docs/[odd].md"]) writeFileSync(join(folder, name), "hello world");
  assert.equal(tokenfare(["count", "docs/**/*.txt"]).stdout, "2\n");
  assert.equal(tokenfare(["count", "docs/**/*.md"]).stdout, "2\tdocs/[odd].md\n2\tdocs/deep/two.md\n2\tdocs/one.md\n6\n");
  assert.equal(tokenfare(["count", "docs/{one,none}.md", "docs/o*.md"]).stdout, "2\n", "a file found twice counts once");
  assert.equal(tokenfare(["count", "docs/one.md", "docs/one.md"]).stdout, "2\tdocs/one.md\n2\tdocs/one.md\n4\n", "named twice counts twice");
  assert.equal(tokenfare(["count", "docs/[odd].md"]).stdout, "2\n", "a file of this name is no glob");
});

test("count of a long file is that of its parts, whatever slice they fall into", () => {
  // Lines add up, because no token joins a line break and the letter after it.
  const line = "Hello, world! 漢字\r\n";
  const one = Number(tokenfare(["count"], line).stdout);
  const lines = 150_000;
  writeFileSync(join(folder, "long.txt"), line.repeat(lines));
  assert.equal(tokenfare(["count", "long.txt"]).stdout, `${one * lines}\n`);
  assert.equal(tokenfare(["count"], line.repeat(lines)).stdout, `${one * lines}\n`);
});

test("a byte-order mark and bytes that are no UTF-8 count as characters", () => {
  writeFileSync(join(folder, "bytes.txt"), Buffer.concat([Buffer.from("\ufeffhello world"), Buffer.from([0xff])]));
  assert.equal(tokenfare(["count", "bytes.txt"]).stdout, tokenfare(["count"], "\ufeffhello world\ufffd").stdout);
});

test("count for a model whose vocabulary is not published equals a quote's, and says that it is an estimate", () => {
  const text = "hello world".repeat(50);
  const { stdout, stderr } = tokenfare(["count", "--model", "claude-opus-4-5"], text);
  const quote = JSON.parse(tokenfare(["price", "--model", "claude-opus-4-5", "--json"], text).stdout);
  assert.equal(stdout.trim(), quote.lines.find(({ component }) => component === "input").quantity);
  assert.match(stderr, /estimate, ±1 %: claude_3, a reconstruction, for claude-opus-4-5's vocabulary is not published/);
  assert.match(tokenfare(["count", "--model", "grok-4"], text).stderr, /estimate, ±45 %: o200k_base, tokens × 1,/);
});

test("a bar on standard error where it is a terminal and the input is long", { skip: !existsSync("/usr/bin/script") && "needs util-linux's script" }, () => {
  writeFileSync(join(folder, "long.txt"), "Hello, world! ".repeat(1_500_000));
  const onTerminal = (file) => spawnSync("script", ["-qec", `"${process.execPath}" "${cli}" count ${file} >out.txt`, "/dev/null"], { cwd: folder, encoding: "utf8", input: "" }).stdout;
  const shown = onTerminal("long.txt");
  assert.match(shown, /█+░* \d+ % {2}[\d,]+ tokens/);
  assert.ok(shown.trimEnd().endsWith("\x1b[K"), "the bar is taken away");
  assert.equal(onTerminal("a.txt"), "", "none for short input");
  assert.equal(tokenfare(["count", "long.txt"]).stderr, "", "none where it is no terminal");
});

test("price", () => {
  const words = ["price", "--model", "gpt-4o-mini-2024-07-18"];
  // 50 × 0.15/1M + 100 × 0.60/1M
  assert.match(tokenfare([...words, "--input", "50", "--output", "100"]).stdout, /\n\$0\.0000675\n$/);
  // 2 × 0.15/1M
  assert.equal(JSON.parse(tokenfare([...words, "--json"], "hello world").stdout).total.exact, "0.0000003");
});

test("price of a response's usage", () => {
  const usage = { prompt_tokens: 50, completion_tokens: 100, total_tokens: 150 };
  const response = JSON.stringify({ object: "chat.completion", model: "gpt-4o-mini-2024-07-18", usage });
  assert.match(tokenfare(["price", "--usage"], response).stdout, /\n\$0\.0000675\n$/);
  // 50 × 5/1M + 100 × 15/1M
  assert.match(tokenfare(["price", "--usage", "--model", "gpt-4o-2024-05-13"], response).stdout, /\n\$0\.00175\n$/);
  // Served in the flex tier, which costs half: 50 × 0.625/1M + 100 × 5/1M
  const flex = JSON.stringify({ object: "chat.completion", model: "gpt-5-2025-08-07", service_tier: "flex", usage });
  const price = JSON.parse(tokenfare(["price", "--usage", "--json"], flex).stdout);
  assert.deepEqual([price.quotes[0].tier, price.total.exact], ["flex", "0.00053125"]);
  const { status, stderr } = tokenfare(["price", "--usage"], JSON.stringify({ object: "chat.completion", usage }));
  assert.equal(status, 2);
  assert.match(stderr, /--model/);
});

test("price --usage takes several files, streams and JSON Lines, and names what it did not read", () => {
  const usage = { prompt_tokens: 50, completion_tokens: 100, unheard_of: 7, cost: 0.0000675 };
  const body = { id: "c", object: "chat.completion", model: "gpt-4o-mini-2024-07-18", usage };
  writeFileSync(join(folder, "one.json"), JSON.stringify(body));
  writeFileSync(join(folder, "lines.jsonl"), `${JSON.stringify(body)}\n${JSON.stringify({ ...body, id: "d" })}\n`);
  const chunk = { ...body, object: "chat.completion.chunk", choices: [] };
  writeFileSync(join(folder, "stream.txt"), `data: ${JSON.stringify({ ...chunk, usage: null })}\n\ndata: ${JSON.stringify(chunk)}\n\ndata: [DONE]\n\n`);
  const one = tokenfare(["price", "--usage", "one.json"]);
  // 50 × 0.15/1M, 100 × 0.60/1M
  assert.match(one.stdout, /^\$0\.0000075\tgpt-4o-mini\tinput\t/);
  assert.match(one.stdout, /\nunread\tusage\.unheard_of\t7\t\n/);
  assert.match(one.stdout, /\nreported\tusage\.cost\t\$0\.0000675\tdifference \$0\n\$0\.0000675\n$/);
  assert.match(one.stderr, /usage\.unheard_of/);
  // Once, twice, once.
  const all = tokenfare(["price", "--usage", "one.json", "lines.jsonl", "stream.txt"]);
  assert.match(all.stdout, /\nlines\.jsonl\t\$0\.000135\t/);
  assert.match(all.stdout, /\n\$0\.00027\n$/);
  assert.equal(JSON.parse(tokenfare(["price", "--usage", "--json", "*.json*"]).stdout).total.exact, "0.0002025");
});

test("a reader may close the pipe early", { skip: process.platform === "win32" && "needs a shell with pipes" }, () => {
  const { stdout, stderr } = spawnSync("sh", ["-c", `"${process.execPath}" "${cli}" models --json | head -c 10`], { encoding: "utf8" });
  assert.equal(stdout.length, 10);
  assert.equal(stderr, "");
});

test("compare puts the cheapest first and names what it leaves out", () => {
  const { stdout, stderr } = tokenfare(["compare", "gpt-4o-2024-05-13", "gpt-4o-mini-2024-07-18", "text-embedding-3-small", "--input", "50", "--output", "100"]);
  assert.match(stdout, /^\$0\.0000675\tgpt-4o-mini\S*\n\$0\.00175\tgpt-4o-2024-05-13\n$/);
  assert.match(stderr, /^text-embedding-3-small: /m);
  // Warnings of the models that are compared.
  assert.match(stderr, /^gpt-4o-mini\S*: .*2026-10-14/m);
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

test("price --max-usd is a gate: exact, for prompts, numbers and responses", () => {
  const words = ["price", "--model", "gpt-4o-mini-2024-07-18", "--input", "50", "--output", "100", "--max-usd"];
  // 50 × 0.15/1M + 100 × 0.60/1M = 0.0000675
  assert.equal(tokenfare([...words, "0.0000675"]).status, 0);
  const over = tokenfare([...words, "$0.0000674"]);
  assert.equal(over.status, 1);
  assert.match(over.stderr, /^\$0\.0000675 is more than the \$0\.0000674 allowed$/m);
  assert.match(over.stdout, /\n\$0\.0000675\n$/, "the price is printed all the same");
  assert.equal(tokenfare([...words, "0", "--json"]).status, 1);
  const body = (id) => JSON.stringify({ id, object: "chat.completion", model: "gpt-4o-mini-2024-07-18", usage: { prompt_tokens: 50, completion_tokens: 100 } });
  // Two lines: 0.000135
  assert.equal(tokenfare(["price", "--usage", "--max-usd", "0.000135"], `${body(1)}\n${body(2)}\n`).status, 0);
  assert.equal(tokenfare(["price", "--usage", "--max-usd", "0.00013"], `${body(1)}\n${body(2)}\n`).status, 1);
});

test("project exits with 1 over the scenario's budget and over --max-usd", () => {
  const workload = { name: "chat", model: "gpt-4o-2024-05-13", requests: { perDay: 10_000 }, request: { inputTokens: 50, outputTokens: 100 } };
  const scenario = (budget) => JSON.stringify({ version: 1, start: "2027-01-01", months: 1, monthLength: 30, workloads: [workload], ...(budget && { budget }) });
  // 10,000 × 0.00175 × 30 = 525
  assert.equal(tokenfare(["project", "-", "--max-usd", "525"], scenario()).status, 0);
  assert.equal(tokenfare(["project", "-", "--max-usd", "524.99"], scenario()).status, 1);
  assert.equal(tokenfare(["project", "-"], scenario({ monthly: 525 })).status, 0);
  const over = tokenfare(["project", "-"], scenario({ monthly: 500 }));
  assert.equal(over.status, 1);
  assert.match(over.stderr, /the budget is exceeded from 2027-01-/);
});

test("an option that a command does not use is refused, and near names are suggested", () => {
  for (const [words, message] of [
    [["price", "--model", "gpt-4o", "--input", "1", "--max", "0.00001"], /price has no option --max; did you mean --max-usd\?/],
    [["count", "--tier", "batch"], /count has no option --tier; price and compare have it/],
    [["compare", "gpt-4o", "--input", "1", "--encoding", "o200k_base"], /compare has no option --encoding; count has it/],
    [["models", "--request"], /models has no option --request/],
    [["price", "--usage", "--input", "3"], /not --input/],
    [["price", "--model", "gpt-4o", "--input", "1", "--max-usd", "cheap"], /--max-usd must be an amount/],
    [["cuont"], /no command "cuont"; did you mean count\?/],
    [["count", "--maxx", "1"], /no option --maxx; did you mean --max\?/],
  ]) {
    const { status, stderr, stdout } = tokenfare(words, "{}");
    assert.deepEqual([status, stdout], [2, ""], words.join(" "));
    assert.match(stderr, message);
  }
});

test("text that is no UTF-8 is said on standard error", () => {
  writeFileSync(join(folder, "utf16.txt"), Buffer.from("\ufeffhello world", "utf16le"));
  const utf16 = tokenfare(["count", "utf16.txt"]);
  assert.deepEqual([utf16.status, utf16.stdout], [0, "2\n"]);
  assert.match(utf16.stderr, /^utf16\.txt is UTF-16LE/);
  writeFileSync(join(folder, "latin1.txt"), Buffer.from("caf\u00e9", "latin1"));
  assert.match(tokenfare(["count", "latin1.txt"]).stderr, /bytes that are no text/);
  // The character itself is text.
  assert.equal(tokenfare(["count"], "a\ufffdb").stderr, "");
});

test("a table has a header on a terminal and tabs in a pipe", { skip: !existsSync("/usr/bin/script") && "needs util-linux's script" }, () => {
  const words = "compare gpt-4o-2024-05-13 gpt-4o-mini-2024-07-18 --input 50 --output 100";
  const { stdout } = spawnSync("script", ["-qec", `"${process.execPath}" "${cli}" ${words} 2>/dev/null`, "/dev/null"], { cwd: folder, encoding: "utf8", input: "" });
  assert.match(stdout, /^amount +model\r?\n\$0\.0000675 +gpt-4o-mini/);
  assert.match(tokenfare(words.split(" ")).stdout, /^\$0\.0000675\tgpt-4o-mini/);
});

test("wrong use and wrong input exit with 2 and say what to do", () => {
  for (const [words, message, input] of [
    [["cuont"], /no command "cuont"/],
    [["count", "--maxi", "1"], /--maxi/],
    [["count", "none.txt"], /cannot read none\.txt/],
    [["count", "none*.txt"], /no file matches none\*\.txt/],
    [["vocabulary", "convert", "none.json"], /cannot read none\.json/],
    [["vocabulary", "convert", "none.json", "--model", "gpt-4o"], /vocabulary has no option --model/],
    [["count", "."], /\. is a folder/],
    [["price", "--usage"], /no JSON/, "x"],
    [["price", "--usage"], /nearest shape/, "{}"],
    [["count", "--encoding", "o300k_base"], /o200k_base/],
    [["price"], /--model/],
    [["price", "--model", "gpt-4o-mni", "--input", "1"], /gpt-4o-mini/],
    [["price", "--model", "gpt-4o", "--input", "-1"], /--input/],
    [["price", "--model", "gpt-4o"], /prompt is empty/, ""],
    [["price", "--model", "gpt-4o", "--input", "5", "prompt.txt"], /not both/],
    [["compare", "gpt-4o"], /--input/],
    [["compare", "gpt-4o", "gpt-4o-mni", "--input", "5"], /gpt-4o-mini/],
    [["models", "nothing-like-it"], /no model/],
    [["project", "-"], /no JSON/, "{"],
    [["project", "-"], /version/, "{}"],
  ]) {
    const { status, stderr } = tokenfare(words, input);
    assert.equal(status, 2, words.join(" "));
    assert.match(stderr, message);
    assert.doesNotMatch(stderr, /\n\s+at /);
  }
});

test("models lists every model that is served today, those without a standard rate too", () => {
  const listed = tokenfare(["models"]);
  assert.deepEqual([listed.status, listed.stderr], [0, ""]);
  const json = JSON.parse(tokenfare(["models", "--json"]).stdout);
  const rows = listed.stdout.trim().split("\n").map((line) => line.split("\t"));
  assert.deepEqual(rows.map(([id]) => id), json.map(({ id }) => id));
  assert.ok(rows.every((row) => row.length === 4 && row[2] !== ""));
});

test("control characters of others never reach the terminal", () => {
  const escape = "\u001b]0;owned\u0007";
  const clean = (text) => !/[^\P{Cc}\n\t]|\u202e/u.test(text);
  const scenario = { version: 1, months: 1, workloads: [], [`${escape}\nforged`]: 1 };
  const model = `gpt-4o${escape}\u202e`;
  writeFileSync(join(folder, "key.json"), JSON.stringify(scenario));
  writeFileSync(join(folder, "syntax.json"), `{"a": ${escape}}`);
  const runs = [["project", "key.json"], ["project", "syntax.json"], ["count", `missing${escape}.txt`], ["compare", model, "--input", "1"], [`--${escape}`], [escape]];
  for (const words of runs) {
    const { status, stdout, stderr } = tokenfare(words);
    assert.equal(status, 2, words.join(" "));
    assert.ok(clean(stdout) && clean(stderr) && stderr !== "", JSON.stringify(stderr));
  }
  // A line break in a file's name forges no row.
  if (process.platform !== "win32") {
    writeFileSync(join(folder, "a\n9\tforged"), "hello world");
    assert.equal(tokenfare(["count", "a.txt", "a\n9\tforged"]).stdout.split("\n").length, 4);
  }
});

test("an output that cannot be written is no passed limit", { skip: !existsSync("/dev/full") }, () => {
  const { status, stderr } = spawnSync("sh", ["-c", 'exec "$0" "$@" > /dev/full', process.execPath, cli, "count"], { input: "a", encoding: "utf8" });
  assert.equal(status, 2);
  assert.match(stderr, /could not be written/);
});
