/**
 * Every view by role and name: in both themes, on small screens, with all fields in use, without a
 * finding of axe-core.
 */
import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import { enter } from "./browser.mjs";
import { becomes, findings, hash, useBrowser } from "./setup.mjs";

const { open } = useBrowser();
const viewNames = ["Text & files", "One request", "Compare", "Budget", "Usage", "Prices"];

const request = {
  inputTokens: 12_000,
  cachedInputTokens: 8000,
  outputTokens: 800,
  images: [{ width: 1024, height: 768 }],
  webSearchCalls: 1,
};
const scenario = {
  version: 1,
  name: "Everything at once",
  start: "2026-11-20",
  months: 6,
  budget: { monthly: 100, thresholds: [0.5, 1] },
  credits: {
    grants: [{ amount: 100 }, { amount: 50, from: "2026-12-01", expires: "2027-02-01" }],
    autoRecharge: { below: 10, amount: 20 },
  },
  limits: { requestsPerMinute: 2 },
  fixed: [{ name: "hosting", amount: 20 }],
  workloads: [
    {
      name: "chat",
      model: "gpt-5.4-mini",
      requests: { perDay: { low: 500, mode: 1000, high: 2000 } },
      growth: { kind: "compound", perMonth: 0.1 },
      conversation: {
        turns: 5,
        systemTokens: 800,
        userTokens: 50,
        answerTokens: { p50: 100, p95: 300, spread: "requests" },
      },
    },
    {
      name: "mix",
      model: [
        { model: "gemini-4-carbon", share: 0.5 },
        { model: "gpt-5.4", share: 0.5 },
      ],
      requests: { perDay: 50 },
      growth: { kind: "steps", steps: [{ month: 3, factor: 2 }] },
      request: { inputTokens: 1000, outputTokens: 200, images: [{ width: 800, height: 600 }] },
    },
  ],
};
const smaller = { ...scenario, name: "Smaller", months: 6, workloads: [scenario.workloads[0]] };

/** Two frames later, all that was changed is drawn. */
const settled = (page) =>
  page.evaluate(
    () =>
      new Promise((done) =>
        requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 60))),
      ),
  );

/** What can be pressed and is smaller than 24 px, apart from links within a text. */
const smallTargets = (page) =>
  page.evaluate(() =>
    [...document.querySelectorAll("button, summary, select, input:not([type=file]), nav a")]
      .filter((element) => element.checkVisibility() && !element.closest(".visually-hidden"))
      .filter((element) => {
        // A small box within its label is pressed by the label.
        const target = element.closest("label.check") ?? element;
        const { width, height } = target.getBoundingClientRect();
        return !element.closest("p") && width > 0 && (height < 23.5 || width < 23.5);
      })
      .map(
        (element) => `${element.outerHTML.slice(0, 90)} ${element.getBoundingClientRect().height}`,
      ),
  );

/** Each view with what a reader would have in it. */
const populated = {
  Count: [
    hash({ m: "gpt-4o-mini", also: "gpt-4-turbo,claude-sonnet-5-5" }),
    async (page) => {
      await enter(
        page.getByLabel("Text to count"),
        "Hello world, this is a text.\nAnd a second line.\n".repeat(40),
      );
      await page.getByLabel("Choose files").setInputFiles([
        { name: "notes.txt", mimeType: "text/plain", buffer: Buffer.from("Some notes.\n") },
        { name: "rows.csv", mimeType: "text/csv", buffer: Buffer.from("one\ntwo\n") },
        { name: "noise.dat", mimeType: "", buffer: Buffer.from([0, 1, 0]) },
      ]);
      await page
        .getByRole("listitem", { name: "rows.csv" })
        .getByText("2 rows", { exact: false })
        .waitFor();
      for (const name of [
        "Where these figures come from",
        "Split into several requests",
        "One request per row",
        "Shorten or split to a budget",
        "Chat with roles and tools",
      ])
        await page.getByText(name).click();
      await page.getByRole("button", { name: "Add an example tool" }).click();
      await page.getByRole("button", { name: "Split", exact: true }).click();
      await page.getByText(/part.*,\s+the\s+largest\s+of/).waitFor();
    },
  ],
  Price: [
    hash({ view: "price", m: "gpt-5.4", q: request }),
    async (page) => {
      await page.locator("#price-total:not([data-exact=''])").waitFor();
      for (const line of await page.locator(".why > summary").all()) await line.click();
      await page.getByRole("textbox", { name: "Output tokens", exact: true }).fill("many");
    },
  ],
  Compare: [
    hash({ view: "compare", q: request, pick: "gpt-5.4,claude-sonnet-5-5", old: "1" }),
    (page) => page.getByRole("article", { name: "gpt-5.4" }).waitFor(),
  ],
  Project: [
    hash({ view: "project", s: scenario, b: [{ name: "Smaller", scenario: smaller }] }),
    async (page) => {
      await page.getByRole("region", { name: "Options side by side" }).waitFor();
      for (const summary of await page.locator("details:not([open]) > summary").all())
        if (await summary.isVisible()) await summary.click();
      await page.getByRole("slider", { name: /point by point/ }).press("ArrowRight");
    },
  ],
  Catalog: [
    hash({ view: "catalog", m: "claude-3-5-haiku" }),
    async (page) => {
      await page.getByRole("region", { name: "Disputes" }).waitFor();
      await page.getByRole("button", { name: "Your own prices" }).click();
      await page.getByRole("button", { name: "Add a discount" }).click();
      await page.getByRole("button", { name: "Add a price" }).click();
    },
  ],
};

