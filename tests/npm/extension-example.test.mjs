// examples/extension, loaded unpacked in Chromium: its button is pressed on a page, as a person
// would.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, afterEach, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { launchWithExtension } from "./extension.mjs";

const folder = mkdtempSync(join(tmpdir(), "tokenfare-extension-"));
const packed = dirname(dirname(fileURLToPath(import.meta.resolve("tokenfare"))));
const build = fileURLToPath(new URL("../../examples/extension/build.mjs", import.meta.url));
// TOKENFARE_SCREENSHOTS=<folder> saves screenshots for a reviewer.
const screenshots = process.env.TOKENFARE_SCREENSHOTS;

const html = `<!doctype html><title>A page</title>
  <p>Hello, world!</p>
  <textarea>hello world</textarea>
  <input type="password" value="a secret of many words">`;
const requests = [];
let server;
let address;
let extension;
let page;
let popup;

before(async () => {
  execFileSync(process.execPath, [build, packed, folder]);
  server = createServer((request, response) => {
    requests.push(request.url);
    // A strict policy: no scripts, no styles, no markup from scripts.
    response.setHeader("content-security-policy", "default-src 'none'; require-trusted-types-for 'script'; trusted-types 'none'");
    response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(html);
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  address = `http://127.0.0.1:${server.address().port}/`;
  extension = await launchWithExtension(folder);
  page = await extension.context.newPage();
  await page.goto(address);
  if (screenshots) mkdirSync(screenshots, { recursive: true });
});
afterEach(async () => {
  await popup?.close();
  popup = undefined;
});
after(async () => {
  await extension?.close();
  server?.close();
  rmSync(folder, { recursive: true });
});

async function open(url = address) {
  popup = await extension.press(url);
  await extension.until(() => popup.evaluate(() => document.documentElement.dataset.ready !== undefined));
  return shown();
}

/** What the popup shows, as a person reads it. */
const shown = () =>
  popup.evaluate(() => {
    const rows = [...document.querySelectorAll("tbody tr")].map((row) => [row.dataset.text, [...row.cells].slice(1).map((cell) => cell.textContent).join(" ").trim()]);
    const problem = document.querySelector("#problem");
    return { ...Object.fromEntries(rows), model: document.querySelector("#model").value, problem: problem.hidden ? "" : problem.textContent, notes: document.querySelector("#notes").textContent };
  });

test("requests only the permissions that it needs", () => {
  const manifest = JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8"));
  assert.deepEqual(manifest.permissions, ["activeTab", "scripting", "storage"]);
  for (const key of ["host_permissions", "optional_host_permissions", "content_scripts", "web_accessible_resources"]) assert.equal(manifest[key], undefined, key);
  assert.match(manifest.content_security_policy.extension_pages, /script-src 'self' 'wasm-unsafe-eval'; object-src 'self';.*connect-src 'self'$/);
  assert.equal(manifest.version, JSON.parse(readFileSync(join(packed, "package.json"), "utf8")).version);
  for (const file of readdirSync(folder).filter((file) => /^(service|popup|live|read).*\.(js|html|css)$/.test(file))) {
    assert.doesNotMatch(readFileSync(join(folder, file), "utf8"), /https?:/, file);
  }
});

test("counts the selection, the page and the text box, with cost", async () => {
  await page.evaluate(() => {
    document.querySelector("textarea").focus();
    getSelection().selectAllChildren(document.querySelector("p"));
  });
  const { selection, box, page: whole, draft, model, problem, notes } = await open();
  assert.equal(model, "gpt-5.4");
  assert.equal(problem, "");
  // 4 tokens and 2 tokens × 2.50/1M
  assert.equal(selection, "4 $0.00001");
  assert.equal(box, "2 $0.000005");
  assert.equal(whole, "4 $0.00001");
  assert.equal(draft, "–");
  assert.match(notes, /^\$2\.5 per 1M tokens, checked 20\d\d-/);
});

test("the chosen model stays chosen after the service worker was suspended", async () => {
  await page.evaluate(() => getSelection().selectAllChildren(document.querySelector("p")));
  await open();
  const choose = (model) =>
    popup.evaluate((model) => {
      const select = document.querySelector("#model");
      select.value = model;
      select.dispatchEvent(new Event("change"));
    }, model);
  await choose("gpt-4o-mini");
  // 4 × 0.15/1M
  await extension.until(async () => (await shown()).selection === "4 $0.0000006");
  assert.match((await shown()).notes, /gpt-4o-mini is deprecated since 2026-10-14 and retires on 2027-01-14; the vendor recommends gpt-6-luna\./);
  await choose("text-embedding-3-small");
  // cl100k_base: 4 tokens too, × 0.02/1M
  await extension.until(async () => (await shown()).selection === "4 $0.00000008");
  await choose("claude-opus-4-5");
  // claude_3: 4 tokens by ctok 1.3.0, × 5/1M; marked as an estimate
  await extension.until(async () => (await shown()).selection === "4 $0.00002");
  assert.match((await shown()).notes, /^Estimated tokens, ±1 %/);
  await choose("gpt-4o-mini");
  await extension.until(async () => (await shown()).selection === "4 $0.0000006");
  await popup.close();
  await extension.putToSleep();
  const again = await open();
  assert.deepEqual([again.model, again.selection], ["gpt-4o-mini", "4 $0.0000006"]);
  await choose("gpt-5.4");
  await extension.until(async () => (await shown()).selection === "4 $0.00001");
});

test("counts text that is typed into the popup", async () => {
  await open();
  await popup.evaluate(() => {
    const draft = document.querySelector("#draft");
    draft.value = "Hello, world!";
    draft.dispatchEvent(new Event("input"));
  });
  await extension.until(async () => (await shown()).draft === "4 $0.00001");
});

/** The live badge, which is in a closed shadow root. */
async function badge() {
  const session = await extension.context.newCDPSession(page);
  try {
    const { root } = await session.send("DOM.getDocument", { depth: -1, pierce: true });
    const found = [];
    const walk = (node) => {
      if (node.nodeName === "OUTPUT") found.push(node.children?.[0]?.nodeValue ?? "");
      for (const child of [...(node.children ?? []), ...(node.shadowRoots ?? [])]) walk(child);
    };
    walk(root);
    return found[0];
  } finally {
    await session.detach();
  }
}

test("counts live in the text box, never in a password, until it is switched off", async () => {
  const flip = () => popup.evaluate(() => document.querySelector("#live").click());
  await page.click("textarea");
  await open();
  assert.equal(await badge(), undefined);
  await flip();
  await extension.until(async () => (await badge()) === "2 tokens · $0.000005");
  await popup.close();
  await extension.putToSleep();
  await page.fill("textarea", "Hello, world!");
  await extension.until(async () => (await badge()) === "4 tokens · $0.00001");
  if (screenshots) await page.screenshot({ path: join(screenshots, "live.png") });
  await page.click("input");
  await extension.until(async () => (await badge()) === undefined);
  await page.click("textarea");
  await extension.until(async () => (await badge()) === "4 tokens · $0.00001");
  await open();
  assert.equal(await popup.evaluate(() => document.querySelector("#live").checked), true);
  await flip();
  await extension.until(async () => (await badge()) === undefined);
  await page.fill("textarea", "hello world");
});

test("does not read a password", async () => {
  await page.focus("input");
  assert.equal((await open()).box, "none in focus");
});

test("explains what to do on a page that extensions may not read", async () => {
  const own = await extension.context.newPage();
  await own.goto("chrome://version/");
  await own.bringToFront();
  const { problem, page: whole, draft } = await open("chrome://version/");
  assert.match(problem, /Open an ordinary web page, or paste the text below/);
  assert.deepEqual([whole, draft], ["–", "–"]);
  if (screenshots) await popup.screenshot(join(screenshots, "problem.png"));
  await own.close();
});

test("every control in the popup has a name and can be reached by keyboard", async () => {
  await page.bringToFront();
  await page.evaluate(() => getSelection().selectAllChildren(document.querySelector("p")));
  await open();
  for (const scheme of ["light", "dark"]) {
    await popup.send("Emulation.setEmulatedMedia", { features: [{ name: "prefers-color-scheme", value: scheme }] });
    if (screenshots) await popup.screenshot(join(screenshots, `popup-${scheme}.png`));
  }
  const { nodes } = await popup.send("Accessibility.getFullAXTree");
  const named = nodes
    .filter(({ ignored, role }) => !ignored && ["combobox", "textbox", "switch", "table"].includes(role.value))
    .map(({ role, name }) => [role.value, name.value]);
  assert.deepEqual(named, [
    ["combobox", "Model"],
    ["table", "Tokens and input cost"],
    ["textbox", "Your text: write or paste it here"],
    ["switch", "Count live in the text boxes of this page"],
  ]);
  const order = await popup.evaluate(() => [...document.querySelectorAll("select, textarea, input")].filter((element) => element.tabIndex === 0 && !element.disabled).map((element) => element.id));
  assert.deepEqual(order, ["model", "draft", "live"]);
});

test("makes no network request", () => {
  assert.deepEqual(requests.filter((path) => path !== "/favicon.ico"), ["/"]);
});
