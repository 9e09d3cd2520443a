/**
 * The Count view beyond the plain text: chats with roles and tools, shortening and splitting,
 * several models.
 */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { enter } from "./browser.mjs";
import { technicalEnglish } from "./documents.mjs";
import { tiktokenCount } from "./oracle.mjs";
import {
  becomes,
  copied,
  downloaded,
  english,
  exactly,
  hash,
  jsonFile,
  useBrowser,
} from "./setup.mjs";

const { open } = useBrowser();

describe("chat", () => {
  const chat = (page) =>
    page
      .getByRole("group")
      .filter({ has: page.getByRole("heading", { name: "Chat with roles and tools" }) });

  test("roles, names and tools are counted with the model's framing, and priced", async () => {
    const page = await open(hash({ m: "gpt-4o" }));
    await page.getByText("Chat with roles and tools").click();
    await page.getByLabel("Message 1", { exact: true }).fill("You are a helpful assistant.");
    await page.getByLabel("Message 2", { exact: true }).fill("hello world");
    // The cookbook's rule: 3 a message, its role and its content, and 3 for the reply.
    // "system" 1, "You are a helpful assistant." 6; "user" 1, "hello world" 2: 10 + 6 + 3.
    const status = page.getByRole("status").filter({ hasText: "of framing" });
    await status
      .filter({ hasText: "19 tokens: 16 for messages, 0 for tools, 3 of framing" })
      .waitFor();
    // A name is its own tokens and 1: "hello" is 1.
    await page.getByLabel("Name of message 2").fill("hello");
    await page.getByLabel("Name of message 2").blur();
    await status.filter({ hasText: "21 tokens" }).waitFor();
    await page.getByRole("button", { name: "Add an example tool" }).click();
    await becomes(
      async () => Number(/(\d+) for tools/.exec(await status.innerText())?.[1]) > 20,
      true,
    );
    await page.getByLabel("Tools, as the JSON array").fill("[{");
    await page.getByText("This is not JSON yet", { exact: false }).waitFor();
    assert.equal(
      await page.getByLabel("Tools, as the JSON array").getAttribute("aria-invalid"),
      "true",
    );
    await page.getByLabel("Tools, as the JSON array").fill("");
    await status.filter({ hasText: "21 tokens" }).waitFor();

    const request = JSON.parse(
      await copied(page, () => page.getByRole("button", { name: "Copy as a request" }).click()),
    );
    assert.deepEqual(request, {
      model: "gpt-4o",
      messages: [
        { role: "system", content: "You are a helpful assistant." },
        { role: "user", name: "hello", content: "hello world" },
      ],
    });

    await page.getByRole("button", { name: "Price this chat" }).click();
    await becomes(
      () => page.getByRole("textbox", { name: "Input tokens", exact: true }).inputValue(),
      "21",
    );
    // It is still there on the way back, and after a reload; never in the address.
    await page.getByRole("link", { name: "Count", exact: true }).click();
    assert.equal(await page.getByLabel("Message 2", { exact: true }).inputValue(), "hello world");
    await page.waitForFunction(() =>
      sessionStorage.getItem("tokenfare.chat")?.includes("hello world"),
    );
    await page.reload();
    await becomes(() => page.getByLabel("Message 2", { exact: true }).inputValue(), "hello world");
    assert.ok(!page.url().includes("hello"));
  });

  test("a request out of a log opens; what is none changes nothing", async () => {
    const page = await open(hash({ m: "gpt-4o" }));
    await page.getByText("Chat with roles and tools").click();
    const input = page.locator("count-chat input[type=file]");
    await input.setInputFiles(
      jsonFile("request.json", {
        model: "gpt-4o",
        messages: [
          { role: "user", content: "hello world" },
          { role: "tool", content: "42" },
        ],
        tools: [{ type: "function", function: { name: "f", parameters: {} } }],
      }),
    );
    await becomes(() => page.getByLabel("Role of message 2").inputValue(), "tool");
    for (const [name, content] of Object.entries({
      "broken.json": "{",
      "none.json": {},
      "null.json": { messages: [null] },
    })) {
      await input.setInputFiles(jsonFile(name, content));
      await chat(page)
        .getByRole("status")
        .filter({ hasText: `${name} cannot be opened` })
        .waitFor();
      assert.equal(
        await page.getByLabel("Message 1", { exact: true }).inputValue(),
        "hello world",
        name,
      );
    }
    assert.deepEqual(page.errors, []);
  });

  test("messages are added and removed", async () => {
    const page = await open();
    await page.getByText("Chat with roles and tools").click();
    await page.getByRole("button", { name: "Add a message" }).click();
    await becomes(() => page.getByLabel("Role of message 3").inputValue(), "assistant");
    await page.getByRole("button", { name: "Remove message 1" }).click();
    await becomes(() => page.getByRole("textbox", { name: /^Message \d$/ }).count(), 2);
  });
});

