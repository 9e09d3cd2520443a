// Usage logs through the package: reading, pricing, errors, and the command line.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { init } from "tokenfare";

const fare = await init();
const cli = join(dirname(fileURLToPath(import.meta.resolve("tokenfare"))), "cli.js");
const folder = mkdtempSync(join(tmpdir(), "tokenfare-usage-"));
after(() => rmSync(folder, { recursive: true }));

/** A line of Claude Code. */
const line = (id, timestamp, model = "gpt-5.6-sol", more = {}) =>
  `${JSON.stringify({
    type: "assistant", sessionId: "s1", cwd: "/p", timestamp, ...more,
    message: { id, type: "message", model, stop_reason: "end_turn", content: [{ type: "text", text: "😀 secret" }], usage: { input_tokens: 100_000, output_tokens: 10_000 } },
  })}\n`;
// $0.80 before the price cut of 2026-08-21, and $0.60 after it.
const text = line("a", "2026-08-17T10:00:00Z") + line("b", "2026-08-20T22:30:00Z") + line("a", "2026-08-17T10:00:00Z");

const isFrozen = (value) => typeof value !== "object" || value === null || (Object.isFrozen(value) && Object.values(value).every(isFrozen));

test("a log is the same as a text, as bytes and in pieces", () => {
  const bytes = new TextEncoder().encode(text);
  const reader = fare.usageReader();
  let records = 0;
  for (const byte of bytes) records = reader.push(Uint8Array.of(byte));
  assert.equal(records, 3);
  const [whole, ...others] = [fare.readUsage(text), fare.readUsage(bytes), reader.finish()];
  assert.equal(reader.finish(), reader.finish());
  for (const other of others) assert.deepEqual(JSON.parse(JSON.stringify(other)), JSON.parse(JSON.stringify(whole)));
  const { formats, duplicates, coverage, zone, rejected } = whole;
  assert.deepEqual(formats, [{ format: "claude-code", sources: 1, records: 3 }]);
  assert.deepEqual([whole.records, duplicates.records, zone, rejected], [2, 1, "UTC", []]);
  assert.deepEqual(coverage, { first: "2026-08-17", last: "2026-08-20", days: 2 });
  const report = whole.analyse({ by: ["model"] });
  assert.equal(report.total.exact, "1.6");
  assert.deepEqual(report.groups[0].key, { model: "gpt-5.6-sol" });
  assert.ok(isFrozen(whole) && isFrozen(report));
  assert.ok(!JSON.stringify(whole).includes("secret"));
});

test("a long text is encoded without dividing a character", () => {
  const long = line("a", "2026-08-17T10:00:00Z", "gpt-5.6-sol", { note: "😀".repeat(1 << 20) });
  for (const prefix of ["", " "]) assert.equal(fare.readUsage(prefix + long).analyse().total.exact, "0.8");
});

test("days are those of the zone, and so are their prices", () => {
  const report = fare.readUsage(text, { zone: "Europe/Berlin" }).analyse({ by: ["day"] });
  const days = report.groups.map(({ key, cost }) => [key.day, cost.exact]);
  assert.deepEqual(days, [["2026-08-17", "0.8"], ["2026-08-21", "0.6"]]);
  // Lord Howe's clocks change by half an hour.
  const lines = ["2026-01-15T12:59:00Z", "2026-01-15T13:01:00Z", "2026-07-15T13:29:00Z", "2026-07-15T13:31:00Z"];
  const log = fare.readUsage(lines.map((time) => line(time, time, "gpt-4o")).join(""), { zone: "Australia/Lord_Howe" });
  assert.deepEqual(log.analyse({ by: ["hour"] }).groups.map(({ key }) => key.hour), ["2026-01-15T23", "2026-01-16T00", "2026-07-15T23", "2026-07-16T00"]);
});

test("prices may be another catalog's, and a bill another log", () => {
  const catalog = fare.catalog.extend({ discounts: [{ provider: "openai", percent: 50 }] });
  const log = fare.readUsage(text);
  assert.equal(log.analyse({ catalog }).total.exact, "0.8");
  const bill = fare.readUsage("start_time,end_time,amount_value,amount_currency,line_item\n1786924800,1787011200,1.5,usd,\n");
  assert.equal(bill.analyse().reported.exact, "1.5");
  assert.equal(log.analyse({ billed: bill }).total.exact, "1.6");
});

test("a log gives levers, a reconciliation, a budget and a scenario", () => {
  const log = fare.readUsage(text);
  const report = log.analyse({ billed: "1.7", budget: { monthly: 2 } });
  // 0.8 + 0.8 of two requests, and 1.7 billed.
  assert.equal(report.total.exact, "1.6");
  assert.deepEqual([report.reconciliation.computed.exact, report.reconciliation.difference.exact], ["1.6", "0.1"]);
  assert.equal(report.budget.monthToDate.exact, "1.6");
  assert.ok(report.levers.some(({ name }) => name === "cheaper-model"));
  const scenario = log.toScenario({ months: 1 });
  assert.ok(Number(fare.project(scenario).total.exact) > 0);
  assert.throws(() => log.toScenario({ months: 0 }), { code: "INVALID_ARGUMENT", path: "options.months" });
});