test("each view opens by its link, empty, without a finding of axe-core, in both themes", async () => {
  const page = await open("");
  for (const view of viewNames) {
    await page
      .getByRole("navigation", { name: "Views" })
      .getByRole("link", { name: view, exact: true })
      .click();
    await becomes(
      () => page.getByRole("link", { name: view, exact: true }).getAttribute("aria-current"),
      "page",
    );
    for (const colorScheme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme });
      await settled(page);
      assert.deepEqual(await findings(page), [], `${view}, ${colorScheme}`);
    }
  }
  assert.deepEqual(page.errors, []);
});

for (const [view, [address, fill]] of Object.entries(populated)) {
  test(`${view} with much in it has no finding of axe-core and does not scroll sideways`, async () => {
    const page = await open(address);
    await fill(page);
    for (const width of [360, 768, 1280]) {
      await page.setViewportSize({ width, height: 800 });
      for (const colorScheme of ["light", "dark"]) {
        await page.emulateMedia({ colorScheme });
        await settled(page);
        assert.deepEqual(await findings(page), [], `${width} px, ${colorScheme}`);
      }
      assert.ok(
        await page.evaluate((most) => document.documentElement.scrollWidth <= most, width),
        `no wider than ${width} px`,
      );
      assert.deepEqual(await smallTargets(page), [], `${width} px`);
    }
    assert.deepEqual(page.errors, []);
    await page.context().close();
  });
}

test("the theme's button cycles through system, light and dark and survives a reload", async () => {
  const page = await open("", { colorScheme: "light" });
  const paper = () =>
    page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const day = await paper();
  await page.getByRole("button", { name: "Theme: system" }).click();
  await page.getByRole("button", { name: "Theme: light" }).click();
  await page.getByRole("button", { name: "Theme: dark" }).waitFor();
  const night = await paper();
  assert.notEqual(night, day);
  await page.reload();
  await page.getByRole("button", { name: "Theme: dark" }).waitFor();
  assert.equal(await paper(), night);
});