describe("a budget of tokens", () => {
  test("shortened at either end, the text fits it and is a part of the text", async () => {
    const text = (await technicalEnglish()).slice(0, 20_000);
    const page = await open(hash({ m: "gpt-4o" }));
    await enter(page.getByLabel("Text to count"), text);
    await page.getByText("Shorten or split to a budget").click();
    await page.getByLabel("Most tokens", { exact: true }).fill("0.5k");
    for (const [keep, is] of [
      ["the beginning", (part) => text.startsWith(part)],
      ["the end", (part) => text.endsWith(part)],
      [
        "both ends",
        (part) => {
          const [head, tail] = part.split("\n…\n");
          return text.startsWith(head) && text.endsWith(tail);
        },
      ],
    ]) {
      await page.getByLabel("When shortened, keep").selectOption(keep);
      await page.getByRole("button", { name: "Shorten", exact: true }).click();
      await page.getByText(/^\s*Shortened\s+to/).waitFor();
      const part = await copied(page, () => page.getByRole("button", { name: "Copy it" }).click());
      assert.ok(is(part), `${keep}: ${part.slice(0, 50)} … ${part.slice(-50)}`);
      const tokens = await tiktokenCount("o200k_base", part);
      assert.ok(tokens <= 500 && tokens > 480, `${keep}: ${tokens} tokens`);
    }
    await page.getByRole("button", { name: "Put it into the box" }).click();
    await becomes(
      async () => (await page.getByLabel("Text to count").inputValue()).length < 5000,
      true,
    );
  });

  test("split, the parts are saved whole", async () => {
    const text = (await technicalEnglish()).slice(0, 20_000);
    const page = await open(hash({ m: "gpt-4o" }));
    await enter(page.getByLabel("Text to count"), text);
    await page.getByText("Shorten or split to a budget").click();
    await page.getByRole("button", { name: "Split", exact: true }).click();
    const { text: saved } = await downloaded(page, () =>
      page.getByRole("button", { name: "Save as JSON Lines" }).click(),
    );
    const parts = saved
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    assert.equal(parts.map((part) => part.text).join(""), text);
    assert.ok(parts.every((part) => part.tokens <= 1000));
    const largest = Math.max(...parts.map((part) => part.tokens));
    await page
      .getByText(`${parts.length} parts, the largest of ${english.format(largest)} tokens.`)
      .waitFor();
  });

  test("an impossible budget is named beside its field", async () => {
    const page = await open();
    await page.getByText("Shorten or split to a budget").click();
    const most = page.getByLabel("Most tokens", { exact: true });
    for (const [typed, says] of [
      ["0", "Enter 1 or more."],
      ["1.5", "Enter a whole number."],
      ["some", "Enter a number, such as 1500, 1.5k or 2M."],
    ]) {
      await most.fill(typed);
      await becomes(() => most.getAttribute("aria-invalid"), "true");
      assert.equal(
        await page.locator(`#${await most.getAttribute("aria-describedby")}`).innerText(),
        says,
      );
    }
  });
});

