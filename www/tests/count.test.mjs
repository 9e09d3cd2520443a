/**
 * The Count view beyond the plain text: chats with roles and tools, shortening and splitting,
 * several models.
 */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { enter } from "./browser.mjs";
import { technicalEnglish } from "./documents.mjs";
import { tiktokenCount } from "./oracle.mjs";
import { copied, downloaded, jsonFile } from "./exports.mjs";
import { becomes, chooseModel, english, exactly, hash, useBrowser } from "./setup.mjs";

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
    await page.getByRole("link", { name: "Text & files", exact: true }).click();
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
    await chooseModel(page, model, "Add models");
  const row = (name) =>
    page
      .getByRole("region", { name: "Counts of other models" })
      .getByRole("row", { name: new RegExp(`^${name}`) });
  const tokens = await tiktokenCount("cl100k_base", text);
  await row("GPT-4 Turbo").getByText(String(tokens), { exact: false }).first().waitFor();
  await row("GPT-4 Turbo").getByText("exact", { exact: true }).waitFor();
  await row("Claude Sonnet 5.5")
    .getByText(/estimated\s+±/)
    .waitFor();
  // The model that the page is set to stands among them.
  await row("GPT-4o").waitFor();
  await row("GPT-4 Turbo").getByRole("button", { name: "Remove gpt-4-turbo" }).click();
  await becomes(() => row("GPT-4 Turbo").count(), 0);
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
  await page.getByLabel("Treat <|…|> marks as special tokens").check();
  await page.locator("#token-count", { hasText: /^1$/ }).waitFor();
});

describe("before a text is counted", () => {
  const input = (page) => page.getByRole("textbox", { name: "Input tokens", exact: true });
  const note = (page) => page.getByText("These figures are an example", { exact: false });
  const go = (page, view) => page.getByRole("link", { name: view, exact: true }).click();

  test("without a text, Count shows no money and other views show an example", async () => {
    const page = await open(hash({ m: "gpt-4o-2024-05-13", r: 100 }));
    await page.getByText("Type, paste or drop something").waitFor();
    assert.equal(await page.locator("#token-count").innerText(), "–");
    for (const id of ["request-cost", "input-cost", "month-cost"])
      assert.equal(await page.locator(`#${id}`).innerText(), "–", id);
    await page.getByRole("textbox", { name: "Tokens in the answer" }).fill("200");
    await go(page, "Compare");
    await becomes(() => input(page).inputValue(), "1,000");
    await note(page).waitFor();
    await go(page, "Budget");
    await note(page).waitFor();
    await go(page, "One request");
    // 1,000 × $5 and 200 × $15 per 1M.
    await becomes(exactly(page, "price-total"), 0.008);
    await note(page).getByRole("button", { name: "count a text" }).click();
    await page.getByLabel("Text to count").fill("Hello world");
    // 2 × $5 and 200 × $15.
    await becomes(exactly(page, "request-cost"), 0.00301);
    assert.equal(await page.getByText("Type, paste or drop something").count(), 0);
    await go(page, "Compare");
    await becomes(() => input(page).inputValue(), "2");
    assert.equal(await note(page).count(), 0);
    // A zero that was typed is meant.
    await input(page).fill("0");
    await go(page, "One request");
    await becomes(exactly(page, "price-total"), 0.003);
    assert.equal(await note(page).count(), 0);
  });

  test("a file counts at once, and no more where its tick is taken away", async () => {
    const page = await open(hash({ m: "gpt-4o-2024-05-13" }));
    await page.getByLabel("Choose files").setInputFiles({
      name: "notes.txt",
      mimeType: "text/plain",
      buffer: Buffer.from("hello world"),
    });
    await becomes(() => page.locator("#token-count").innerText(), "2");
    // 2 × $5 and 300 × $15, per 1M.
    await becomes(exactly(page, "request-cost"), 0.00451);
    await page.getByLabel("Count in the request: notes.txt").uncheck();
    await becomes(() => page.locator("#token-count").innerText(), "–");
    await page.getByLabel("Count in the request: notes.txt").check();
    await go(page, "Compare");
    await becomes(() => input(page).inputValue(), "2");
  });
});

describe("what a text is", () => {
  const body = JSON.stringify({
    model: "gpt-5.4",
    messages: [
      { role: "system", content: "You are helpful." },
      { role: "user", content: "Hi there" },
    ],
    tools: ["search_everything", "b"].map((name) => ({
      type: "function",
      function: {
        name,
        description: name.length > 1 ? "A long description of a tool that does much" : "Short",
        parameters: { type: "object", properties: {} },
      },
    })),
  });

  test("a request body counts as a request, with its tools by cost, or as plain text", async () => {
    const page = await open();
    await enter(page.getByLabel("Text to count"), body);
    const found = page.getByRole("region", { name: "What this text is" });
    await found.getByText("an OpenAI request").waitFor();
    await found.getByText("2 messages, 2 tools").waitFor();
    // The page follows the model that it names.
    await page.getByRole("button", { name: /^Model GPT-5.4/ }).waitFor();
    const total = async (button) =>
      Number((await button.innerText()).replace(/.*: /, "").replace(/\D/g, ""));
    const asRequest = found.getByRole("button", { name: /^Count as a request/ });
    const asText = found.getByRole("button", { name: /^Count as plain text/ });
    await becomes(
      async () => Number(await page.locator("#token-count").innerText()),
      await total(asRequest),
    );
    const parts = await found
      .locator(".legend-item dd")
      .evaluateAll((all) => all.map((each) => parseInt(each.textContent.replace(/,/g, ""), 10)));
    assert.equal(
      parts.reduce((sum, each) => sum + each, 0),
      await total(asRequest),
      "the parts add up",
    );
    const tools = await found
      .getByRole("list", { name: "Tools by tokens" })
      .locator("li")
      .allInnerTexts();
    assert.match(tools[0], /^search_everything/);
    await asText.click();
    await becomes(
      async () => Number(await page.locator("#token-count").innerText()),
      await tiktokenCount("o200k_base", body),
    );
  });

  test("a response is priced", async () => {
    const page = await open();
    await enter(
      page.getByLabel("Text to count"),
      JSON.stringify({
        object: "chat.completion",
        model: "gpt-5.4-2026-03-05",
        usage: { prompt_tokens: 100, completion_tokens: 50, total_tokens: 150 },
      }),
    );
    // 100 × $2.50 and 50 × $15, per 1M.
    await becomes(exactly(page, "response-cost"), 0.001);
  });

  test("JSON that is neither is plain text", async () => {
    const page = await open();
    const text = JSON.stringify({ a: [1, 2, 3] });
    await enter(page.getByLabel("Text to count"), text);
    await becomes(
      async () => Number(await page.locator("#token-count").innerText()),
      await tiktokenCount("o200k_base", text),
    );
    assert.equal(await page.getByRole("region", { name: "What this text is" }).count(), 0);
  });
});
