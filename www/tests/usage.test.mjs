/** The Usage view: logs are read on the page, priced by their days, and compared with a bill. */
import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import { enter } from "./browser.mjs";
import { keyboard } from "./hands.mjs";
import { becomes, exactly, findings, useBrowser } from "./setup.mjs";

const { open } = useBrowser();

/** A response as OpenAI gives it. */
const response = (id, created, input, output) =>
  JSON.stringify({
    id,
    object: "chat.completion",
    created,
    model: "gpt-5.4-mini",
    choices: [{ message: { role: "assistant", content: "a secret answer" } }],
    usage: { prompt_tokens: input, completion_tokens: output, total_tokens: input + output },
  });

const firstOfNovember = Date.UTC(2026, 10, 1) / 1000;
const oneDay = 86_400;
/**
 * gpt-5.4-mini costs $0.75 and $4.50 per million tokens: $0.0012 and $0.0024. The third line repeats
 * the first, and the last is cut off.
 */
const log = [
  response("chatcmpl-1", firstOfNovember, 1000, 100),
  response("chatcmpl-2", firstOfNovember + oneDay, 2000, 200),
  response("chatcmpl-1", firstOfNovember, 1000, 100),
  '{"id": "chatcmpl-3", "object": "chat.comp',
].join("\n");

const file = {
  name: "responses.jsonl",
  mimeType: "application/x-ndjson",
  buffer: Buffer.from(log),
};
const usage = "#v=1&view=usage";

const choose = (page, files, label = "Choose files") =>
  page.locator("label.button", { hasText: label }).locator("input").setInputFiles(files);

describe("a log of responses", () => {
  let page;
  before(async () => {
    page = await open(usage);
    await choose(page, [file]);
    await page.locator("#usage-total").waitFor();
  });

  test("is priced to the last digit, and says what it left out", async () => {
    await becomes(exactly(page, "usage-total"), 0.0036);
    const text = await page.locator("usage-view").innerText();
    assert.match(text, /1 record stood more than once/);
    assert.match(text, /1 row could not be read/);
    assert.doesNotMatch(text, /secret/, "answers are not shown");
  });

  test("names where it went, and draws the days of what is pressed", async () => {
    const row = page.getByRole("row", { name: /gpt-5\.4-mini/ });
    assert.match(await row.innerText(), /\b2\b[^]*3,000[^]*300[^]*100%/);
    await row.getByRole("button").click();
    await becomes(
      () =>
        page
          .locator("line-chart")
          .innerText()
          .then((text) => /gpt-5\.4-mini/.test(text)),
      true,
    );
    await page.locator("#usage-by").selectOption("source");
    await page.getByRole("row", { name: /responses\.jsonl/ }).waitFor();
  });

  test("is compared with what was billed", async () => {
    const billed = page.getByLabel("Billed, USD");
    await billed.fill("0.0072");
    await page.locator("#usage-difference").waitFor();
    assert.equal(await page.locator("#usage-difference").getAttribute("title"), "$0.0036");
  });

  test("continues as a plan", async () => {
    await page.locator("#usage-continue").click();
    await page.locator("project-view").waitFor();
    await becomes(() => page.evaluate(() => location.hash.includes("view=project")), true);
  });

  test("asks no other server", () => {
    const { origin } = new URL(page.url());
    const others = page.requests.filter((url) => !url.startsWith(origin));
    assert.deepEqual(others, []);
  });
});

