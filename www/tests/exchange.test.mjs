/**
 * Links, files, code, reports and own prices, out and in again. Invalid and hostile ones change
 * nothing.
 */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { deflateRawSync } from "node:zlib";
import { enter } from "./browser.mjs";
import { copied, downloaded, exportAs, jsonFile, printed } from "./exports.mjs";
import { becomes, chooseModel, exactly, hash, useBrowser } from "./setup.mjs";

const { open } = useBrowser();

const base64url = (bytes) => Buffer.from(bytes).toString("base64url");
const share = (page) => page.getByRole("dialog", { name: "Share and keep" });
async function openShare(page) {
  await page.getByRole("button", { name: "Share", exact: true }).click();
  return share(page);
}
const total = (page) => page.locator("#price-total").getAttribute("data-exact");
// 500 × $5 + 4,000 × $15, per 1M tokens: $0.0025 + $0.06.
const article = {
  view: "price",
  m: "gpt-4o-2024-05-13",
  q: { inputTokens: 500, outputTokens: 4000 },
};

describe("links", () => {
  test("a link shows the same figures elsewhere, and survives a reload", async () => {
    const page = await open(hash(article));
    await becomes(() => total(page), "0.0625");
    await page.reload();
    await becomes(() => total(page), "0.0625");
  });

  test("a copied link opened by another reader shows the same figures in every view", async () => {
    const page = await open();
    await enter(page.getByLabel("Text to count"), "Hello world");
    await page.locator("#token-count", { hasText: /^2$/ }).waitFor();
    await page.getByRole("textbox", { name: "Requests", exact: true }).fill("7k");
    await page.getByRole("link", { name: "Budget", exact: true }).click();
    await page.getByRole("combobox", { name: "Start from" }).selectOption("Support chatbot");
    await page.getByRole("textbox", { name: "Months", exact: true }).fill("24");
    await page.getByRole("button", { name: "Save as an option", exact: true }).click();
    await becomes(
      () => page.getByRole("region", { name: "Options", exact: true }).getByRole("row").count(),
      3,
    );
    const figures = async (reader) => {
      const seen = {};
      for (const [view, id] of [
        ["One request", "price-total"],
        ["One request", "price-month"],
        ["Budget", "project-total"],
      ]) {
        await reader.getByRole("link", { name: view, exact: true }).click();
        await reader.locator(`#${id}:not([data-exact=''])`).waitFor();
        seen[id] = await reader.locator(`#${id}`).getAttribute("data-exact");
      }
      await reader.getByRole("region", { name: "Options", exact: true }).waitFor();
      seen.months = await reader.getByRole("slider").getAttribute("aria-valuemax");
      return seen;
    };
    const dialog = await openShare(page);
    const link = await copied(page, () =>
      dialog.getByRole("button", { name: "Copy link" }).click(),
    );
    await dialog.getByRole("button", { name: "Close" }).click();
    assert.ok(!decodeURIComponent(link).includes("Hello"), "the text stays at home");

    const elsewhere = await open(new URL(link).hash);
    assert.deepEqual(await figures(elsewhere), await figures(page));
    assert.equal((await figures(elsewhere)).months, "24");
    await elsewhere.getByRole("link", { name: "Text & files", exact: true }).click();
    assert.equal(await elsewhere.getByLabel("Text to count").inputValue(), "");
  });

  test("the text goes along where the reader ticks the box; a long link is packed", async () => {
    const text =
      "The quick brown fox jumps over the lazy dog, again and again. ".repeat(200) + "Ende: ä€🙂";
    const page = await open();
    await enter(page.getByLabel("Text to count"), text);
    const dialog = await openShare(page);
    await dialog.getByLabel("Include the text").check();
    const link = await copied(page, () =>
      dialog.getByRole("button", { name: "Copy link" }).click(),
    );
    assert.match(link, /#v=1&z=[\w-]+$/);
    assert.ok(link.length < 2000, `12 KB of text in ${link.length} characters`);
    const elsewhere = await open(new URL(link).hash);
    await becomes(() => elsewhere.getByLabel("Text to count").inputValue(), text);
  });

  test("back and forward go through the views", async () => {
    const page = await open(hash(article));
    await page.getByRole("link", { name: "Compare", exact: true }).click();
    await page.getByRole("heading", { level: 1, name: /Which model/ }).waitFor();
    await page.waitForFunction(() => location.hash.includes("view=compare"));
    await page.goBack();
    await page.getByRole("heading", { level: 1, name: /one request/ }).waitFor();
    await page.goForward();
    await page.getByRole("heading", { level: 1, name: /Which model/ }).waitFor();
  });

  const scenario = {
    version: 1,
    months: 2,
    workloads: [{ name: "a", model: "gpt-4o", requests: { perDay: 1 } }],
  };
  const bomb = deflateRawSync(Buffer.alloc(200 << 20, "v=1&text=a"), { level: 9 });
  const broken = {
    "a request that is no JSON": "#v=1&q={broken",
    "another version": "#v=9&view=price",
    "no view of the page": "#v=1&view=admin",
    "a negative volume": "#v=1&r=-5",
    "a workload that is none": hash({ s: { version: 1, months: 2, workloads: [null] } }),
    "markup for a number": hash({ q: { inputTokens: "<img src=x onerror=alert(1)>" } }),
    "a quantity that nobody knows": hash({ q: { inputTokens: 1, __proto__x: 5 } }),
    "an image that is none": hash({ q: { images: [null] } }),
    "steps that are none": hash({
      s: {
        ...scenario,
        workloads: [{ ...scenario.workloads[0], growth: { kind: "steps", steps: null } }],
      },
    }),
    "a growth that nobody knows": hash({
      s: { ...scenario, workloads: [{ ...scenario.workloads[0], growth: { kind: "wild" } }] },
    }),
    "a million months": hash({ s: { ...scenario, months: 1e6 } }),
    "a scenario to compare that is invalid": hash({
      b: [{ name: "x", scenario: { ...scenario, workloads: [{}] } }],
    }),
    "a list of scenarios that is none": hash({ b: { length: 1 } }),
    "a currency that is none": "#v=1&cur=%3Cb%3E:1",
    "a day that is none": "#v=1&on=2026-99-99",
    "packed, but not base64": "#v=1&z=%%%",
    "packed, but not deflated": `#v=1&z=${base64url("not deflated at all")}`,
    "packed, but no text": `#v=1&z=${base64url(deflateRawSync(Buffer.from([0xff, 0xfe, 0x80])))}`,
    "packed, and nothing in it that is a state": `#v=1&z=${base64url(deflateRawSync("v=1&view=admin"))}`,
    "a bomb: 200 MB in 200 KB": `#v=1&z=${base64url(bomb)}`,
  };
  test("broken and hostile links leave the state as it was, with a message", async () => {
    const page = await open(hash(article));
    await becomes(() => total(page), "0.0625");
    for (const [what, link] of Object.entries(broken)) {
      await page.evaluate((next) => {
        location.hash = next;
      }, link);
      await page
        .getByRole("alert")
        .filter({ hasText: "This link cannot be read" })
        .waitFor({ timeout: 20_000 })
        .catch(() => assert.fail(`no message: ${what}`));
      assert.equal(await total(page), "0.0625", what);
      await page.getByRole("heading", { level: 1, name: "What does one request cost?" }).waitFor();
      await page.getByRole("button", { name: "Dismiss" }).click();
    }
    assert.deepEqual(page.errors, []);
  });

  test("unfinished fields survive a reload, with their errors", async () => {
    const page = await open(
      hash({
        view: "project",
        s: {
          version: 1,
          months: 3,
          workloads: [
            { name: "a", model: "gpt-4o", requests: { perDay: 1 }, request: { inputTokens: 100 } },
          ],
        },
      }),
    );
    await page.getByText("Batches, caching, retries, seasons").click();
    const prefix = page.getByRole("textbox", {
      name: "Prompt prefix to cache, tokens",
      exact: true,
    });
    await page
      .getByRole("textbox", { name: "Requests that find it in the cache, %", exact: true })
      .fill("50");
    await prefix.fill("2000");
    await becomes(() => prefix.getAttribute("aria-invalid"), "true");
    await page.waitForFunction(() =>
      decodeURIComponent(location.hash).includes('"prefixTokens":2000'),
    );
    await page.reload();
    await page.getByText("Batches, caching, retries, seasons").click();
    await becomes(() => prefix.inputValue(), "2,000");
    await becomes(() => prefix.getAttribute("aria-invalid"), "true");
    assert.equal(await page.getByText("This link cannot be read").count(), 0);
  });

  test("a broken link on a first visit opens the page as on any first visit", async () => {
    const page = await open(broken["a workload that is none"]);
    await page.getByRole("alert").filter({ hasText: "This link cannot be read" }).waitFor();
    await enter(page.getByLabel("Text to count"), "Hello world");
    await page.locator("#token-count", { hasText: /^2$/ }).waitFor();
  });
});

describe("files of the page", () => {
  test("the state is saved and opened by another reader; texts are not in it", async () => {
    const page = await open(hash({ ...article, r: 123, pick: "gpt-4o" }));
    await becomes(() => total(page), "0.0625");
    const dialog = await openShare(page);
    const { name, text } = await downloaded(page, () =>
      dialog.getByRole("button", { name: "Save this page" }).click(),
    );
    assert.equal(JSON.parse(text).format, "tokenfare page");

    const elsewhere = await open();
    await enter(elsewhere.getByLabel("Text to count"), "my own text");
    const theirs = await openShare(elsewhere);
    await theirs.locator("input[type=file]").setInputFiles(jsonFile(name, text));
    await theirs.getByRole("status").filter({ hasText: "is open." }).waitFor();
    await theirs.getByRole("button", { name: "Close" }).click();
    await becomes(() => total(elsewhere), "0.0625");
    // 0.0625 × 123 × 30.
    await becomes(() => elsewhere.locator("#price-month").getAttribute("data-exact"), "230.625");
    await elsewhere.getByRole("link", { name: "Text & files", exact: true }).click();
    assert.equal(await elsewhere.getByLabel("Text to count").inputValue(), "my own text");
  });

  test("files that are none, or broken, leave the state as it was", async () => {
    const page = await open(hash(article));
    await becomes(() => total(page), "0.0625");
    const dialog = await openShare(page);
    const files = {
      "empty.json": "",
      "text.json": "hello",
      "null.json": "null",
      "list.json": "[1]",
      "foreign.json": { a: 1 },
      "fields.json": { format: "tokenfare page", v: 1 },
      "view.json": { format: "tokenfare page", v: "1", view: "admin" },
      "request.json": { format: "tokenfare page", v: "1", q: '{"images":[null]}' },
      "prices.json": { models: [5] },
      "discounts.json": { discounts: [{ percent: 500 }] },
      "scenario.json": {
        version: 1,
        months: 0,
        workloads: [{ name: "a", model: "gpt-4o", requests: { perDay: 1 } }],
      },
      "large.json": `"${"x".repeat(5_000_000)}"`,
    };
    for (const [name, content] of Object.entries(files)) {
      await dialog.locator("input[type=file]").setInputFiles(jsonFile(name, content));
      await dialog
        .getByRole("alert")
        .filter({ hasText: `${name} cannot be opened` })
        .filter({ hasText: "Nothing was changed." })
        .waitFor({ timeout: 10_000 })
        .catch(() => assert.fail(`no message: ${name}`));
      assert.equal(await total(page), "0.0625", name);
    }
    assert.equal(await page.evaluate(() => localStorage.getItem("tokenfare.overrides")), null);
    assert.deepEqual(page.errors, []);
  });

  test("a quote as CSV, JSON and Markdown", async () => {
    const page = await open(hash(article));
    await becomes(() => total(page), "0.0625");
    const price = page.getByRole("region", { name: "The price" });
    const csv = await downloaded(page, () => exportAs(price, "CSV"));
    const lines = csv.text
      .trim()
      .split("\r\n")
      .map((line) => line.split(",").map((cell) => cell.replaceAll('"', "")));
    assert.deepEqual(
      lines.slice(1).map(([name, , , , amount]) => [name, amount]),
      [
        ["input", "0.0025"],
        ["output", "0.06"],
        ["total", "0.0625"],
      ],
    );
    assert.equal(
      JSON.parse((await downloaded(page, () => exportAs(price, "JSON"))).text).total.exact,
      "0.0625",
    );
    assert.match(
      await copied(page, () => exportAs(price, "Copy as Markdown")),
      /\| input \| 500 \| 1M tokens \| 5 \| 0\.0025 \|/,
    );
  });

  test("the comparison as CSV and JSON", async () => {
    const page = await open(hash({ ...article, view: "compare" }));
    const models = page.getByRole("region", { name: "Models" });
    await models.locator("tbody tr").first().waitFor();
    const csv = (await downloaded(page, () => exportAs(models, "CSV"))).text.trim().split("\r\n");
    const json = JSON.parse((await downloaded(page, () => exportAs(models, "JSON"))).text);
    assert.ok(csv.length > 51, "all of them, not only the rows in sight");
    assert.equal(json.length, csv.length - 1);
    assert.deepEqual(
      csv.slice(1).map((line) => line.split(",")[2]),
      json.map((quote) => quote.total.exact),
    );
  });
});

test("copied as code, it runs, and prints the figures that the page shows", async () => {
  const page = await open(
    hash({
      ...article,
      s: {
        version: 1,
        months: 3,
        monthLength: 30,
        workloads: [
          {
            name: "calls",
            model: "gpt-4o-2024-05-13",
            requests: { perDay: 100 },
            request: { inputTokens: 1000, outputTokens: 200 },
          },
        ],
      },
    }),
  );
  const dialog = await openShare(page);
  const code = await copied(page, () =>
    dialog.getByRole("button", { name: "Copy as code" }).click(),
  );
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ["--input-type=module", "--eval", code],
    { cwd: fileURLToPath(new URL("..", import.meta.url)) },
  );
  // $0.0625 as above; $24 a month, three of them.
  assert.deepEqual(stdout.trim().split("\n"), ["0.0625", "72"]);
});

