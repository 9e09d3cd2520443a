/**
 * Requests from logs: images, calls and all other fields are shown, edited, counted and written
 * again without loss.
 */
import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import { init } from "tokenfare";
import o200k from "tokenfare/encodings/o200k_base";
import { enter } from "./browser.mjs";
import { copied, jsonFile } from "./exports.mjs";
import { becomes, chooseModel, english, findings, hash, useBrowser } from "./setup.mjs";

const { open } = useBrowser();

/** The head of a PNG file of 640 × 480, and as many characters of base64 after it. */
function pngUrl(more = 0) {
  const bytes = Buffer.from(
    "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x00\x00\x00\x00\x00\x08\x02\x00\x00\x00\x00",
    "latin1",
  );
  bytes.writeUInt32BE(640, 16);
  bytes.writeUInt32BE(480, 20);
  return `data:image/png;base64,${bytes.toString("base64").replace(/=+$/, "")}${"A".repeat(more)}`;
}

const schema = { type: "object", properties: { city: { type: "string" } }, required: ["city"] };
const request = {
  model: "gpt-4o-2024-11-20",
  messages: [
    { role: "system", content: "You know the weather." },
    {
      role: "user",
      name: "ann",
      content: [
        { type: "text", text: "Where is this?" },
        { type: "image_url", image_url: { url: pngUrl(), detail: "high" } },
      ],
    },
    {
      role: "assistant",
      content: null,
      tool_calls: [
        {
          id: "call_1",
          type: "function",
          function: { name: "get_weather", arguments: '{"place":"Paris"}' },
        },
      ],
    },
    { role: "tool", tool_call_id: "call_1", content: "12 °C" },
    {
      role: "user",
      content: [
        { type: "input_audio", input_audio: { data: "AAAA", format: "wav" } },
        { type: "image_url", image_url: { url: pngUrl(400_000) } },
      ],
    },
  ],
  tools: [
    {
      type: "function",
      function: {
        name: "get_weather",
        description: "The weather now",
        parameters: { type: "object", properties: { place: { type: "string" } } },
      },
    },
  ],
  tool_choice: { type: "function", function: { name: "get_weather" } },
  response_format: { type: "json_schema", json_schema: { name: "answer", schema } },
  temperature: 0.2,
  seed: null,
  stop: [],
};
const older = {
  messages: [
    { role: "user", content: "Weather in Paris?" },
    { role: "assistant", content: null, function_call: { name: "get_weather", arguments: "{}" } },
    { role: "function", name: "get_weather", content: "12" },
  ],
  functions: [
    {
      name: "get_weather",
      description: "The weather now",
      parameters: { type: "object", properties: {} },
    },
  ],
  function_call: { name: "get_weather" },
};

let tokenizer;
before(async () => {
  tokenizer = await (await init()).loadEncoding(o200k);
});

async function chatPage(model = "gpt-4o", options = {}) {
  const page = await open(hash({ m: model }), options);
  await page.getByText("Chat with roles and tools").click();
  const chat = page.locator("count-chat");
  return {
    page,
    chat,
    figures: chat.getByRole("status").filter({ hasText: "of framing" }),
    openFile: (name, value) =>
      chat.locator("input[type=file]").setInputFiles(jsonFile(name, value)),
    says: (text) => chat.getByRole("status").filter({ hasText: text }).waitFor(),
    copied: async () =>
      JSON.parse(
        await copied(page, () => page.getByRole("button", { name: "Copy as a request" }).click()),
      ),
  };
}

/** The line of figures that the page shows for what the package counts. */
function lineOf({ total, messages, tools, overhead }) {
  const sum = messages.reduce((all, each) => all + each, 0);
  return [
    `${english.format(total)} tokens: ${english.format(sum)} for messages`,
    `${english.format(tools)} for tools`,
    `${english.format(overhead)} of framing`,
  ].join(", ");
}

