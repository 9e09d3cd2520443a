/**
 * Figures that once gave a wrong impression, each with the right one, by hand or by the package.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { becomes, chooseModel, exactly, hash, useBrowser } from "./setup.mjs";

const { open } = useBrowser();

const dollars = (text) => Number(/\$([\d,.]+)/.exec(text)[1].replaceAll(",", ""));
const expected = (page) => async () =>
  Number(await page.locator("#project-total").getAttribute("data-expected"));

/** Answers of gpt-4o, $15 per 1M tokens in 2024 and $10 since, 10,000 a day for 12 months. */
const answers = (answerTokens, more = {}) =>
  hash({
    view: "project",
    s: {
      version: 1,
      name: "Answers",
      months: 12,
      ...more,
      workloads: [
        {
          name: "answers",
          model: "gpt-4o-2024-05-13",
          requests: { perDay: 10_000 },
          request: { inputTokens: 0, outputTokens: answerTokens },
        },
      ],
    },
  });

test("typical 180 and long 500 are 218 on average: the total follows it, and its range is narrow", async () => {
  const page = await open(answers({ p50: 180, p95: 500, spread: "requests" }));
  // December 1, 2026 to November 30, 2027: 365 days of 10,000 × 218.2988 × $15 / 1M = $11,951.86.
  await becomes(async () => Math.abs((await expected(page)()) - 11_951.86) < 12, true);
  assert.equal(Math.round(await exactly(page, "project-total")()), 11_952);
  await page.getByText(/On average 218/).waitFor();
  const likely = await page.locator("#likely").innerText();
  const [low, high] = likely.match(/\$[\d,]+/g).map(dollars);
  assert.ok((high - low) / 11_952 < 0.005, likely);
  // Months are calendar months from the next one on.
  await page.getByText("Expected cost, Dec 2026 to Nov 2027").waitFor();
});

test("what is not known of the average is a wide range, and budget, range and months agree", async () => {
  const page = await open(
    answers({ p50: 180, p95: 500, spread: "average" }, { budget: { monthly: 1200 } }),
  );
  const [low, high] = (await page.locator("#likely").innerText()).match(/\$[\d,]+/g).map(dollars);
  assert.ok(high / low > 3, `${low} to ${high}`);
  const plan = dollars(await page.locator("#plan-with").innerText());
  assert.equal(plan, high);
  const mean = dollars(await page.locator("#project-total").innerText());
  assert.ok(low < mean && mean < high);
  const sentence = await page.locator("#budget-chance p").first().innerText();
  const any = Number(/^(\d+)% chance of going over \$1,200/.exec(sentence)[1]);
  const months = await page
    .getByRole("list", { name: "Chance of going over the budget, by month" })
    .locator(".visually-hidden")
    .allInnerTexts();
  assert.equal(months.length, 12);
  const most = Math.max(...months.map((each) => Number(/(\d+)%/.exec(each)[1])));
  assert.ok(most > 0 && most <= any, `${most}% in one month, ${any}% in any`);
  // Nothing beside it says "never".
  assert.equal(
    await page
      .locator("project-view")
      .getByText(/\bnever\b/)
      .count(),
    0,
  );
});

test("Compare shows models that can do the task, and says why it leaves others out", async () => {
  const page = await open(hash({ view: "compare" }));
  const rows = page.getByRole("region", { name: "Comparison" }).locator("tbody th");
  await rows.first().waitFor();
  await page.getByRole("button", { name: /^Show all/ }).click();
  const names = await rows.allInnerTexts();
  assert.ok(names.length > 50);
  const unfit = names.filter((name) =>
    /asr|whisper|transcri|tts|embed|llama-3\.2-\w+-preview|gemini-(1|2\.0)|llama3-8b/i.test(name),
  );
  assert.deepEqual(unfit, []);
  await page.getByText(/models are left out: see why/).click();
  await page.getByText("Made for one task, such as speech", { exact: false }).waitFor();
  await page.getByText("Resold by a host", { exact: false }).waitFor();
});