test("what is no option, no log and no model is said", () => {
  const fails = (work, code, path) => assert.throws(work, (error) => error.name === "TokenfareError" && error.code === code && error.path === path);
  fails(() => fare.readUsage(5), "INVALID_ARGUMENT", "text");
  fails(() => fare.readUsage(text, { format: "claude" }), "INVALID_ARGUMENT", "options.format");
  fails(() => fare.readUsage(text, { zone: "Mars/Crater" }), "INVALID_ARGUMENT", "options.zone");
  fails(() => fare.readUsage(text, { columns: { when: "then" } }), "INVALID_ARGUMENT", "options.columns");
  fails(() => fare.readUsage(text, { zoen: "UTC" }), "INVALID_ARGUMENT", "options.zoen");
  const log = fare.readUsage(text + line("c", "2026-08-17T10:00:00Z", "no-such-model") + `{"type":"assistant","mess\n`, {});
  fails(() => log.analyse({ by: ["dya"] }), "INVALID_ARGUMENT", "options.by[0]");
  fails(() => log.analyse({ billed: {} }), "INVALID_ARGUMENT", "options.billed");
  assert.deepEqual(log.rejected, [{ line: 5, reason: "the JSON ends too early: the line or the file was cut off" }]);
  const report = log.analyse({ by: ["model"] });
  assert.deepEqual(report.unpriced.map(({ model, records, line }) => [model, records, line]), [["no-such-model", 1, 4]]);
  assert.deepEqual(report.groups.map(({ unpriced }) => unpriced), [undefined, 1]);
  const reader = fare.usageReader();
  reader.finish();
  fails(() => reader.push(new Uint8Array()), "INVALID_ARGUMENT", "bytes");
});

function usage(words, env = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, "usage", ...words], { encoding: "utf8", cwd: folder, env: { ...process.env, ...env } });
  return { status, stdout, stderr };
}

test("the command line prices files, folders and the local logs of agents", () => {
  const home = join(folder, "home");
  mkdirSync(join(home, ".claude/projects/p"), { recursive: true });
  writeFileSync(join(home, ".claude/projects/p/s.jsonl"), text);
  // Variables that are empty name no folder.
  const found = usage(["--by", "day"], { HOME: home, USERPROFILE: home, CLAUDE_CONFIG_DIR: "", CODEX_HOME: "" });
  assert.equal(found.stdout, "2026-08-17\t1\t100000\t10000\t0.8\n2026-08-20\t1\t100000\t10000\t0.8\ntotal\t1.6\n");
  assert.match(found.stderr, /^Claude Code: 1 file in /);

  mkdirSync(join(folder, "logs"));
  writeFileSync(join(folder, "logs/a.jsonl"), `${text}${line("c", "2026-08-20T10:00:00Z", "\u001b[31m=evil,\"model\"")}{"type":"assistant","mess\n`);
  const folders = usage(["logs", "--by", "model", "--csv"]);
  assert.equal(folders.status, 0, folders.stderr);
  assert.deepEqual(folders.stdout.split("\n"), [
    "model,requests,input_tokens,output_tokens,cost_usd,records_without_price",
    "gpt-5.6-sol,2,200000,20000,1.6,0",
    '"\\u001b[31m=evil,""model""",1,100000,10000,0,1',
    "",
  ]);
  assert.match(folders.stderr, /not read: .*a\.jsonl:5: the JSON ends too early/);
  assert.match(folders.stderr, /without a price: 1 record of \\u001b\[31m=evil/);
  assert.equal(usage(["logs/*.jsonl", "--by", "model"]).stdout.split("\n")[1], '\\u001b[31m=evil,"model"\t1\t100000\t10000\t?');
  const json = JSON.parse(usage(["logs/a.jsonl", "--json", "--zone", "Europe/Berlin", "--billed", "$1.50"]).stdout);
  assert.deepEqual([json.log.zone, json.log.records, json.report.total.exact], ["Europe/Berlin", 3, "1.4"]);
  writeFileSync(join(folder, "own.csv"), "When,Engine,In\n2026-11-01,gpt-5.4-mini,1000000\n");
  const own = usage(["own.csv", "--columns", "time=When,model=Engine,inputTokens=In", "--by", "day"]);
  assert.equal(own.stdout, "2026-11-01\t1\t1000000\t0\t0.75\ntotal\t0.75\n");
  writeFileSync(join(folder, "empty.jsonl"), "");
  assert.match(usage(["empty.jsonl"]).stderr, /not read: .*empty\.jsonl:1: the source is empty/);
  assert.deepEqual([usage(["own.csv", "--columns", "time"]).status, usage(["none.jsonl"]).status, usage(["logs", "--zone", "X"]).status, usage(["logs", "--billed", "much"]).status], [2, 2, 2, 2]);
});