describe("a request with images, calls and further fields", () => {
  test("is counted as the package counts it, and is copied as it came", async () => {
    const { page, chat, figures, openFile, says, copied } = await chatPage("gpt-5.4-mini");
    await openFile("log.json", request);
    await says(
      "log.json is open. " +
        "Its model, gpt-4o-2024-11-20, is gpt-4o here, which the page is now set to.",
    );
    const count = tokenizer.countChat(request);
    // A picture of 640 × 480 in high detail is 85 + 2 × 170 tokens; two of them.
    assert.ok(count.total > 850 && count.tools > 0 && count.overhead > 10, JSON.stringify(count));
    await figures.filter({ hasText: lineOf(count) }).waitFor();
    for (const [i, words] of [
      "",
      ": user, text and 1 image",
      ": assistant, calls get_weather",
      ": tool, text, answers call_1",
      ": user, audio and 1 image",
    ].entries()) {
      await chat
        .getByText(`Message ${i + 1}${words}, ${count.messages[i]} tokens`, { exact: true })
        .waitFor();
    }
    assert.equal(
      await page.getByLabel("Message 1", { exact: true }).inputValue(),
      "You know the weather.",
    );
    assert.deepEqual(await copied(), request);
    // Another model is sent by its own name. Back again, the request has the name that it came
    // with.
    await chooseModel(page, "gpt-4o-mini");
    assert.deepEqual(await copied(), { ...request, model: "gpt-4o-mini" });
    await chooseModel(page, "gpt-4o");
    assert.deepEqual(await copied(), request);
    assert.deepEqual(page.errors, []);
  });

  test("in the older form, without a model, with empty lists", async () => {
    const { chat, figures, openFile, says, copied } = await chatPage();
    await openFile("older.json", older);
    await says("older.json is open. It names no model: it is counted as for gpt-4o.");
    await figures
      .filter({ hasText: lineOf(tokenizer.countChat({ model: "gpt-4o", ...older })) })
      .waitFor();
    await chat.getByText("Message 2: assistant, calls get_weather", { exact: false }).waitFor();
    assert.deepEqual(await copied(), older);
    for (const tools of [[], null]) {
      const few = {
        model: "my-own-model",
        messages: [{ role: "user", content: "" }],
        tools,
        tool_choice: "none",
      };
      await openFile("few.json", few);
      await says(
        "Its model, my-own-model, is none of the page's text models: " +
          "it is counted as for gpt-4o, and copied with its own name.",
      );
      await figures
        .filter({ hasText: lineOf(tokenizer.countChat({ ...few, model: "gpt-4o" })) })
        .waitFor();
      assert.deepEqual(await copied(), few);
    }
    await openFile("mini.json", { model: "gpt-4o-mini", messages: older.messages });
    await says("mini.json is open. The page is now set to its model, gpt-4o-mini.");
  });

  test("its JSON is edited; its error is shown beside it", async () => {
    const { page, chat, figures, openFile, copied } = await chatPage();
    await openFile("log.json", request);
    const box = page.getByLabel("Message 3 as JSON");
    const problem = async () => [
      await box.getAttribute("aria-invalid"),
      await page.locator(`#${await box.getAttribute("aria-describedby")}`).innerText(),
    ];
    await box.fill('{ "role": "assistant", ');
    await becomes(async () => (await problem())[1].startsWith("This is not JSON yet: "), true);
    await chat.getByText("Not counted yet", { exact: false }).waitFor();
    assert.equal(await figures.count(), 0);
    for (const none of [
      "[]",
      "null",
      '"user"',
      '{ "content": "a" }',
      '{ "role": 1 }',
      '{ "__proto__": { "role": "user" } }',
    ]) {
      await box.fill(none);
      await becomes(
        problem,
        ["true", 'A message is a JSON object with a role, as { "role": "user", "content": "…" }.'],
        none,
      );
    }
    await enter(box, `{ "role": "user", "content": ${"[".repeat(100_000)}${"]".repeat(100_000)} }`);
    await becomes(problem, [
      "true",
      "This is nested deeper than 128 levels: put fewer lists and objects into each other.",
    ]);
    // What only the engine knows is said at the same place.
    await box.fill('{ "role": "assistant", "content": 7 }');
    await becomes(
      async () => /content: must be a string, null, or an array/.test((await problem())[1]),
      true,
    );
    await box.fill(
      '{ "role": "assistant", "content": [{ "type": "text", "text": "hello world" }] }',
    );
    await becomes(problem, ["false", ""]);
    const edited = {
      ...request,
      messages: request.messages.with(2, {
        role: "assistant",
        content: [{ type: "text", text: "hello world" }],
      }),
    };
    await figures.filter({ hasText: lineOf(tokenizer.countChat(edited)) }).waitFor();
    assert.deepEqual(await copied(), edited);

    const other = page.getByLabel("Other fields of the request");
    for (const [typed, said] of [
      ["{", /^This is not JSON yet/],
      ["[]", /^Other fields are a JSON object/],
      ['{ "messages": [] }', /^“messages” has its own place/],
    ]) {
      await other.fill(typed);
      await becomes(() => other.getAttribute("aria-invalid"), "true");
      assert.match(await page.locator("#other-problem").innerText(), said);
    }
    await other.fill("");
    await becomes(() => other.getAttribute("aria-invalid"), "false");
    const { model, messages, tools } = edited;
    assert.deepEqual(await copied(), { model, messages, tools });
    assert.deepEqual(page.errors, []);
  });

  test("a message too long for a text box has a preview, and can be edited", async () => {
    const { page, openFile, copied } = await chatPage();
    await openFile("log.json", request);
    const short = page.getByRole("region", { name: "Preview of message 5" });
    await short.waitFor();
    assert.ok((await short.innerText()).length < 3000);
    assert.equal(await page.getByLabel("Message 5 as JSON").count(), 0);
    await page.getByRole("button", { name: "Edit anyway: Message 5" }).click();
    const box = page.getByLabel("Message 5 as JSON");
    assert.deepEqual(JSON.parse(await box.inputValue()), request.messages[4]);
    await enter(box, JSON.stringify({ ...request.messages[4], name: "ann" }));
    assert.deepEqual(await copied(), {
      ...request,
      messages: request.messages.with(4, { ...request.messages[4], name: "ann" }),
    });
  });

  test("other fields are added to a chat that has none", async () => {
    const { page, figures, copied } = await chatPage();
    assert.equal(await page.getByLabel("Other fields of the request").count(), 0);
    await page.getByRole("button", { name: "Add other fields" }).click();
    const other = page.getByLabel("Other fields of the request");
    await becomes(() => other.evaluate((box) => box === document.activeElement), true);
    await other.fill(JSON.stringify({ response_format: request.response_format }));
    const { model, ...rest } = await copied();
    assert.deepEqual([model, rest.response_format], ["gpt-4o", request.response_format]);
    await figures.filter({ hasText: lineOf(tokenizer.countChat({ model, ...rest })) }).waitFor();
  });

  test("outlives a reload; what was kept and is broken does not", async () => {
    const { page, figures, openFile, copied } = await chatPage();
    await openFile("log.json", request);
    await page.waitForFunction(() =>
      sessionStorage.getItem("tokenfare.chat")?.includes("get_weather"),
    );
    await page.reload();
    await figures.filter({ hasText: lineOf(tokenizer.countChat(request)) }).waitFor();
    assert.deepEqual(await copied(), request);
    const plain = { role: "user", content: "kept" };
    for (const kept of [
      7,
      [],
      { messages: [], tools: "" },
      { messages: [null], tools: "" },
      { messages: [{ json: 1 }], tools: "" },
      { messages: [plain], tools: [] },
      { messages: [plain], tools: "", other: {} },
    ]) {
      await page.evaluate(
        (json) => sessionStorage.setItem("tokenfare.chat", json),
        JSON.stringify(kept),
      );
      await page.reload();
      await becomes(
        () => page.getByLabel("Message 1", { exact: true }).inputValue(),
        "You are a helpful assistant.",
        JSON.stringify(kept),
      );
    }
    // As an older page kept it; a part that is no JSON says so in its place.
    await page.evaluate(
      (json) => sessionStorage.setItem("tokenfare.chat", json),
      JSON.stringify({ messages: [plain, { json: "{" }], tools: "", model: { as: 7 } }),
    );
    await page.reload();
    await becomes(() => page.getByLabel("Message 1", { exact: true }).inputValue(), "kept");
    assert.equal(await page.getByLabel("Message 2 as JSON").getAttribute("aria-invalid"), "true");
    assert.deepEqual(page.errors, []);
  });
});