describe("as the reader's system asks", () => {
  test("reduced motion: nothing moves", async () => {
    const page = await open("", { reducedMotion: "reduce" });
    assert.equal(
      await page.evaluate(() => getComputedStyle(document.documentElement).scrollBehavior),
      "auto",
    );
    await page.getByRole("link", { name: "Budget", exact: true }).click();
    await page.getByRole("slider").waitFor();
    assert.equal(await page.evaluate(() => document.getAnimations().length), 0);
  });

  test("forced colours: the current view and token are marked, and axe-core finds nothing", async () => {
    const page = await open("", { forcedColors: "active" });
    await enter(page.getByLabel("Text to count"), "Hello world");
    await page.getByRole("listbox", { name: "Tokens" }).getByRole("option").nth(1).waitFor();
    const style = (locator, name) =>
      locator.evaluate((element, property) => getComputedStyle(element)[property], name);
    const nav = page.getByRole("navigation", { name: "Views" });
    assert.equal(
      await style(
        nav.getByRole("link", { name: "Text & files", exact: true }),
        "textDecorationLine",
      ),
      "underline",
    );
    assert.equal(
      await style(
        nav.getByRole("link", { name: "One request", exact: true }),
        "textDecorationLine",
      ),
      "none",
    );
    const tokens = page.getByRole("listbox", { name: "Tokens" }).getByRole("option");
    assert.equal(await style(tokens.nth(0), "outlineStyle"), "solid");
    assert.equal(await style(tokens.nth(1), "outlineStyle"), "none");
    assert.deepEqual(await findings(page), []);
  });

  test("more contrast: what is soft is written in full ink", async () => {
    for (const [contrast, same] of [
      ["no-preference", false],
      ["more", true],
    ]) {
      const page = await open("", { contrast });
      const [soft, ink] = await page.evaluate(() =>
        [document.querySelector(".soft"), document.body].map(
          (element) => getComputedStyle(element).color,
        ),
      );
      assert.equal(soft === ink, same, contrast);
    }
  });

  test("a phone: the cost is visible while typing, and rows of tables are cards", async () => {
    const page = await open("", { viewport: { width: 360, height: 700 } });
    await enter(page.getByLabel("Text to count"), "Hello world");
    const bar = page.locator(".total-bar");
    await bar.getByText("2", { exact: true }).waitFor();
    const box = await bar.boundingBox();
    assert.ok(box.y + box.height <= 700 && box.y > 500, `at the lower edge, not at ${box.y}`);
    await page.getByRole("link", { name: "Compare", exact: true }).click();
    const row = page.getByRole("region", { name: "Comparison" }).locator("tbody tr").first();
    await row.waitFor();
    assert.equal(await row.evaluate((element) => getComputedStyle(element).display), "block");
    // What a row says of a column stands together, at its right edge.
    const parts = await page
      .getByRole("region", { name: "Comparison" })
      .locator("td[data-label]")
      .evaluateAll((cells) =>
        cells.map(
          (cell) =>
            cell.children.length +
            [...cell.childNodes].filter(
              (node) => node.nodeType === Node.TEXT_NODE && node.data.trim(),
            ).length,
        ),
      );
    assert.deepEqual([...new Set(parts)], [1]);
  });

  /** What a table hides at its right, and the words of its row names that are broken in two. */
  const fitOf = (region) =>
    region.evaluate((element) => {
      const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT, (node) =>
        node.parentElement.closest("tbody th") ? NodeFilter.FILTER_ACCEPT : NodeFilter.FILTER_SKIP,
      );
      const broken = [];
      while (texts.nextNode()) {
        for (const { 0: word, index } of texts.currentNode.data.matchAll(/[^\s/_:-]+/g)) {
          const range = document.createRange();
          range.setStart(texts.currentNode, index);
          range.setEnd(texts.currentNode, index + word.length);
          if (range.getClientRects().length > 1) broken.push(word);
        }
      }
      return { hidden: element.scrollWidth - element.clientWidth, broken };
    });

  test("a tablet: every column of Compare is visible, and names break only between their parts", async () => {
    const page = await open(
      hash({
        view: "compare",
        q: { inputTokens: 12_000, outputTokens: 800 },
        old: "1",
        hosts: "1",
      }),
      { viewport: { width: 768, height: 1024 } },
    );
    const region = page.getByRole("region", { name: "Comparison" });
    const search = page.getByRole("searchbox", { name: "Search" });
    // Names of one part, of many, and dates in the last column.
    for (const [words, name] of [
      ["", ""],
      ["groq qwen", "groq/"],
      ["gpt-5", "gpt-5"],
    ]) {
      await search.fill(words);
      await region.getByRole("rowheader").filter({ hasText: name }).first().waitFor();
      assert.deepEqual(await fitOf(region), { hidden: 0, broken: [] }, words);
    }
  });

  test("tables fit the column they stand in, on a wide screen too", async () => {
    for (const width of [920, 1100, 1440]) {
      const page = await open(populated.Project[0], { viewport: { width, height: 800 } });
      await page.getByText("Cost breakdown").click();
      for (const name of [/^Each figure alone/, "Options", "Rate limits, table", "Lines"]) {
        const region = page.getByRole("region", { name, exact: true });
        await region.getByRole("row").nth(1).waitFor();
        assert.deepEqual(await fitOf(region), { hidden: 0, broken: [] }, `${name} at ${width} px`);
      }
      assert.ok(
        await page.evaluate((most) => document.documentElement.scrollWidth <= most, width),
        `no wider than ${width} px`,
      );
      await page.context().close();
    }
  });

  test("German: numbers are read and written the German way", async () => {
    const page = await open(hash({ view: "price", m: "gpt-4o-2024-05-13", r: 1000 }), {
      locale: "de-DE",
    });
    const input = page.getByRole("textbox", { name: "Input tokens", exact: true });
    const exact = () => page.locator("#price-total").getAttribute("data-exact");
    await page.getByRole("textbox", { name: "Output tokens", exact: true }).fill("0");
    await input.fill("1.000.000");
    // A million tokens at $5.
    await becomes(exact, "5");
    await input.fill("1,5k");
    await becomes(exact, "0.0075");
    const daily = page.getByRole("textbox", { name: "Requests", exact: true });
    await daily.fill("1,125");
    await daily.blur();
    // Written as it was meant: with a point it would read as eleven hundred and twenty-five.
    assert.equal(await daily.inputValue(), "1,125");
    await daily.focus();
    await daily.press("End");
    await daily.press("5");
    await daily.press("Backspace");
    // 0.0075 × 1.125 × 30.
    await becomes(() => page.locator("#price-month").getAttribute("data-exact"), "0.253125");
    assert.match(await page.locator("#price-month").innerText(), /^0,25/);
  });
});

