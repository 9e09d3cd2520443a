/**
 * More figures that once gave a wrong impression, each with the right one: months, options, pasted
 * and dropped things, certainty, the report, and ways to save.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { enter } from "./browser.mjs";
import { downloaded, exportAs, printed } from "./exports.mjs";
import { becomes, exactly, hash, useBrowser } from "./setup.mjs";
import { wav } from "./wav.mjs";

const { open } = useBrowser();

// $5 and $15 per 1M tokens: 1,000 × $5 + 200 × $15 = $0.008 a request.
const calls = {
  name: "calls",
  model: "gpt-4o-2024-05-13",
  requests: { perDay: 100 },
  request: { inputTokens: 1000, outputTokens: 200 },
};
const plan = (workload = calls, more = {}) =>
  hash({ view: "project", s: { version: 1, months: 12, workloads: [workload], ...more } });

const number = (text) => Number(text.replace(/[^\d.]/g, ""));

test("a plan runs over calendar months, from the first of the next one", async () => {
  const page = await open(plan());
  // 365 days × 100 × $0.008.
  await becomes(exactly(page, "project-total"), 292);
  assert.equal(await page.getByLabel("First day", { exact: true }).inputValue(), "2026-12-01");
  const months = page.getByRole("region", { name: "Month by month" });
  const { text } = await downloaded(page, () => exportAs(months, "CSV"));
  const days = text
    .trim()
    .split("\r\n")
    .slice(1)
    .map((row) => row.split(",").slice(0, 3).join(" ").replaceAll('"', ""));
  assert.deepEqual(days.slice(0, 3), [
    "2026-12 2026-12-01 31",
    "2027-01 2027-01-01 31",
    "2027-02 2027-02-01 28",
  ]);
});

test("what an option changes stands in the column of its reason, and the columns add up", async () => {
  const page = await open(plan());
  await page.getByRole("button", { name: "Twice the volume" }).click();
  const row = page.getByRole("region", { name: "Options", exact: true }).locator("tbody tr").nth(1);
  const cell = (label) => row.locator(`td[data-label="${label}"]`).innerText();
  await row.waitFor();
  // Another 365 days × 100 × $0.008, by volume alone.
  assert.match(await cell("Difference"), /^\+\$292\.00 \(\+100%\)/);
  assert.equal(await cell("Volume"), "+$292.00");
  for (const label of ["Models, tiers", "Prices", "Tokens, caching, rest"])
    assert.equal(await cell(label), "$0.00", label);
  // Beside the answer, where it stays in view.
  await page
    .getByRole("list", { name: "Options, base case" })
    .getByText("$584.00", { exact: true })
    .waitFor();
});

test("one request is as certain in Compare as it is by itself", async () => {
  const request = { inputTokens: 60, outputTokens: 80, images: [{ width: 1024, height: 768 }] };
  for (const [q, certainty] of [
    [request, "estimated"],
    [{ inputTokens: 60, outputTokens: 80 }, "exact"],
  ]) {
    const page = await open(hash({ view: "price", m: "gpt-5.4-mini", q }));
    const badge = page.locator("price-view .badge").first();
    await becomes(() => badge.innerText(), certainty);
    await page.getByRole("link", { name: "Compare", exact: true }).click();
    await page.getByRole("searchbox", { name: "Search" }).fill("gpt-5.4-mini");
    await page.getByRole("checkbox", { name: "Pin gpt-5.4-mini", exact: true }).check();
    const pinned = page.getByRole("article", { name: "gpt-5.4-mini" });
    await becomes(() => pinned.locator(".badge").innerText(), certainty);
  }
});

test("a pasted request counts as a request, and has a price", async () => {
  const page = await open();
  await enter(
    page.getByLabel("Text to count"),
    JSON.stringify({
      model: "gpt-5.4-mini",
      messages: [{ role: "user", content: "Hi" }],
      tools: [{ type: "function", function: { name: "f", parameters: {} } }],
    }),
  );
  const asRequest = page.getByRole("button", { name: /^Count as a request/ });
  const asText = page.getByRole("button", { name: /^Count as plain text/ });
  const tokens = number((await asRequest.innerText()).replace(/.*: /, ""));
  assert.notEqual(tokens, number((await asText.innerText()).replace(/.*: /, "")));
  await becomes(async () => number(await page.locator("#token-count").innerText()), tokens);
  // $0.75 and $4.50 per 1M tokens, 300 of them in the answer.
  const usd = Math.round(tokens * 0.75 + 300 * 4.5) / 1e6;
  await becomes(async () => Number((await exactly(page, "request-cost")()).toFixed(6)), usd);
});

test("audio is no exact zero for a model that does not hear; one that does is a press away", async () => {
  const page = await open(hash({ m: "gpt-5.4-mini" }));
  await page
    .getByLabel("Choose files")
    .setInputFiles({ name: "talk.wav", mimeType: "audio/wav", buffer: wav(60) });
  const talk = page.getByRole("listitem", { name: "talk.wav" });
  await talk.getByText("does not hear audio").waitFor();
  assert.equal(await talk.locator(".badge").count(), 0);
  await talk.locator(".chip-button").filter({ hasText: "Gemini" }).first().click();
  // Gemini bills 32 tokens a second: 1,920 for the minute.
  await talk.getByText("1,920 tokens").waitFor();
  await becomes(() => page.locator("#token-count").innerText(), "1,920");
});

test("the header of a table is no prompt, and its other columns are none", async () => {
  const rows = Array.from({ length: 1000 }, (_, i) => `${i},"Hello world"`);
  const page = await open(hash({ m: "gpt-4o" }));
  await page.getByLabel("Choose files").setInputFiles({
    name: "prompts.csv",
    mimeType: "text/csv",
    buffer: Buffer.from(["id,prompt", ...rows].join("\n")),
  });
  const file = page.getByRole("listitem", { name: "prompts.csv" });
  await file.getByText("1,000 rows", { exact: false }).waitFor();
  // "Hello world" is two tokens.
  await file.getByText("2,000 tokens", { exact: true }).waitFor();
});

test("a plan's report leaves out the example request, and calls no simulated figure exact", async () => {
  const page = await open();
  await page.getByRole("button", { name: /^A yearly budget/ }).click();
  await page.locator("#budget-chance").waitFor();
  const total = await page.locator("#project-total").innerText();
  const { text } = await printed(page);
  assert.ok(text.includes(`${total} expected for 12 months from Dec 2026`), text.slice(0, 400));
  assert.doesNotMatch(text, /One request to/);
  assert.doesNotMatch(text, /All figures[^.]* are exact/);
  for (const part of ["Assumptions", "chance of going over $500", "Over budget"])
    assert.ok(text.includes(part), part);
});

test("ways to save that keep the model come first; others ask to test the answers", async () => {
  const page = await open(plan({ ...calls, model: "gpt-5.4" }));
  const levers = page.getByRole("region", { name: "Ways to save" }).getByRole("listitem");
  await levers.first().waitFor();
  const texts = await levers.allInnerTexts();
  const switches = texts.map((text) => /^Switch to (a cheaper|another vendor)/.test(text));
  assert.ok(switches.includes(true) && switches[0] === false, texts.join("\n"));
  assert.deepEqual(switches, [...switches].sort());
  for (const [i, text] of texts.entries())
    assert.equal(/test their quality before you switch/.test(text), switches[i], text);
});