describe("files", () => {
  test("that are no request say what to do, and change nothing", async () => {
    const { page, openFile, says } = await chatPage();
    const user = { role: "user", content: "a" };
    const deep = `${"[".repeat(100_000)}${"]".repeat(100_000)}`;
    for (const [name, content, said] of [
      ["lines.json", '{"messages":[]}\n{"messages":[]}', "save one request alone, and open that"],
      ["empty.json", "", "it is not JSON ("],
      ["list.json", [user], "open a request as it is sent to the API"],
      [
        "object.json",
        { messages: { 0: user, length: 1 } },
        "open a request as it is sent to the API",
      ],
      [
        "proto.json",
        `{"__proto__":{"messages":[${JSON.stringify(user)}]}}`,
        "open a request as it is sent to the API",
      ],
      ["none.json", { messages: [] }, "its list of messages is empty: add one"],
      [
        "many.json",
        `{"messages":[${"{},".repeat(999_999)}{}]}`,
        "it has 1,000,000 messages, and the page takes 500: leave some out",
      ],
      [
        "role.json",
        { messages: [user, { content: "a" }] },
        "its message 2 has no role: each needs one",
      ],
      ["roles.json", { messages: [{ role: ["user"], content: "a" }] }, "its message 1 has no role"],
      ["null.json", { messages: [null] }, "its message 1 has no role"],
      [
        "model.json",
        { model: {}, messages: [user] },
        'its model is no text: put a name there, as in "model": "gpt-4o"',
      ],
      [
        "deep.json",
        `{"messages":[{"role":"user","content":${deep}}]}`,
        "it is nested deeper than 128 levels",
      ],
      [
        "deeper.json",
        `{"messages":[${JSON.stringify(user)}],"metadata":${deep}}`,
        "it is nested deeper than 128 levels",
      ],
      [
        "large.json",
        { messages: [{ role: "user", content: "a".repeat(4_000_000) }] },
        "it is larger than 4 MB: shorten what is long in it",
      ],
    ]) {
      await openFile(name, content);
      await says(`${name} cannot be opened: `);
      assert.ok((await page.locator("count-chat").innerText()).includes(said), `${name}: ${said}`);
      assert.equal(
        await page.getByLabel("Message 1", { exact: true }).inputValue(),
        "You are a helpful assistant.",
        name,
      );
    }
    assert.deepEqual(page.errors, []);
  });

  test("that are hostile open, or say why not; the page goes on", async () => {
    const { page, chat, figures, openFile, says, copied } = await chatPage();
    const strange =
      '{"model":"__proto__","__proto__":{"a":1},"constructor":1,"messages":[' +
      '{"role":"constructor","content":"a"},' +
      '{"role":"user","__proto__":{"b":2},"content":"a","toJSON":"x"},' +
      '{"role":"<img src=x onerror=alert(1)>",' +
      '"content":[null,7,[],{"type":[]},{"type":"__proto__"},{"type":"text","text":{}}],' +
      '"tool_calls":[null,{"function":[]}]},' +
      '{"role":"user","content":"","tool_calls":{},"name":null,"refusal":[],"tool_call_id":{}},' +
      '{"role":"","content":"","name":""}],' +
      '"tools":[null,[],{"function":7}],"functions":{},"response_format":[]}';
    await openFile("strange.json", strange);
    await says("strange.json is open.");
    await chat
      .getByText(
        "Message 3: <img src=x onerror=alert(1)>, 5 other parts and text, calls a tool and a tool",
        { exact: false },
      )
      .waitFor();
    assert.deepEqual(await copied(), JSON.parse(strange));
    await figures.waitFor();
    // Indented, this would be a hundred times as long.
    const wide = `${"[".repeat(120)}${"[],".repeat(400_000)}[]${"]".repeat(120)}`;
    const parts = Array.from({ length: 120_000 }, () => ({ type: "text", text: "a" }));
    for (const [name, content] of Object.entries({
      "wide.json": `{"messages":[{"role":"user","content":"a","x":${wide}}]}`,
      "wide-fields.json": `{"messages":[{"role":"user","content":"a"}],"metadata":${wide}}`,
      "parts.json": { messages: [{ role: "user", content: parts }] },
      "url.json": {
        messages: [
          { role: "user", content: [{ type: "image_url", image_url: { url: pngUrl(3_900_000) } }] },
          { role: "user", content: "" },
        ],
      },
      "text.json": {
        messages: [
          { role: "user", content: "word ".repeat(700_000) },
          { role: "user", content: "" },
        ],
      },
    })) {
      await openFile(name, content);
      await says(`${name} is open.`);
      await figures.waitFor();
      assert.deepEqual(
        await copied(),
        typeof content === "string" ? JSON.parse(content) : content,
        name,
      );
    }
    await page.getByLabel("Message 2", { exact: true }).pressSequentially("hello");
    await becomes(() => page.getByLabel("Message 2", { exact: true }).inputValue(), "hello");
    assert.deepEqual(page.errors, []);
  });
});

describe("a large request has no finding of axe-core and does not scroll sideways", () => {
  for (const colorScheme of ["light", "dark"]) {
    for (const width of [360, 768, 1440]) {
      test(`${width} px wide, ${colorScheme}`, async () => {
        const { page, chat, openFile, says } = await chatPage("gpt-4o", {
          colorScheme,
          viewport: { width, height: 900 },
        });
        await openFile("log.json", request);
        await says("log.json is open.");
        assert.deepEqual(await findings(page), []);
        await page.getByLabel("Message 3 as JSON").fill("{");
        await chat.getByText("Not counted yet", { exact: false }).waitFor();
        assert.deepEqual(await findings(page), []);
        assert.ok(
          await page.evaluate((most) => document.documentElement.scrollWidth <= most, width),
          "no wider than the screen",
        );
        await page.context().close();
      });
    }
  }
});
