/**
 * The Project view: every field of a scenario, figures calculated by hand, levers, scenarios side
 * by side.
 */
import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import { copied, downloaded, exportAs, jsonFile } from "./exports.mjs";
import { becomes, chooseModel, exactly, hash, useBrowser } from "./setup.mjs";

const { open } = useBrowser();

// $5 and $15 per 1M tokens: 1,000 × $5 + 200 × $15 = $0.008 a request, $0.80 a day, $24 in 30 days.
const workload = {
  name: "calls",
  model: "gpt-4o-2024-05-13",
  requests: { perDay: 100 },
  request: { inputTokens: 1000, outputTokens: 200 },
};
const scenario = {
  version: 1,
  name: "By hand",
  start: "2026-01-01",
  months: 3,
  monthLength: 30,
  workloads: [workload],
};
const address = (change = {}, parts = {}) =>
  hash({ view: "project", s: { ...scenario, ...change }, ...parts });

const field = (page, name) => page.getByRole("textbox", { name, exact: true });
const select = (page, name) => page.getByRole("combobox", { name, exact: true });
const saved = async (page) =>
  JSON.parse(
    (await downloaded(page, () => page.getByRole("button", { name: "Save this plan" }).click()))
      .text,
  );

describe("drivers", () => {
  const kinds = {
    "by % each month": {
      typed: { "Growth per month, %": "10" },
      growth: { kind: "compound", perMonth: 0.1 },
      total: 79.44,
    }, // 24 × (1 + 1.1 + 1.21)
    "by a number each month": {
      typed: { "Requests per day added each month": "10" },
      growth: { kind: "linear", perMonth: 10 },
      total: 79.2,
    }, // 24 × (1 + 1.1 + 1.2)
    "S-curve up to a limit": {
      typed: {
        "Limit, requests per day": "200",
        Steepness: "0",
        "Half of it after, months": "6",
      },
      growth: { kind: "logistic", capacity: 200, rate: 0, midpoint: 6 },
      total: 72,
    }, // 200 ÷ (1 + e⁰) = 100 a day
    "in steps": {
      typed: { "From month": "2", "Volume times": "2" },
      growth: { kind: "steps", steps: [{ month: 2, factor: 2 }] },
      total: 120,
    }, // 24 × (1 + 2 + 2)
    "listed month by month": {
      typed: { "Requests per day, month by month": "100 0.2k" },
      growth: { kind: "series", perDay: [100, 200] },
      total: 120,
    },
  };
  test("growth of every kind", async () => {
    const page = await open(address());
    await becomes(exactly(page, "project-total"), 72);
    for (const [kind, { typed, growth, total }] of Object.entries(kinds)) {
      await select(page, "Growth").selectOption(kind);
      for (const [name, value] of Object.entries(typed)) await field(page, name).fill(value);
      await becomes(exactly(page, "project-total"), total, kind);
      assert.deepEqual((await saved(page)).workloads[0].growth, growth);
      await select(page, "Growth").selectOption("none");
      await becomes(exactly(page, "project-total"), 72, kind);
    }
  });

  test("a second step, and one taken away", async () => {
    const page = await open(
      address({
        workloads: [{ ...workload, growth: { kind: "steps", steps: [{ month: 2, factor: 2 }] } }],
      }),
    );
    await page.getByRole("button", { name: "Add a step" }).click();
    await field(page, "From month").nth(1).fill("3");
    await field(page, "Volume times").nth(1).fill("3");
    await becomes(exactly(page, "project-total"), 144); // 24 × (1 + 2 + 3)
    await page.getByRole("button", { name: "Remove step 1" }).click();
    await becomes(exactly(page, "project-total"), 120); // 24 × (1 + 1 + 3)
  });

  test("a fixed number becomes a range, which draws a band and does not move the base case", async () => {
    const page = await open(address());
    await page.getByLabel("Some figures vary or are uncertain").check();
    await select(page, "Calls per day: certainty").selectOption("range");
    for (const [name, value] of [
      ["Lowest", "50"],
      ["Most likely", "100"],
      ["Highest", "400"],
    ])
      await field(page, name).fill(value);
    await page.getByText("in 8 of 10 simulated cases").waitFor();
    await becomes(exactly(page, "project-total"), 72);
    assert.deepEqual((await saved(page)).workloads[0].requests, {
      perDay: { low: 50, mode: 100, high: 400 },
    });
    const row = page
      .getByRole("region", { name: /^Each figure alone/ })
      .getByRole("row", { name: /requests per day/i });
    await row.waitFor();
    await select(page, "Calls per day: certainty").selectOption("one");
    await becomes(() => page.getByText("in 8 of 10 simulated cases").count(), 0);
  });

  test("several credits: the day they run out, an expiry, and removing one", async () => {
    const page = await open(address({ monthLength: "calendar" }));
    await page.getByText("Credits, fixed costs, budget alerts").click();
    await page.getByRole("button", { name: "Add a credit" }).click();
    await page.getByRole("group", { name: "Credit 1" }).getByLabel("Amount, USD").fill("30");
    await page.getByRole("button", { name: "Add a credit" }).click();
    const second = page.getByRole("group", { name: "Credit 2" });
    await second.getByLabel("Amount, USD").fill("20");
    // $50 at $0.80 a day are 62.5 days: January's 31 and February's 28 leave 3.5, so the fourth of
    // March is not paid in full.
    await page.getByText("Mar 4, 2026", { exact: true }).waitFor();
    await second.getByLabel("Expires on").fill("2026-03-01");
    await becomes(async () => (await saved(page)).credits, {
      grants: [{ amount: 30 }, { amount: 20, expires: "2026-03-01" }],
    });
    await page.getByRole("listitem").filter({ hasText: "Mar 1, 2026: credits expire" }).waitFor();
    await page.getByRole("button", { name: "Remove credit 2" }).click();
    // $30 are 37.5 days: 31 and 6.5, so the seventh of February.
    await page.getByText("Feb 7, 2026", { exact: true }).waitFor();
  });

  test("a budget: its line, its first day, its thresholds", async () => {
    const page = await open(address({ monthLength: "calendar" }));
    await page.getByText("Credits, fixed costs, budget alerts").click();
    await field(page, "Budget per month, USD").fill("24");
    await field(page, "Warn at, % of the budget").fill("50 100");
    // January costs $24.80 in 31 days: $24 are spent after 30, so the 31st exceeds them.
    await page.getByText("Goes over $24 for the first time on Jan 31, 2026.").waitFor();
    assert.deepEqual((await saved(page)).budget, { monthly: 24, thresholds: [0.5, 1] });
    await page
      .getByRole("region", { name: "Budget, step by step", exact: true })
      .getByText("50% of a month’s budget")
      .waitFor();
  });

  test("the engine's error is shown beside its field, and the last results stay", async () => {
    const page = await open(address());
    await becomes(exactly(page, "project-total"), 72);
    await page.getByText("Batches, caching, retries, seasons").click();
    await field(page, "Requests that find it in the cache, %").fill("50");
    await field(page, "Prompt prefix to cache, tokens").fill("2000");
    const prefix = field(page, "Prompt prefix to cache, tokens");
    await becomes(() => prefix.getAttribute("aria-invalid"), "true");
    assert.notEqual(
      await page
        .locator(`#${(await prefix.getAttribute("aria-describedby")).split(" ")[0]}`)
        .innerText(),
      "",
    );
    assert.equal(await exactly(page, "project-total")(), 72);
    await prefix.fill("500");
    await becomes(() => prefix.getAttribute("aria-invalid"), "false");
  });

  test("further calls: added, edited, an error beside their field, removed", async () => {
    const page = await open(address());
    await becomes(exactly(page, "project-total"), 72);
    await page.getByText("Extra calls per request").click();
    await page.getByRole("button", { name: "Add an extra call" }).click();
    // As the workload's own, with 1,000 and 200 tokens: twice the cost.
    await becomes(exactly(page, "project-total"), 144);
    const call = page.getByRole("group", { name: "Extra call 1" });
    await call.getByRole("textbox", { name: "Calls per request" }).fill("0.1");
    await becomes(exactly(page, "project-total"), 79.2);
    await chooseModel(call, "text-embedding-3-small");
    await call.getByRole("textbox", { name: "Output tokens per call", exact: true }).fill("0");
    await call.getByRole("textbox", { name: "Input tokens per call", exact: true }).fill("2000");
    // 900 calls of 2,000 tokens at $0.02 per 1M: $0.036.
    await becomes(exactly(page, "project-total"), 72.036);
    await call.getByRole("combobox", { name: "Tier" }).selectOption("batch");
    // In the batch tier, half.
    await becomes(exactly(page, "project-total"), 72.018);
    assert.deepEqual((await saved(page)).workloads[0].steps, [
      {
        model: "text-embedding-3-small",
        request: { inputTokens: 2000, outputTokens: 0 },
        share: 0.1,
        tier: "batch",
      },
    ]);
    // What each is billed for, in tokens and not in millions of them: 9,000 requests, 900 calls.
    await page.getByText("Cost breakdown").click();
    const lines = page.getByRole("region", { name: "Lines" });
    await lines
      .getByRole("row")
      .filter({ hasText: "text-embedding-3-small" })
      .getByText("1,800,000 tokens", { exact: true })
      .waitFor();
    await lines.getByText("9,000,000 tokens", { exact: true }).waitFor();

    await page.getByLabel("Some figures vary or are uncertain").check();
    await call
      .getByRole("combobox", { name: "Input tokens per call: certainty" })
      .selectOption("range");
    await page.getByText("in 8 of 10 simulated cases").waitFor();
    await call.getByText("Cache, images, audio, tools").click();
    const cached = call.getByRole("textbox", {
      name: "Input tokens read from the cache",
      exact: true,
    });
    await cached.fill("5000");
    await becomes(() => cached.getAttribute("aria-invalid"), "true");
    await page.getByRole("button", { name: "Remove extra call 1" }).click();
    await becomes(exactly(page, "project-total"), 72);
    assert.equal((await saved(page)).workloads[0].steps, undefined);
    assert.deepEqual(page.errors, []);
  });

  test("a mix of models, users, weekdays", async () => {
    const page = await open(address());
    await page.getByRole("button", { name: "Split across models" }).click();
    const mix = page.getByRole("group", { name: "Models and their shares" });
    await chooseModel(mix, "gpt-4o-mini", "Model 2");
    // gpt-4o-mini: 1,000 × $0.15 + 200 × $0.60 = $0.00027; half of 9,000 requests each: 36 + 1.215.
    await becomes(exactly(page, "project-total"), 37.215);
    await select(page, "How often").selectOption("users");
    await field(page, "Users").fill("10");
    await field(page, "Calls per user and day").fill("10");
    await becomes(exactly(page, "project-total"), 37.215);
    await mix.getByRole("button", { name: "Remove model 2" }).click();
    await becomes(exactly(page, "project-total"), 72);
  });
});

