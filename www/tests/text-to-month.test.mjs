/**
 * Text, tokens, price and month with the network off: in the served page and in the single file.
 */
import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import { enter } from "./browser.mjs";
import { manyLanguages, technicalEnglish } from "./documents.mjs";
import { tiktokenCount } from "./oracle.mjs";
import { becomes, chooseModel, english, exactly, useBrowser } from "./setup.mjs";

const { open } = useBrowser();

/**
 * Converts whole hundred-millionths of a dollar to dollars. Parsed from a decimal, so the result is
 * the nearest number to the exact amount.
 */
const dollars = (hundredMillionths) => Number(`${hundredMillionths}e-8`);
const counts = (page, tokens) =>
  becomes(
    () => page.locator("#token-count").innerText(),
    english.format(tokens),
    "the count shown",
  );

for (const [way, single] of [
  ["the served page", false],
  ["the single file", true],
]) {
  describe(way, () => {
    let page;
    before(async () => {
      page = await open("", { single, offline: true });
    });

    for (const [name, read] of Object.entries({ technicalEnglish, manyLanguages })) {
      test(`counts ${name} as tiktoken-rs does, and prices it`, async () => {
        const text = await read();
        assert.ok(Buffer.byteLength(text) >= 100_000, "a document of at least 100 KB");
        const tokens = await tiktokenCount("o200k_base", text);

        await enter(page.getByLabel("Text to count"), text);
        await chooseModel(page, "gpt-4o-mini");
        await page.getByLabel("Tokens in the answer").fill("1k");
        await page.getByRole("textbox", { name: "Requests", exact: true }).fill("10");
        await counts(page, tokens);

        // $0.15 per 1M input tokens is 15 hundred-millionths a token, $0.60 for output is 60. There
        // are ten requests a day for thirty days.
        await becomes(exactly(page, "input-cost"), dollars(tokens * 15));
        await becomes(exactly(page, "output-cost"), dollars(1000 * 60));
        await becomes(exactly(page, "request-cost"), dollars(tokens * 15 + 1000 * 60));
        await becomes(exactly(page, "month-cost"), dollars((tokens * 15 + 1000 * 60) * 10 * 30));
      });
    }

    test("counts with cl100k_base too, still offline", async () => {
      const text = await technicalEnglish();
      const tokens = await tiktokenCount("cl100k_base", text);
      await enter(page.getByLabel("Text to count"), text);
      await chooseModel(page, "gpt-4-turbo");
      await counts(page, tokens);
      // $10 per 1M tokens is 1000 hundred-millionths a token.
      await becomes(exactly(page, "input-cost"), dollars(tokens * 1000));
    });

    test("asks the network for nothing after it has loaded", () => {
      assert.deepEqual(page.requests, []);
      assert.deepEqual(page.errors, []);
    });

    test("forbids connections, inline scripts and eval", async () => {
      const refused = await page.evaluate(async () => {
        const violations = [];
        document.addEventListener("securitypolicyviolation", (event) =>
          violations.push(event.effectiveDirective),
        );
        const fetched = await fetch("https://example.org/").then(
          () => true,
          () => false,
        );
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
      const policy = await page
        .locator("meta[http-equiv=Content-Security-Policy]")
        .getAttribute("content");
      assert.ok(
        policy.startsWith("default-src 'none'") &&
          !/unsafe-(inline|eval)(?!.*wasm)/.test(policy.replaceAll("'wasm-unsafe-eval'", "")),
        policy,
      );
      page.errors.length = 0;
    });
  });
}
