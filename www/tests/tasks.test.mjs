/**
 * Twelve tasks as people do them, on a phone and on a wide screen, with a pointer and with the
 * keyboard alone, with the clicks and fields that each takes. The numbers are upper bounds: a change
 * that needs more steps has to say why.
 */
import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import { copied, downloaded } from "./exports.mjs";
import { keyboard, pointer } from "./hands.mjs";
import { becomes, exactly, useBrowser } from "./setup.mjs";

const { open } = useBrowser();

const wide = { width: 1440, height: 900 };
const phone = { width: 390, height: 800 };

for (const [how, viewport, handsOf] of [
  ["on a wide screen", wide, pointer],
  ["on a phone", phone, pointer],
  ["by keyboard on a wide screen", wide, keyboard],
  ["by keyboard at a phone's width", phone, keyboard],
]) {
  describe(how, () => {
    let page;
    let hands;
    before(async () => {
      page = await open("", { viewport });
      hands = handsOf(page);
    });

    /** A task from the first screen on. */
    const task = (name, most, does) =>
      test(`${name}: at most ${most} clicks and fields`, async () => {
        await page.evaluate(() => {
          sessionStorage.clear();
          localStorage.clear();
          history.replaceState(null, "", location.pathname);
        });
        await page.reload();
        await page.locator("html[data-offline=ready]").waitFor({ state: "attached" });
        hands.steps = 0;
        await does(hands);
        assert.ok(hands.steps <= most, `${hands.steps} steps`);
        assert.deepEqual(page.errors, []);
      });

    task("1. a prompt on three models", 4, async ({ paste, model }) => {
      await paste("Summarise this contract in five points.");
      await model("claude-sonnet-5-5", "Add models");
      await model("gpt-4-turbo", "Add models");
      const rows = page.getByRole("region", { name: "Counts of other models" }).locator("tbody tr");
      await becomes(() => rows.count(), 3);
      // The cheapest comes first.
      const costs = await rows
        .locator("td[data-label='One request']")
        .evaluateAll((all) => all.map((each) => Number(each.title.slice(1))));
      assert.deepEqual(
        costs,
        [...costs].sort((a, b) => a - b),
      );
    });

    task("2. a chatbot in 2027 with a budget", 4, async ({ press, button, day, fill }) => {
      await press(button(/^A yearly budget/, false));
      await day("First day", "2027-01-01");
      await page.getByText("Jan 2027 to Dec 2027").waitFor();
      await fill("Budget per month, USD", "600");
      await page
        .locator("#budget-chance")
        .getByText(/chance of going over \$600/)
        .waitFor();
      // The headline, the range and the figure to plan with agree with each other.
      const figure = async (id) =>
        (await page.locator(id).innerText())
          .match(/\$[\d,.]+/g)
          .map((each) => Number(each.replace(/[$,]/g, "")));
      const [expected] = await figure("#project-total");
      const [low, high] = await figure("#likely");
      const [plan] = await figure("#plan-with");
      assert.ok(low < expected && expected < high && plan === high);
    });

    task("3. caching and a cheaper model beside it", 3, async ({ press, button }) => {
      await press(button(/^A chatbot or an agent/, false));
      await press(button("Without caching"));
      await press(button(/^Compare as option: Switch to/, false).first());
      const options = page.getByRole("region", { name: "Options", exact: true });
      await becomes(() => options.locator("tbody tr").count(), 3);
      await options.getByText("no caching").waitFor();
      // What the columns say adds up to the difference, to the cent.
      const sums = await options.locator("tbody tr:not(:first-child)").evaluateAll((rows) =>
        rows.map((row) => {
          const value = (label) => {
            const text = row.querySelector(`td[data-label="${label}"]`).textContent;
            const [, sign, digits] = /([+−-]?)\$([\d,.]+)/.exec(text);
            return (sign === "−" || sign === "-" ? -1 : 1) * Number(digits.replaceAll(",", ""));
          };
          const parts = ["Volume", "Models, tiers", "Prices", "Tokens, caching, rest"].map(value);
          return [value("Difference"), parts.reduce((sum, each) => sum + each, 0)];
        }),
      );
      for (const [difference, parts] of sums)
        assert.ok(Math.abs(difference - parts) < 0.03, `${difference} is ${parts}`);
    });

    task("4. 10,000 photos once, on the cheapest model", 4, async ({ press, button }) => {
      await press(button(/^Photos or audio/, false));
      await page.getByText("10,000 in all").waitFor();
      await press(button("Other models"));
      const first = page.getByRole("region", { name: "Comparison" }).locator("tbody tr").first();
      await first
        .getByText(/^\s*\$|free/)
        .first()
        .waitFor();
      await page.getByRole("textbox", { name: "Requests", exact: true }).waitFor();
      assert.equal(await page.getByRole("combobox", { name: "How often" }).inputValue(), "once");
    });

    task("5. meetings of an hour, written down and summed up", 3, async ({ view, choose }) => {
      await view("Budget");
      await choose("Start from", "Meeting notes");
      await becomes(async () => (await exactly(page, "project-total")()) > 0, true);
      await page.getByText(/Per 1,000 meetings/).waitFor();
    });

    task("6. how long $500 of credits last", 4, async ({ view, press, button, fill }) => {
      await view("Budget");
      await press(
        page.locator("summary").filter({ hasText: "Credits, fixed costs, budget alerts" }),
      );
      await press(button("Add a credit"));
      await fill("Amount, USD", "500");
      // 1,000 × $0.75 + 300 × $4.50 per 1M are $0.0021 a request, $2.10 a day: 238 days from
      // December 1 on, so that July 27 is not paid in full.
      await page.getByText("Jul 27, 2027", { exact: true }).waitFor();
      await page.getByText("after 238 days").waitFor();
    });

    task("7. an agent's request as JSON", 1, async ({ paste }) => {
      await paste(
        JSON.stringify({
          model: "gpt-5.4",
          messages: [{ role: "user", content: "Hi" }],
          tools: [{ type: "function", function: { name: "f", parameters: {} } }],
        }),
      );
      await page.getByRole("button", { name: /^Count as a request/ }).waitFor();
    });

    task("8. files count at once", 1, async ({ files }) => {
      await files("Choose files", [
        { name: "a.txt", mimeType: "text/plain", buffer: Buffer.from("Hello world") },
        { name: "b.txt", mimeType: "text/plain", buffer: Buffer.from("Hello") },
      ]);
      await becomes(() => page.locator("#token-count").innerText(), "3");
      await page.getByRole("button", { name: "Remove a.txt" }).click();
      await page.getByRole("button", { name: "Remove b.txt" }).click();
    });

    task("9. a contract: 12% off OpenAI's prices", 4, async ({ view, press, button, fill }) => {
      await view("Prices");
      await press(button("Your own prices"));
      await press(button("Add a discount"));
      await fill("Discount, %", "12");
      await page.getByRole("region", { name: "What changes" }).getByText("→").first().waitFor();
      await page.getByText("own prices on").waitFor();
      await button("Use list prices").click();
      await becomes(() => page.getByText("own prices on").count(), 0);
    });

    task("10. share, export", 5, async ({ view, press, button }) => {
      await view("Budget");
      await page.locator("#project-total").waitFor();
      await press(page.locator("details.menu > summary").first());
      const csv = await downloaded(page, () => press(button("CSV")));
      assert.match(csv.text, /^"month","from","days","requests","expected_usd"/);
      await press(button("Share"));
      await becomes(
        async () => (await page.getByLabel("The link").inputValue()).includes("#v=1"),
        true,
      );
      const link = await copied(page, () => press(button("Copy link")));
      assert.equal(link, await page.getByLabel("The link").inputValue());
    });

    task("11. what gpt-4o cost in June 2024", 3, async ({ view, model, day }) => {
      await view("Prices");
      await model("gpt-4o");
      await day("Price on", "2024-06-15");
      await page
        .getByRole("region", { name: "Prices on a day" })
        .getByText("$5.00 per 1M tokens")
        .waitFor();
    });

    task(
      "12. at least 200K of context, and reads images",
      4,
      async ({ view, press, fill, tick }) => {
        await view("Compare");
        // On a phone the filters are folded.
        await page.locator("details.filters").waitFor();
        const filters = page.locator("details.filters > summary");
        if (await filters.isVisible()) await press(filters);
        await fill("Context, at least", "200k");
        await tick("images");
        const rows = page.getByRole("region", { name: "Comparison" }).locator("tbody tr");
        await rows.first().waitFor();
        const windows = await rows.locator("td[data-label='Context']").evaluateAll((all) =>
          all.map((each) => {
            const [, number, unit] = /([\d.]+)([KM])/.exec(each.textContent);
            return Number(number) * (unit === "M" ? 1e6 : 1e3);
          }),
        );
        assert.ok(windows.length > 5 && windows.every((each) => each >= 200_000));
      },
    );
  });
}