test("the same text for several models, exact and estimated", async () => {
  const text = "Hello world, the same text for all.";
  const page = await open(hash({ m: "gpt-4o" }));
  await enter(page.getByLabel("Text to count"), text);
  for (const model of ["gpt-4-turbo", "claude-sonnet-5-5"])
    await page.getByLabel("Add a model").selectOption(model);
  const row = (name) =>
    page
      .getByRole("region", { name: "Counts of other models" })
      .getByRole("row", { name: new RegExp(`^${name}`) });
  const tokens = await tiktokenCount("cl100k_base", text);
  await becomes(() => row("gpt-4-turbo").getByRole("cell").first().innerText(), String(tokens));
  await row("gpt-4-turbo").getByText("exact", { exact: true }).waitFor();
  await row("claude-sonnet-5-5")
    .getByText(/estimated\s+±/)
    .waitFor();
  await row("gpt-4-turbo").getByRole("button", { name: "Remove gpt-4-turbo" }).click();
  await becomes(() => row("gpt-4-turbo").count(), 0);
});

test("the meter of the context window shows its use and when it is exceeded", async () => {
  const page = await open(
    hash({ m: "gpt-4o-2024-05-13", q: { inputTokens: 0, outputTokens: 300 } }),
  );
  await enter(page.getByLabel("Text to count"), "Hello world");
  await page.getByText("302 of 128,000 tokens, 0.2%").waitFor();
  await page.getByLabel("Tokens in the answer").fill("200k");
  await page
    .getByText(/200,002\s+of\s+128,000\s+tokens,\s+156\.3%:\s+too\s+long\s+for\s+this\s+model/)
    .waitFor();
});

test("special tokens count as text unless the reader chooses otherwise", async () => {
  const page = await open(hash({ m: "gpt-4o" }));
  await enter(page.getByLabel("Text to count"), "<|endoftext|>");
  await page.locator("#token-count", { hasText: /^7$/ }).waitFor();
  await page.getByLabel("Read special tokens as themselves").check();
  await page.locator("#token-count", { hasText: /^1$/ }).waitFor();
});

describe("before a text is counted", () => {
  const input = (page) => page.getByRole("textbox", { name: "Input tokens", exact: true });
  const note = (page) => page.getByText("No text has been counted yet", { exact: false });
  const go = (page, view) => page.getByRole("link", { name: view, exact: true }).click();

  test("without a text, Count prices the answer and other views show an example", async () => {
    const page = await open(hash({ m: "gpt-4o-2024-05-13", r: 100 }));
    // 300 tokens at $15 per 1M.
    await becomes(exactly(page, "request-cost"), 0.0045);
    await page
      .getByText("No text yet: this is the price of the 300 tokens of the answer alone.")
      .waitFor();
    await page.getByRole("textbox", { name: "Tokens in the answer" }).fill("1");
    await page.getByText("the price of the 1 token of the answer alone").waitFor();
    await page.getByRole("textbox", { name: "Tokens in the answer" }).fill("200");
    await go(page, "Compare");
    await becomes(() => input(page).inputValue(), "1000");
    await note(page).waitFor();
    await go(page, "Project");
    await note(page).waitFor();
    await go(page, "Price");
    // 1,000 × $5 and 200 × $15 per 1M.
    await becomes(exactly(page, "price-total"), 0.008);
    await note(page).getByRole("button", { name: "count a text" }).click();
    await page.getByLabel("Text to count").fill("Hello world");
    // 2 × $5 and 200 × $15.
    await becomes(exactly(page, "request-cost"), 0.00301);
    assert.equal(await page.getByText("No text yet").count(), 0);
    await go(page, "Compare");
    await becomes(() => input(page).inputValue(), "2");
    assert.equal(await note(page).count(), 0);
    // A zero that was typed is meant.
    await input(page).fill("0");
    await go(page, "Price");
    await becomes(exactly(page, "price-total"), 0.003);
    assert.equal(await note(page).count(), 0);
  });

  test("a file is added to the request, not to the example", async () => {
    const page = await open(hash({ m: "gpt-4o-2024-05-13" }));
    await page.getByLabel("Choose files").setInputFiles({
      name: "notes.txt",
      mimeType: "text/plain",
      buffer: Buffer.from("hello world"),
    });
    await page.getByRole("button", { name: "Add to the request: notes.txt" }).click();
    await becomes(() => input(page).inputValue(), "2");
  });
});
