// The popup. It reads the page when it opens, has the service worker count, and shows the results.
import { readPage, setLive } from "./read-page.js";

const $ = (selector) => document.querySelector(selector);
const select = $("#model");
const draft = $("#draft");
const live = $("#live");

const texts = { selection: "", box: null, page: "", draft: "" };
let tab;
/** Whether the page could be read. */
let readable = false;

async function ask(message) {
  const { value, error } = await chrome.runtime.sendMessage(message);
  if (error !== undefined) throw new Error(error);
  return value;
}

function complain(text) {
  $("#problem").textContent = text;
  $("#problem").hidden = text === "";
}

/**
 * Reads every frame that the extension may access: all texts together, and the selection of any
 * frame.
 */
async function read() {
  [tab] = await chrome.tabs.query({ active: true, currentWindow: true });
  let frames;
  try {
    frames = await chrome.scripting.executeScript({ target: { tabId: tab.id, allFrames: true }, func: readPage });
  } catch {
    complain("Chrome keeps extensions out of this page. Open an ordinary web page, or paste the text below.");
    return;
  }
  readable = true;
  const results = frames.map(({ result }) => result).filter((result) => result);
  texts.selection = results.map(({ selection }) => selection).find((text) => text !== "") ?? "";
  texts.box = results.map(({ box }) => box).find((text) => text !== null) ?? null;
  texts.page = results.map(({ page }) => page).join("\n").trim();
  live.checked = results.some((result) => result.live);
  live.disabled = false;
}

const absences = { selection: "nothing selected", box: "none in focus", page: "no text", draft: "–" };

/** An empty text box is still shown; other texts are not when they are empty. */
const isAbsent = (name) => (name === "box" ? texts.box === null : texts[name] === "");

function row(name, result) {
  const element = $(`[data-text="${name}"]`);
  const [tokens, cost] = element.querySelectorAll("td");
  const absent = result === undefined || isAbsent(name);
  element.classList.toggle("absent", absent);
  tokens.textContent = !absent ? result.tokens.toLocaleString() : readable ? absences[name] : "–";
  cost.textContent = absent ? "" : `$${result.cost}`;
}

let asked = 0;

async function count() {
  const own = ++asked;
  const wanted = Object.fromEntries(Object.entries(texts).filter(([, text]) => text !== null));
  let value;
  try {
    value = await ask({ type: "count", texts: wanted });
  } catch (error) {
    complain(error.message);
    for (const name of Object.keys(texts)) row(name, undefined);
    return;
  }
  if (own !== asked) return;
  for (const name of Object.keys(texts)) row(name, value.results[name]);
  notes(value);
}

function notes({ exact, errorBand, contextWindow, rate, results, warnings }) {
  const lines = [];
  if (!exact) lines.push(`Estimated tokens, ±${Math.round(errorBand * 100)} %: this vendor publishes no vocabulary.`);
  if (rate !== undefined) lines.push(`$${rate.usd} per ${rate.unit}, checked ${rate.checked}.`);
  lines.push(...warnings.map((message) => `${message.replace(/\.$/, "")}.`));
  const page = results.page?.tokens ?? 0;
  if (contextWindow !== null && page > contextWindow) lines.push(`The page is longer than the model's ${contextWindow.toLocaleString()} tokens.`);
  else if (contextWindow !== null) lines.push(`The model reads ${contextWindow.toLocaleString()} tokens at most.`);
  $("#notes").textContent = lines.join(" ");
}

async function fillModels() {
  const { list, chosen } = await ask({ type: "models" });
  const groups = new Map();
  for (const { id, provider, name } of list) {
    if (!groups.has(provider)) groups.set(provider, []);
    groups.get(provider).push(new Option(name === id ? id : `${name} (${id})`, id, false, id === chosen));
  }
  // OpenAI first, because its counts are exact; then by name.
  const providers = [...groups.keys()].sort((a, b) => (b === "openai") - (a === "openai") || a.localeCompare(b));
  for (const provider of providers) {
    const group = document.createElement("optgroup");
    group.label = provider;
    group.append(...groups.get(provider));
    select.append(group);
  }
  if (!list.some(({ id }) => id === chosen)) select.prepend(new Option(chosen, chosen, true, true));
  select.disabled = false;
}

select.addEventListener("change", async () => {
  complain("");
  await chrome.storage.local.set({ model: select.value });
  await count();
});

let timer;
draft.addEventListener("input", () => {
  texts.draft = draft.value;
  clearTimeout(timer);
  timer = setTimeout(count, 100);
});

live.addEventListener("change", async () => {
  const target = { tabId: tab.id, allFrames: true };
  try {
    await chrome.scripting.executeScript({ target, files: ["live-count.js"] });
    await chrome.scripting.executeScript({ target, func: setLive, args: [live.checked] });
  } catch (error) {
    live.checked = false;
    complain(`The page does not let itself be counted: ${error.message} Reload it and try again.`);
  }
});

try {
  await Promise.all([fillModels(), read()]);
  await count();
} catch (error) {
  complain(`${error.message} Close this window and open it again; if that does not help, reinstall the extension.`);
}
document.documentElement.dataset.ready = "";
