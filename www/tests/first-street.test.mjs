/** Text → tokens → money → month, with the network off: as served, and from a file by double click. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { pathToFileURL } from "node:url";
import { enter, launch, openPage, serve, singleFile } from "./browser.mjs";
import { manyLanguages, technicalEnglish } from "./documents.mjs";
import { tiktokenCount } from "./oracle.mjs";

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

const english = new Intl.NumberFormat("en-US");
/** Whole hundred-millionths of a dollar as dollars; read as a decimal, so the nearest number to the exact amount. */
const dollars = (hundredMillionths) => Number(`${hundredMillionths}e-8`);
/** Waits until the figure's exact amount is the expected one; says what it shows instead. */
async function shows(page, id, usd) {
  const read = () => page.locator(`#${id}`).getAttribute("data-exact");
  const deadline = Date.now() + 15_000;
  while (Number(await read()) !== usd && Date.now() < deadline) await page.waitForTimeout(50);
  assert.equal(Number(await read()), usd, `the exact amount of #${id}`);
}

async function counts(page, tokens) {
  const read = () => page.locator("#token-count").innerText();
  const deadline = Date.now() + 15_000;
  while ((await read()) !== english.format(tokens) && Date.now() < deadline) await page.waitForTimeout(50);
  assert.equal(await read(), english.format(tokens), "the count shown");
}

const ways = {
  "the served page": () => server.url,
  "the single file": () => pathToFileURL(singleFile).href,
};

for (const [way, address] of Object.entries(ways)) {
  describe(way, () => {
    let context;
    let page;
    const requests = [];

    before(async () => {
      context = await browser.newContext({ locale: "en-US", offline: way === "the single file" });
      page = await openPage(context, address());
      await context.setOffline(true);
      page.on("request", (request) => requests.push(request.url()));
    });
    after(() => context?.close());

    for (const [name, read] of Object.entries({ technicalEnglish, manyLanguages })) {
      test(`counts ${name} as tiktoken-rs does, and prices it`, async () => {
        const text = await read();
        assert.ok(Buffer.byteLength(text) >= 100_000, "a document of at least 100 KB");
        const tokens = await tiktokenCount("o200k_base", text);

        const box = page.getByRole("textbox").first();
        await enter(box, text);
        await page.getByLabel("Model", { exact: true }).selectOption("gpt-4o-mini");
        await page.getByLabel("Tokens in the answer").fill("1k");
        await page.getByLabel("Requests per day").fill("10");
        await counts(page, tokens);

        // $0.15 per 1M tokens in is 15 hundred-millionths a token, $0.60 out is 60; ten a day for thirty days.
        await shows(page, "input-cost", dollars(tokens * 15));
        await shows(page, "output-cost", dollars(1000 * 60));
        await shows(page, "request-cost", dollars(tokens * 15 + 1000 * 60));
        await shows(page, "month-cost", dollars((tokens * 15 + 1000 * 60) * 10 * 30));
      });
    }

    test("counts with cl100k_base too, still offline", async () => {
      const text = await technicalEnglish();
      const tokens = await tiktokenCount("cl100k_base", text);
      await enter(page.getByRole("textbox").first(), text);
      await page.getByLabel("Model", { exact: true }).selectOption("gpt-4-turbo");
      await counts(page, tokens);
      // $10 per 1M tokens is 1000 hundred-millionths a token.
      await shows(page, "input-cost", dollars(tokens * 1000));
    });

    test("asks the network for nothing after it has loaded", () => {
      assert.deepEqual(requests.filter((url) => !url.startsWith("blob:")), []);
      assert.deepEqual(page.errors, []);
    });

    test("forbids connections, inline scripts and eval", async () => {
      const refused = await page.evaluate(async () => {
        const violations = [];
        document.addEventListener("securitypolicyviolation", (event) => violations.push(event.effectiveDirective));
        const fetched = await fetch("https://example.org/").then(() => true, () => false);
        const script = document.createElement("script");
        script.textContent = "window.injected = true";
        document.body.append(script);
        script.remove();
        await new Promise((done) => setTimeout(done, 50));
        return { fetched, injected: "injected" in window, violations };
      });
      assert.equal(refused.fetched, false);
      assert.equal(refused.injected, false);
      assert.ok(refused.violations.includes("connect-src"));
      assert.ok(refused.violations.includes("script-src-elem"));
      const policy = await page.locator("meta[http-equiv=Content-Security-Policy]").getAttribute("content");
      assert.ok(policy.startsWith("default-src 'none'") && !/unsafe-(inline|eval)(?!.*wasm)/.test(policy.replaceAll("'wasm-unsafe-eval'", "")), policy);
      page.errors.length = 0;
    });
  });
}