describe("a table whose columns nobody knows", () => {
  // $2.50 and $15 per 1M tokens: 1,000 and 100 cost $0.004, 2,000 and 200 cost $0.008.
  const table = {
    name: "house.csv",
    mimeType: "text/csv",
    buffer: Buffer.from(
      "when,engine,ins,outs,secret note\n" +
        "2026-11-01,gpt-5.4,1000,100,hush\n2026-11-02,gpt-5.4,2000,200,hush\n",
    ),
  };
  let page;
  before(async () => {
    page = await open(usage);
    await choose(page, [table]);
  });

  test("asks what its columns hold, and shows no total before it knows", async () => {
    const columns = page.getByRole("region", { name: "Columns" });
    await columns.waitFor();
    assert.equal(await page.locator("#usage-total").count(), 0);
    const held = (column) =>
      columns.getByRole("combobox", { name: column, exact: true }).inputValue();
    assert.deepEqual(
      await Promise.all(["when", "engine", "ins", "outs", "secret note"].map(held)),
      ["time", "model", "inputTokens", "outputTokens", ""],
    );
    assert.deepEqual(await findings(page), []);
    await page.getByRole("button", { name: "Read the file" }).click();
    await becomes(exactly(page, "usage-total"), 0.012);
    assert.doesNotMatch(await page.locator("usage-view").innerText(), /hush/);
  });

  test("is read at once the next time", async () => {
    await page.getByRole("button", { name: "Start again" }).click();
    await choose(page, [{ ...table, name: "later.csv" }]);
    await becomes(exactly(page, "usage-total"), 0.012);
  });

  test("that says nothing of usage cannot be read, and a broken one says so", async () => {
    await page.getByRole("button", { name: "Start again" }).click();
    await choose(page, [
      { name: "other.csv", mimeType: "text/csv", buffer: Buffer.from("a,b\n1,2\n") },
    ]);
    await page.getByRole("region", { name: "Columns" }).waitFor();
    assert.ok(await page.getByRole("button", { name: "Read the file" }).isDisabled());
    await page.getByRole("button", { name: "Start again" }).click();
    await choose(page, [
      { name: "broken.jsonl", mimeType: "", buffer: Buffer.from('{"id": "chatcmpl-3", "obj') },
    ]);
    await page.getByRole("alert").getByText("No record of usage was found").waitFor();
    assert.equal(await page.locator("#usage-total").count(), 0);
  });
});

describe("a log on the first view", () => {
  const whole = log.split("\n").slice(0, 3).join("\n");

  test("dropped, it leads to Usage", async () => {
    const page = await open();
    await page.getByLabel("Choose files").setInputFiles([file]);
    await page.getByText("responses.jsonl is a usage log.").waitFor();
    await page.getByRole("button", { name: "See what it cost", exact: true }).click();
    await becomes(exactly(page, "usage-total"), 0.0036);
  });

  test("pasted, it leads to Usage; lines of prompts do not", async () => {
    const page = await open();
    const box = page.getByLabel("Text to count");
    await enter(box, '{"prompt": "How many tokens?"}\n{"prompt": "And here?"}\n');
    await becomes(async () => Number(await page.locator("#token-count").innerText()) > 5, true);
    assert.equal(await page.getByRole("region", { name: "What this text is" }).count(), 0);
    await enter(box, whole);
    await page
      .getByRole("region", { name: "What this text is" })
      .getByRole("button", { name: "See what it cost", exact: true })
      .click();
    await becomes(exactly(page, "usage-total"), 0.0036);
  });
});

for (const width of [390, 1440]) {
  test(`by keyboard alone at ${width} px: opened, grouped, compared with a bill, planned`, async () => {
    const page = await open(usage, { viewport: { width, height: 900 } });
    const { press, fill, choose: select, files, button } = keyboard(page);
    await files("Choose files", [file]);
    await becomes(exactly(page, "usage-total"), 0.0036);
    // The chart is read with arrows.
    await press(page.getByRole("slider").first());
    await page.keyboard.press("ArrowLeft");
    await page.getByText("Nov 1:").first().waitFor();
    await select("By", "Project");
    await page.getByRole("row", { name: /not stated/ }).waitFor();
    await press(page.getByRole("row", { name: /not stated/ }).getByRole("button"));
    await fill("Billed, USD", "0.0072");
    await page.locator("#usage-difference").waitFor();
    await press(button("Continue as a budget for the coming months"));
    await page.locator("project-view").waitFor();
    assert.deepEqual(page.errors, []);
  });
}

for (const colorScheme of ["light", "dark"]) {
  for (const width of [360, 1440]) {
    test(`the example at ${width} px in ${colorScheme}: no finding of axe-core, nothing wider than the screen`, async () => {
      const page = await open(usage, { colorScheme, viewport: { width, height: 900 } });
      assert.deepEqual(await findings(page), []);
      await page.getByRole("button", { name: "Try an example" }).click();
      await page.locator("#usage-total").waitFor();
      await page.getByRole("list", { name: "Unusual days" }).waitFor();
      assert.deepEqual(await findings(page), []);
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
      for (const link of await page.locator("nav a").all()) {
        const { x, width: wide } = await link.boundingBox();
        assert.ok(x >= 0 && x + wide <= width, `${await link.innerText()} is in view`);
      }
    });
  }
}