test("every example of the list opens without an error, with a model that stays", async () => {
  const page = await open(hash({ view: "project" }));
  const start = select(page, "Start from");
  const names = (await start.locator("option").allInnerTexts()).slice(1);
  assert.ok(names.length >= 12, names.join());
  for (const name of names) {
    await start.selectOption(name);
    await page
      .getByRole("status")
      .filter({ hasText: `${name} is an example` })
      .waitFor();
    await becomes(async () => (await saved(page)).name, name);
    await becomes(async () => (await exactly(page, "project-total")()) > 0, true, name);
    assert.equal(
      await page.getByRole("region", { name: "Projection" }).getByRole("alert").count(),
      0,
      name,
    );
    // An example to start from is none that the vendor is about to switch off.
    assert.equal(await page.getByText(/is\s+deprecated|retires\s+on/).count(), 0, name);
  }
});

describe("the chart", () => {
  test("arrow keys read it, with value and events; its table has the same figures", async () => {
    // gemini-4-carbon doubles on 2026-12-01: 1M in at $2, then $4, one a day.
    const page = await open(
      address({
        start: "2026-11-20",
        monthLength: "calendar",
        workloads: [
          {
            name: "calls",
            model: "gemini-4-carbon",
            requests: { perDay: 1 },
            request: { inputTokens: 1_000_000, outputTokens: 0 },
          },
        ],
      }),
    );
    const chart = page.getByRole("slider", { name: "Cost of each month, point by point" });
    await chart.focus();
    // 20 to 30 November are 11 days at $2, the other 19 at $4.
    await becomes(
      async () =>
        (await chart.getAttribute("aria-valuetext")).startsWith(
          "Nov 20 – Dec 19, 2026: Cost $98.00; " +
            "Dec 1, 2026: new prices of gemini-4-carbon (input $2.00 → $4.00, output $10.00 → $20.00)",
        ),
      true,
    );
    await page.keyboard.press("ArrowRight");
    // 20 December to 19 January: 31 days at $4.
    await becomes(
      () => chart.getAttribute("aria-valuetext"),
      "Dec 20, 2026 – Jan 19, 2027: Cost $124.00",
    );
    assert.equal(
      await page.locator(".reading").innerText(),
      "Dec 20, 2026 – Jan 19, 2027: Cost $124.00",
    );
    await page.getByRole("listitem").filter({ hasText: "new prices of gemini-4-carbon" }).waitFor();
    await page.getByText("The same as a table").click();
    assert.deepEqual(
      await page
        .getByRole("region", { name: "Cost of each month, table" })
        .locator("tbody td")
        .allInnerTexts(),
      ["$98.00", "$124.00", "$124.00"],
    );
  });
});