describe("by keyboard alone", () => {
  test("text, tokens one by one, views, help", async () => {
    const page = await open();
    await page.keyboard.press("/");
    await page.keyboard.type("Hello world");
    const list = page.getByRole("listbox", { name: "Tokens" });
    await list.getByRole("option").nth(1).waitFor();
    await list.focus();
    await page.keyboard.press("ArrowRight");
    // o200k_base: "Hello" is 13225, " world" is 2375.
    await page
      .getByRole("status")
      .filter({ hasText: "Token 2: “·world”, id 2375, characters 5 to 11" })
      .waitFor();
    await page.keyboard.press("Alt+3");
    await page.getByRole("heading", { level: 1, name: /Which model/ }).waitFor();
    await page.keyboard.press("?");
    await page.getByRole("dialog", { name: "Glossary and shortcuts" }).waitFor();
    await page.keyboard.press("Escape");
    assert.equal(await page.getByRole("dialog").count(), 0);
  });

  test("the skip link, a preset and the chart", async () => {
    const page = await open(hash({ view: "project" }));
    await page.keyboard.press("Tab");
    assert.equal(
      await page.evaluate(() => document.activeElement.textContent),
      "Skip to the content",
    );
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement.tagName), "SELECT");
    await page.keyboard.type("Support");
    const chart = page.getByRole("slider", { name: "Cost of each month, point by point" });
    await becomes(
      () => page.getByRole("combobox", { name: "Start from" }).inputValue(),
      "Support chatbot",
    );
    await chart.focus();
    await page.keyboard.press("End");
    await becomes(() => chart.getAttribute("aria-valuenow"), "12");
    await page.keyboard.press("ArrowLeft");
    await becomes(() => chart.getAttribute("aria-valuenow"), "11");
    // What is said is also shown.
    assert.equal(
      await page.locator(".reading").innerText(),
      await chart.getAttribute("aria-valuetext"),
    );
  });

  test("Compare: a search, Enter picks the first, Escape clears", async () => {
    const page = await open(hash({ view: "compare" }));
    await page.getByRole("region", { name: "Comparison" }).locator("tbody tr").first().waitFor();
    await page.keyboard.press("/");
    await page.keyboard.type("gpt-5.4-mini");
    await page.keyboard.press("Enter");
    await page.getByRole("article", { name: "gpt-5.4-mini" }).waitFor();
    await page.keyboard.press("Escape");
    await becomes(() => page.getByRole("searchbox", { name: "Search" }).inputValue(), "");
  });

  test("everything that can be clicked can be reached by Tab", async () => {
    const page = await open(hash({ view: "price" }));
    const count = await page.evaluate(
      () =>
        [...document.querySelectorAll("a, button, input, select, textarea, summary")].filter(
          (element) => element.checkVisibility() && !element.disabled && !element.closest("dialog"),
        ).length,
    );
    const reached = new Set();
    for (let i = 0; i < count + 8; i++) {
      await page.keyboard.press("Tab");
      reached.add(
        await page.evaluate(() => {
          const element = document.activeElement;
          element.dataset.tab ??= String(Math.random());
          return element === document.body
            ? "body"
            : element.matches("a, button, input, select, textarea, summary")
              ? element.dataset.tab
              : "other";
        }),
      );
    }
    reached.delete("body");
    reached.delete("other");
    assert.equal(reached.size, count);
  });
});

test("Compare sorts by any column, what is missing last", async () => {
  const page = await open(hash({ view: "compare", old: "1" }));
  const table = page.getByRole("region", { name: "Comparison" });
  await table.locator("tbody tr").first().waitFor();
  for (const [direction, mark] of [
    ["ascending", 1],
    ["descending", -1],
  ]) {
    await table.getByRole("button", { name: /^Released/ }).click();
    await becomes(
      () => table.getByRole("columnheader", { name: /Released/ }).getAttribute("aria-sort"),
      direction,
    );
    const days = (await table.locator("tbody tr td:last-child").allInnerTexts())
      .filter((day) => day !== "–")
      .map((day) => Date.parse(day));
    assert.ok(days.length > 3, "days of release are known");
    assert.deepEqual(
      days,
      [...days].sort((a, b) => mark * (a - b)),
    );
  }
  const all = Number(
    (await page.getByRole("button", { name: /^Show all/ }).innerText()).replace(/\D/g, ""),
  );
  await page.getByRole("button", { name: /^Show all/ }).click();
  await becomes(() => table.locator("tbody tr").count(), all);
});

test("a later visit works without a network", async () => {
  const page = await open("", { offline: true });
  await page.reload();
  await enter(page.getByLabel("Text to count"), "Hello world");
  await page.locator("#token-count", { hasText: /^2$/ }).waitFor();
});