test("the context window counts what a picture becomes", async () => {
  const page = await open(
    hash({
      view: "price",
      m: "gpt-4o-mini",
      q: { inputTokens: 60, outputTokens: 80, images: [{ width: 1024, height: 768 }] },
    }),
  );
  // gpt-4o-mini: 2,833 + 4 × 5,667 for four tiles, 60 and 80.
  await page.getByText("25,641 of 128,000 tokens, 20%", { exact: false }).waitFor();
});

test("a cost has four digits, its exact amount beside it, and one for 1,000 requests", async () => {
  const page = await open(
    hash({ view: "price", m: "gpt-4o-mini", q: { inputTokens: 1234, outputTokens: 567 } }),
  );
  // 1,234 × $0.15 and 567 × $0.60, per 1M: $0.0005253.
  await becomes(() => page.locator("#price-total").innerText(), "$0.0005253");
  assert.equal(await page.locator("#price-total").getAttribute("title"), "$0.0005253");
  await page.getByText("$0.5253", { exact: true }).waitFor();
});

test("Ctrl+K finds any model on every view, with rates and window", async () => {
  const page = await open(hash({ view: "compare" }));
  for (const view of ["Compare", "Budget", "Prices", "One request", "Text & files"]) {
    await page.getByRole("link", { name: view, exact: true }).click();
    await page.getByRole("heading", { level: 1 }).waitFor();
    await page.keyboard.press("Control+k");
    const search = page.getByRole("combobox", { name: "Search models" });
    await search.fill("sonnet 5.5");
    await page
      .getByRole("option")
      .filter({ hasText: "Claude Sonnet 5.5" })
      .filter({ hasText: "$2.00 / $10.00" })
      .first()
      .waitFor();
    await page.keyboard.press("Escape");
    await becomes(() => page.getByRole("dialog").count(), 0, view);
  }
  await chooseModel(page, "claude-sonnet-5-5");
  await page.getByRole("button", { name: /^Model Claude Sonnet 5.5/ }).waitFor();
});

test("a job is paid once, however long the plan is", async () => {
  const page = await open(
    hash({
      view: "project",
      s: {
        version: 1,
        name: "Job",
        months: 6,
        workloads: [
          {
            name: "photos",
            model: "gpt-4o-2024-05-13",
            requests: { perMonth: 1000 },
            request: { inputTokens: 1000, outputTokens: 200 },
          },
        ],
      },
    }),
  );
  // 1,000 × $0.008 a month, six of them.
  await becomes(exactly(page, "project-total"), 48);
  await page.getByRole("combobox", { name: "How often" }).selectOption("once");
  await becomes(exactly(page, "project-total"), 8);
  await page.getByRole("textbox", { name: "Photos in total", exact: true }).fill("10000");
  await becomes(exactly(page, "project-total"), 80);
  await page.getByRole("combobox", { name: "How often" }).selectOption("perWeek");
  await page.getByRole("textbox", { name: "Photos per week", exact: true }).fill("700");
  // 100 a day for 182 days, December to May, at $0.008.
  await becomes(exactly(page, "project-total"), 145.6);
});

test("a plan that takes long can be stopped, and counting goes on meanwhile", async () => {
  const uncertain = { low: 1, mode: 2, high: 3 };
  const page = await open("");
  await page.evaluate(
    (plan) => {
      location.hash = plan;
    },
    hash({
      view: "project",
      s: {
        version: 1,
        months: 120,
        uncertainty: { draws: 300_000 },
        workloads: Array.from({ length: 3 }, (_, i) => ({
          name: `w${i}`,
          model: "gpt-4o-2024-05-13",
          requests: { perDay: uncertain },
          request: { inputTokens: uncertain, outputTokens: uncertain },
        })),
      },
    }),
  );
  await page.getByRole("button", { name: "Stop", exact: true }).waitFor();
  await page.getByRole("link", { name: "Text & files", exact: true }).click();
  await page.getByLabel("Text to count").fill("Hello world");
  await becomes(() => page.locator("#token-count").innerText(), "2");
  await page.getByRole("link", { name: "Budget", exact: true }).click();
  await page.getByRole("button", { name: "Stop", exact: true }).click();
  await page.getByRole("alert").filter({ hasText: "was stopped" }).waitFor();
});