describe("scenarios", () => {
  test("levers: apply and undo; add to the comparison, open, remove", async () => {
    const page = await open(address());
    await becomes(exactly(page, "project-total"), 72);
    const levers = page.getByRole("region", { name: "Ways to save" });
    // The batch tier halves both rates of this model.
    await levers.getByRole("button", { name: "Compare as option: Send it in batches" }).click();
    const table = page.getByRole("region", { name: "Options", exact: true });
    const row = table
      .getByRole("row")
      .filter({ has: page.getByRole("button", { name: "Open Send it in batches" }) });
    await row.getByText("$36.00", { exact: true }).first().waitFor();
    await row.getByText("−$36.00").first().waitFor();
    await levers.getByRole("button", { name: "Apply: Send it in batches" }).click();
    await becomes(exactly(page, "project-total"), 36);
    await page.getByRole("button", { name: "Undo" }).click();
    await becomes(exactly(page, "project-total"), 72);
    await row.getByRole("button", { name: "Open Send it in batches" }).click();
    await becomes(exactly(page, "project-total"), 36);
    // The other scenario does not change with this one.
    await field(page, "Calls per day").fill("200");
    await becomes(exactly(page, "project-total"), 72);
    await row.getByText("$36.00", { exact: true }).first().waitFor();
    // It survives a reload, being in the address.
    await page.waitForFunction(() => location.hash.includes("b="));
    await page.reload();
    await row.getByText("$36.00", { exact: true }).first().waitFor();
    await row.getByRole("button", { name: /^Remove/ }).click();
    await becomes(() => table.count(), 0);
  });

  test("a saved scenario opens again; what is none leaves all as it was", async () => {
    const page = await open(address());
    await becomes(exactly(page, "project-total"), 72);
    const file = await saved(page);
    assert.deepEqual(file, scenario);
    const input = page.locator("project-view input[type=file]");
    await input.setInputFiles(jsonFile("double.json", { ...file, months: 6 }));
    await becomes(exactly(page, "project-total"), 144);
    for (const [name, content] of Object.entries({
      "broken.json": "{",
      "list.json": "[]",
      "other.json": "{}",
      "half.json": { version: 1, months: 2, workloads: [null] },
      "wrong.json": { ...file, months: -3 },
      "hostile.json": {
        ...file,
        workloads: [{ ...workload, growth: { kind: "steps", steps: null } }],
      },
      "markup.json": {
        ...file,
        workloads: [{ ...workload, requests: { perDay: { low: "<img src=x onerror=alert(1)>" } } }],
      },
    })) {
      await input.setInputFiles(jsonFile(name, content));
      await page
        .getByRole("alert")
        .filter({ hasText: `${name} cannot be opened` })
        .filter({ hasText: "Nothing was changed." })
        .waitFor();
      assert.equal(await exactly(page, "project-total")(), 144, name);
    }
    assert.deepEqual(page.errors, []);
  });

  test("months go out as CSV, JSON and Markdown", async () => {
    const page = await open(address());
    await becomes(exactly(page, "project-total"), 72);
    const months = page.getByRole("region", { name: "Month by month" });
    const csv = await downloaded(page, () => exportAs(months, "CSV"));
    assert.equal(
      csv.text,
      [
        '"month","from","days","requests","expected_usd","calls_usd"',
        '"2026-01","2026-01-01",30,3000,24.00,24.00',
        '"2026-02","2026-02-01",30,3000,24.00,24.00',
        '"2026-03","2026-03-01",30,3000,24.00,24.00',
        "",
      ].join("\r\n"),
    );
    const json = await downloaded(page, () => exportAs(months, "JSON"));
    assert.equal(JSON.parse(json.text).total.exact, "72");
    assert.match(
      await copied(page, () => exportAs(months, "Copy as Markdown")),
      /^\| month \| from \| days \|.*\n\| --- .*\n\| 2026-01 \| 2026-01-01 \| 30 \| 3000 \| 24\.00 \| 24\.00 \|/,
    );
  });

  test("a name from a link is text in CSV and Markdown, never a formula or markup", async () => {
    const named = (name, index) => ({ ...scenario.workloads[0], name: name + index });
    const names = ["＝1+1", "x;=1+1", "[a](javascript:b)<img>|\u202e"];
    const page = await open(address({ workloads: names.map(named) }));
    await becomes(exactly(page, "project-total"), 216);
    const months = page.getByRole("region", { name: "Month by month" });
    const csv = await downloaded(page, () => exportAs(months, "CSV"));
    assert.equal(
      csv.text.split("\r\n")[0],
      '"month","from","days","requests","expected_usd","\'＝1+10_usd","x;=1+11_usd","[a](javascript:b)<img>|\u202e2_usd"',
    );
    assert.match(
      await copied(page, () => exportAs(months, "Copy as Markdown")),
      /\| \\\[a\\\]\(javascript:b\)\\<img\\>\\\| 2\\_usd \|/,
    );
  });

  test("a number in a link that no one can mean is refused with its name", async () => {
    const page = await open(hash({ r: "1e308" }));
    await page
      .getByRole("alert")
      .filter({ hasText: '"r" is larger than 1,000,000,000,000' })
      .waitFor();
    assert.deepEqual(page.errors, []);
  });

  test("another currency by the reader's own rate, in tiles, chart and axis", async () => {
    const page = await open(address({}, { cur: "EUR:0.5" }));
    await page.getByText("≈ €36").first().waitFor();
    const chart = page.getByRole("slider", { name: /point by point/ });
    await becomes(
      async () => (await chart.getAttribute("aria-valuetext")).endsWith("≈ €12.00"),
      true,
    );
    // The exact amount stays in dollars.
    assert.equal(await exactly(page, "project-total")(), 72);
  });
});
