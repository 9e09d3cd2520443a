/** What every test file of the page needs: one browser, one server, and pages that work offline. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, afterEach, before, beforeEach } from "node:test";
import { pathToFileURL } from "node:url";
import { launch, openPage, serve, singleFile } from "./browser.mjs";

const axe = await readFile(new URL("../node_modules/axe-core/axe.min.js", import.meta.url), "utf8");

export const english = new Intl.NumberFormat("en-US");

/** Registers the hooks of a test file or of a group. Pages that it opens are closed after it. */
export function useBrowser() {
  let browser;
  let server;
  let started;
  // Hooks of a file may run in parallel, so `open` waits for this one.
  before(() => {
    started = Promise.all([launch(), serve()]).then((both) => {
      [browser, server] = both;
    });
    return started;
  });
  // A page that a test has opened costs time as long as it lives; one of a group stays.
  let opened = null;
  beforeEach(() => {
    opened = [];
  });
  afterEach(async () => {
    const contexts = opened ?? [];
    opened = null;
    await Promise.all(contexts.map((context) => context.close()));
  });
  after(async () => {
    await browser?.close();
    await server?.close();
  });
  return {
    get url() {
      return server.url;
    },
    /**
     * A page in a browser context of its own, as a reader has it who saves data: it loads only what
     * it uses, which is much less to wait for. With `offline`, it loads all of itself and then has no
     * network. With `single`, the single file, without a network from the start.
     */
    async open(hash = "", { single = false, offline = single, ...options } = {}) {
      await started;
      const context = await browser.newContext({
        locale: "en-US",
        offline: single,
        viewport: { width: 1280, height: 900 },
        ...options,
      });
      opened?.push(context);
      // The page plans from today on. A day of its own keeps figures the same on any day.
      await context.clock.setFixedTime(new Date("2026-11-20T12:00:00Z"));
      if (!offline)
        await context.addInitScript(() => {
          Object.defineProperty(navigator, "connection", { value: { saveData: true } });
        });
      const page = await openPage(
        context,
        (single ? pathToFileURL(singleFile).href : server.url) + hash,
      );
      if (offline) await context.setOffline(true);
      page.requests = [];
      page.on("request", (request) => {
        if (!/^(blob|data):/.test(request.url())) page.requests.push(request.url());
      });
      return page;
    },
  };
}

/** The findings of axe-core, one in each line. */
export async function findings(page) {
  // Through the debugger, not a script element: the page's policy stays as it is.
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() =>
    window.axe.run(document, {
      runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    }),
  );
  return violations.map(
    ({ id, nodes }) =>
      `${id}: ${nodes
        .slice(0, 3)
        .map((node) => node.html.slice(0, 160))
        .join(" | ")}`,
  );
}

/** Chooses a model in the list that a button opens. */
export async function chooseModel(scope, id, label = "Model") {
  const page = scope.page?.() ?? scope;
  await scope
    .locator("model-select")
    .filter({ has: page.getByText(label, { exact: true }) })
    .first()
    .getByRole("button")
    .click();
  const search = page.getByRole("combobox", { name: "Search models" });
  await search.fill(id);
  const first = page.locator("#picker-0");
  await first
    .filter({ hasText: id })
    .or(first.filter({ has: page.getByText(id) }))
    .waitFor();
  await search.press("Enter");
  // A list that several are chosen from stays open.
  if (await search.isVisible()) await search.press("Escape");
}

/** Waits until `read` returns what is expected, and reports what it returns instead. */
export async function becomes(read, expected, message) {
  const deadline = Date.now() + 20_000;
  let value = await read();
  while (JSON.stringify(value) !== JSON.stringify(expected) && Date.now() < deadline) {
    await new Promise((done) => setTimeout(done, 50));
    value = await read();
  }
  assert.deepEqual(value, expected, message);
}

/** The exact amount in dollars that an element shows, as a number. */
export const exactly = (page, id) => async () =>
  Number(await page.locator(`#${id}`).getAttribute("data-exact"));

/** An address with a value of the state in it. */
export function hash(parts) {
  const written = Object.entries(parts).map(([key, value]) => [
    key,
    typeof value === "object" ? JSON.stringify(value) : String(value),
  ]);
  return `#${new URLSearchParams({ v: "1", ...Object.fromEntries(written) })}`;
}
