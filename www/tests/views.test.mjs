/** Every view by role and name, by keyboard, in both themes, without a finding of axe-core. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, describe, test } from "node:test";
import { enter, launch, openPage, serve } from "./browser.mjs";

const axe = await readFile(new URL("../node_modules/axe-core/axe.min.js", import.meta.url), "utf8");
const viewNames = ["Count", "Price", "Compare", "Project", "Catalog"];

let browser;
let server;
before(async () => {
  browser = await launch();
  server = await serve();
});
after(async () => {
  await browser?.close();
  await server?.close();
});

async function findings(page) {
  // Through the debugger, not a script element: the page's policy stays as it is.
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => window.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }));
  return violations.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join(" | ")}`);
}

for (const colorScheme of ["light", "dark"]) {
  describe(`in the ${colorScheme} theme`, () => {
    let context;
    let page;
    before(async () => {
      context = await browser.newContext({ locale: "en-US", colorScheme, viewport: { width: 1280, height: 900 } });
      page = await openPage(context, server.url);
      await enter(page.getByLabel("Text to count"), "Hello world, this is a text.");
    });
    after(() => context?.close());

    for (const view of viewNames) {
      test(`${view} opens by its link and has no finding of axe-core`, async () => {
        await page.getByRole("navigation", { name: "Views" }).getByRole("link", { name: view, exact: true }).click();
        await page.getByRole("heading", { level: 1 }).waitFor();
        assert.equal(await page.getByRole("link", { name: view, exact: true }).getAttribute("aria-current"), "page");
        await page.waitForTimeout(400);
        assert.deepEqual(await findings(page), []);
        assert.deepEqual(page.errors, []);
      });
    }
  });
}

describe("small screens", () => {
  for (const view of viewNames) {
    test(`${view} fits 360 px without scrolling sideways`, async () => {
      const context = await browser.newContext({ viewport: { width: 360, height: 780 } });
      const page = await openPage(context, `${server.url}#v=1&view=${view.toLowerCase()}`);
      await page.waitForTimeout(300);
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= 360), "no wider than the screen");
      await context.close();
    });
  }
});

describe("state in the address", () => {
  let context;
  let page;
  before(async () => {
    context = await browser.newContext({ locale: "en-US" });
    page = await openPage(context, server.url);
  });
  after(() => context?.close());

  test("a link shows the same figures elsewhere, and survives a reload", async () => {
    await page.goto(`${server.url}#v=1&view=price&m=gpt-4o-2024-05-13&q=${encodeURIComponent('{"inputTokens":500,"outputTokens":4000}')}`);
    const total = page.locator("#price-total[data-exact='0.0625']");
    // 500 × $5 + 4,000 × $15, per 1M tokens: $0.0025 + $0.06.
    await total.waitFor();
    await page.reload();
    await total.waitFor();
  });

  test("back and forward go through the views", async () => {
    await page.getByRole("link", { name: "Compare", exact: true }).click();
    await page.getByRole("heading", { level: 1, name: /Compare/ }).waitFor();
    await page.goBack();
    await page.getByRole("heading", { level: 1, name: /Price/ }).waitFor();
    await page.goForward();
    await page.getByRole("heading", { level: 1, name: /Compare/ }).waitFor();
  });

  for (const hash of ["#v=1&q={broken", "#v=9&view=price", "#v=1&view=admin", '#v=1&s={"version":1,"months":2,"workloads":[null]}', "#v=1&r=-5", "#v=1&q=%7B%22inputTokens%22:%22%3Cimg%20src=x%3E%22%7D"]) {
    test(`a broken link leaves the state as it was: ${hash}`, async () => {
      const heading = await page.getByRole("heading", { level: 1 }).innerText();
      await page.evaluate((next) => { location.hash = next; }, hash);
      await page.getByRole("alert").filter({ hasText: "This link cannot be read" }).waitFor();
      assert.equal(await page.getByRole("heading", { level: 1 }).innerText(), heading);
      await page.getByRole("button", { name: "Dismiss" }).click();
    });
  }
});

describe("by keyboard alone", () => {
  test("text, tokens one by one, views, help", async () => {
    const context = await browser.newContext({ locale: "en-US" });
    const page = await openPage(context, server.url);
    await page.keyboard.press("/");
    await page.keyboard.type("Hello world");
    const list = page.getByRole("listbox", { name: "Tokens" });
    await list.getByRole("option").nth(1).waitFor();
    await list.focus();
    await page.keyboard.press("ArrowRight");
    // o200k_base: "Hello" is 13225, " world" is 2375.
    await page.getByRole("status").filter({ hasText: "Token 2: “·world”, id 2375, characters 5 to 11" }).waitFor();
    await page.keyboard.press("Alt+3");
    await page.getByRole("heading", { level: 1, name: /Compare/ }).waitFor();
    await page.keyboard.press("?");
    await page.getByRole("dialog", { name: "Words and keys" }).waitFor();
    await page.keyboard.press("Escape");
    assert.equal(await page.getByRole("dialog").count(), 0);
    await context.close();
  });
});

describe("installed", () => {
  test("a later visit works without a network", async () => {
    const context = await browser.newContext({ locale: "en-US" });
    const page = await openPage(context, server.url);
    await context.setOffline(true);
    await page.reload();
    await enter(page.getByLabel("Text to count"), "Hello world");
    await page.locator("#token-count", { hasText: /^2$/ }).waitFor();
    await context.close();
  });
});