test("the printed report has the request, its sources and the months; then the page is back", async () => {
  const page = await open(
    hash({
      ...article,
      s: {
        version: 1,
        name: "By hand",
        start: "2026-01-01",
        months: 3,
        monthLength: 30,
        workloads: [
          {
            name: "calls",
            model: "gpt-4o-2024-05-13",
            requests: { perDay: 100 },
            request: { inputTokens: 1000, outputTokens: 200 },
          },
        ],
      },
    }),
  );
  const { text, report, page: shown } = await printed(page);
  assert.ok(report && !shown, "the report in the place of the page");
  for (const part of [
    "500 × $5 / 1M tokens",
    "Calls: 100 a day",
    "$0.0625",
    "$1,875.00",
    "By hand",
    "Mar 2026",
    "$72.00",
    "https://",
  ])
    assert.ok(text.includes(part), `${part} in: ${text}`);
  assert.equal(await page.locator(".report").count(), 0);
});

test("printed directly, a view has no buttons and no menus", async () => {
  const page = await open(hash(article));
  await becomes(() => total(page), "0.0625");
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.getByRole("button").count(), 0);
  assert.equal(await page.getByRole("navigation").count(), 0);
  assert.ok(await page.locator("#price-total").isVisible());
});

describe("own prices", () => {
  const own = (page) => page.getByRole("region", { name: "Own prices" });

  test("a price and a discount apply in every view and after a reload", async () => {
    const page = await open(hash({ ...article, view: "catalog" }));
    await page.getByRole("button", { name: "Your own prices" }).click();
    await own(page).getByRole("button", { name: "Add a price" }).click();
    const price = own(page).getByRole("group", { name: "Own price 1" });
    await price.getByLabel("Model, known or new").fill("our-model");
    await price.getByLabel("Model, known or new").blur();
    await price.getByLabel("Input, $ per 1M tokens", { exact: true }).fill("10");
    await price.getByLabel("Output, $ per 1M tokens", { exact: true }).fill("100");
    await own(page).getByRole("button", { name: "Add a discount" }).click();
    await own(page).getByRole("group", { name: "Discount 1" }).getByLabel("Discount, %").fill("20");
    await own(page).getByRole("status").filter({ hasText: "Your prices apply." }).waitFor();

    await page.getByRole("link", { name: "One request", exact: true }).click();
    // 20 % off OpenAI's: 0.0625 × 0.8.
    await becomes(() => total(page), "0.05");
    await chooseModel(page, "our-model");
    // 500 × $10 + 4,000 × $100, per 1M tokens.
    await becomes(() => total(page), "0.405");
    await page.waitForFunction(() => location.hash.includes("m=our-model"));
    await page.reload();
    await becomes(() => total(page), "0.405");

    await page.getByRole("link", { name: "Prices", exact: true }).click();
    await page.getByRole("button", { name: "Your own prices" }).click();
    const { text, name } = await downloaded(page, () =>
      own(page).getByRole("button", { name: "Save prices" }).click(),
    );
    await own(page).getByRole("button", { name: "Use list prices" }).click();
    await own(page).getByRole("status").filter({ hasText: "List prices apply." }).waitFor();
    assert.equal(await page.evaluate(() => localStorage.getItem("tokenfare.overrides")), null);

    const elsewhere = await open(hash(article));
    const dialog = await openShare(elsewhere);
    await dialog.locator("input[type=file]").setInputFiles(jsonFile(name, text));
    await dialog.getByRole("status").filter({ hasText: "apply" }).waitFor();
    await dialog.getByRole("button", { name: "Close" }).click();
    await elsewhere.getByLabel("Output tokens", { exact: true }).fill("4k");
    await elsewhere.getByLabel("Input tokens", { exact: true }).fill("500");
    await becomes(() => total(elsewhere), "0.05");
  });

  test("broken ones are named and change nothing", async () => {
    const page = await open(hash({ ...article, view: "catalog" }));
    await page.getByRole("button", { name: "Your own prices" }).click();
    await own(page).getByText("Edit as JSON").click();
    for (const json of [
      "{",
      '{"models":[5]}',
      '{"discounts":[{"percent":500}]}',
      '{"models":[{"id":"gpt-4o","rates":[{"usd":{"input":"-1"}}]}]}',
    ]) {
      await own(page).getByLabel("In the format of catalog.extend").fill(json);
      await own(page).getByLabel("In the format of catalog.extend").blur();
      await own(page)
        .getByRole("alert")
        .filter({ hasText: /not\s+JSON|Nothing\s+was\s+changed/ })
        .waitFor();
      assert.equal(
        await page.evaluate(() => localStorage.getItem("tokenfare.overrides")),
        null,
        json,
      );
    }
    assert.deepEqual(page.errors, []);
  });
});

