/**
 * Twelve tasks as people do them, on a phone and on a wide screen, with the clicks and fields that
 * each takes. The numbers are upper bounds: a change that needs more steps has to say why.
 */
import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import { enter } from "./browser.mjs";
import { becomes, chooseModel, copied, downloaded, exactly, useBrowser } from "./setup.mjs";

const { open } = useBrowser();

for (const [device, viewport] of [
  ["a wide screen", { width: 1440, height: 900 }],
  ["a phone", { width: 390, height: 800 }],
]) {
  describe(`on ${device}`, () => {
    let page;
    let steps;
    before(async () => {
      page = await open("", { viewport });
    });

    const button = (name, exact = true) => page.getByRole("button", { name, exact });
    const press = async (target) => {
      steps++;
      await target.click();
    };
    const fill = async (name, value) => {
      steps++;
      await page.getByRole("textbox", { name, exact: true }).fill(value);
    };
    const day = async (name, value) => {
      steps++;
      await page.getByLabel(name, { exact: true }).fill(value);
    };
    const model = async (id, label) => {
      steps++;
      await chooseModel(page, id, label);
    };
    const view = (name) =>
      press(
        page.getByRole("navigation", { name: "Views" }).getByRole("link", { name, exact: true }),
      );
    const paste = async (text) => {
      steps++;
      await enter(page.getByLabel("Text to count"), text);
    };

    /** A task from the first screen on. */
    const task = (name, most, does) =>
      test(`${name}: at most ${most} clicks and fields`, async () => {
        await page.evaluate(() => {
          sessionStorage.clear();
          localStorage.clear();
        });
        await page.goto(page.url().replace(/#.*/, ""));
        await page.reload();
        await page.locator("html[data-offline=ready]").waitFor({ state: "attached" });
        steps = 0;
        await does();
        assert.ok(steps <= most, `${steps} steps`);
        assert.deepEqual(page.errors, []);
      });

    task("1. a prompt on three models", 4, async () => {
      await paste("Summarise this contract in five points.");
      await model("claude-sonnet-5-5", "Add a model");
      await model("gpt-4-turbo", "Add a model");
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

    task("2. a chatbot in 2027 with a budget", 4, async () => {
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

    task("3. caching and a cheaper model beside it", 3, async () => {
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

    task("4. 10,000 photos once, on the cheapest model", 4, async () => {
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

    task("5. meetings of an hour, written down and summed up", 3, async () => {
      await view("Budget");
      steps++;
      await page.getByRole("combobox", { name: "Start from" }).selectOption("Meeting notes");
      await becomes(async () => (await exactly(page, "project-total")()) > 0, true);
      await page.getByText(/Per 1,000 meetings/).waitFor();
    });

    task("6. how long $500 of credits last", 4, async () => {
      await view("Budget");
      await press(page.getByText("Credits, fixed costs, budget alerts"));
      await press(button("Add a credit"));
      await fill("Amount, USD", "500");
      // 1,000 × $0.75 + 300 × $4.50 per 1M are $0.0021 a request, $2.10 a day: 238 days from
      // December 1 on, so that July 27 is not paid in full.
      await page.getByText("Jul 27, 2027", { exact: true }).waitFor();
      await page.getByText("after 238 days").waitFor();
    });

    task("7. an agent's request as JSON", 1, async () => {
      await paste(
        JSON.stringify({
          model: "gpt-5.4",
          messages: [{ role: "user", content: "Hi" }],
          tools: [{ type: "function", function: { name: "f", parameters: {} } }],
        }),
      );
      await page.getByRole("button", { name: /^Count as a request/ }).waitFor();
    });

    task("8. files count as they are dropped", 1, async () => {
      steps++;
      await page.getByLabel("Choose files").setInputFiles([
        { name: "a.txt", mimeType: "text/plain", buffer: Buffer.from("Hello world") },
        { name: "b.txt", mimeType: "text/plain", buffer: Buffer.from("Hello") },
      ]);
      await becomes(() => page.locator("#token-count").innerText(), "3");
      await page.getByRole("button", { name: "Remove a.txt" }).click();
      await page.getByRole("button", { name: "Remove b.txt" }).click();
    });

    task("9. a contract: 12% off OpenAI's prices", 4, async () => {
      await view("Prices");
      await press(button("Your own prices"));
      await press(button("Add a discount"));
      await fill("Discount, %", "12");
      await page.getByRole("region", { name: "What changes" }).getByText("→").first().waitFor();
      await page.getByText("own prices on").waitFor();
      await button("Use list prices").click();
      await becomes(() => page.getByText("own prices on").count(), 0);
    });

    task("10. share, export", 4, async () => {
      await page
        .getByRole("navigation", { name: "Views" })
        .getByRole("link", { name: "Budget" })
        .click();
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

    task("11. what gpt-4o cost in June 2024", 3, async () => {
      await view("Prices");
      await model("gpt-4o");
      await day("Price on", "2024-06-15");
      await page
        .getByRole("region", { name: "Prices on a day" })
        .getByText("$5.00 per 1M tokens")
        .waitFor();
    });

    task("12. at least 200K of context, and reads images", 4, async () => {
      await view("Compare");
      // On a phone the filters are folded.
      await page.locator("details.filters").waitFor();
      const filters = page.locator("details.filters > summary");
      if (await filters.isVisible()) await press(filters);
      await fill("Context, at least", "200k");
      steps++;
      await page.getByLabel("images", { exact: true }).check();
      const rows = page.getByRole("region", { name: "Comparison" }).locator("tbody tr");
      await rows.first().waitFor();
      const windows = await rows.locator("td[data-label='Context']").evaluateAll((all) =>
        all.map((each) => {
          const [, number, unit] = /([\d.]+)([KM])/.exec(each.textContent);
          return Number(number) * (unit === "M" ? 1e6 : 1e3);
        }),
      );
      assert.ok(windows.length > 5 && windows.every((each) => each >= 200_000));
    });
  });
}