describe("the catalog", () => {
  test("a disputed price says who says what", async () => {
    const page = await open(hash({ view: "catalog", m: "claude-3-5-haiku" }));
    await page
      .getByRole("region", { name: "Disputes" })
      .getByText("$1 / $5 per 1M tokens (input / output)")
      .waitFor();
  });

  test("the chart of a model's price reads the days on which it changed", async () => {
    const page = await open(hash({ view: "catalog", m: "gemini-4-carbon" }));
    const chart = page.getByRole("slider", { name: "Prices of gemini-4-carbon, point by point" });
    await chart.focus();
    await becomes(
      () => chart.getAttribute("aria-valuetext"),
      "Nov 10, 2026: Input $2.00; Cached input $0.10; Output $10.00",
    );
    await page.keyboard.press("End");
    await becomes(
      () => chart.getAttribute("aria-valuetext"),
      "Dec 1, 2026: Input $4.00; Cached input $0.20; Output $20.00",
    );
  });

  test("catalog.json goes out whole, and the list of all models finds one", async () => {
    const page = await open(hash({ view: "catalog" }));
    await page.getByRole("button", { name: "All models", exact: true }).click();
    const all = page.getByRole("region", { name: "All models", exact: true });
    const { text } = await downloaded(page, () => exportAs(all, "Catalog as JSON"));
    assert.ok(JSON.parse(text).providers.length > 10);
    await page.getByLabel("Search").fill("gpt-4o-2024-05-13");
    await all
      .getByRole("rowheader")
      .filter({ hasText: "gpt-4o-2024-05-13" })
      .getByRole("button")
      .first()
      .click();
    await page.getByRole("region", { name: "The model" }).getByText("128,000").waitFor();
  });

  test("a price on a day, the changes of 90 days, coverage, and another price list", async () => {
    const page = await open(hash({ view: "catalog", m: "gemini-4-carbon" }));
    const rates = page.getByRole("region", { name: "Prices on a day" });
    // $2 and $10 on the page's day, November 20; $4 and $20 from December 1 on.
    await rates.getByText("$2.00 per 1M tokens").waitFor();
    await page.getByLabel("Price on").fill("2026-12-01");
    await rates.getByText("$20.00 per 1M tokens").waitFor();
    await page.getByRole("button", { name: "Recent changes" }).click();
    await page
      .getByRole("row")
      .filter({ hasText: "Gemini 4 Carbon" })
      .getByText("input $2.00 → $4.00, output $10.00 → $20.00")
      .first()
      .waitFor();
    await page.getByRole("button", { name: "Sources" }).click();
    await page
      .getByRole("region", { name: "Coverage, table" })
      .getByRole("row", { name: /^OpenAI/ })
      .waitFor();
    await page
      .getByRole("region", { name: "Price lists" })
      .locator("input[type=file]")
      .setInputFiles(
        jsonFile("litellm.json", {
          "my-model": {
            litellm_provider: "openai",
            mode: "chat",
            input_cost_per_token: 0.000003,
            output_cost_per_token: 0.000009,
          },
        }),
      );
    await page.getByText("The prices of litellm.json apply").waitFor();
    await page.getByRole("link", { name: "One request", exact: true }).click();
    await chooseModel(page, "my-model");
    // The example: 1,000 × $3 and 300 × $9, per 1M.
    await becomes(() => total(page), "0.0057");
  });
});

test("the currency: errors are shown beside their field, and converted amounts are marked", async () => {
  const page = await open(hash(article));
  const dialog = await openShare(page);
  const [code, rate] = [
    dialog.getByLabel("Currency", { exact: true }),
    dialog.getByLabel("Units for one US dollar"),
  ];
  await rate.fill("none");
  await rate.blur();
  await becomes(() => rate.getAttribute("aria-invalid"), "true");
  await dialog.getByText("Enter how many units one US dollar buys, such as 0.92.").waitFor();
  await code.fill("eur");
  await rate.fill("2");
  await rate.blur();
  await becomes(() => rate.getAttribute("aria-invalid"), "false");
  await dialog.getByRole("button", { name: "Close" }).click();
  await becomes(() => page.locator("#price-total").innerText(), "≈ €0.125");
  await becomes(exactly(page, "price-total"), 0.0625);
});
