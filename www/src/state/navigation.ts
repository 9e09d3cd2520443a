/** Keeps address and state in step: back and forward, links, reload. */
import { readAddress, writeAddress } from "./address.js";
import { initialState, store } from "./page-state.js";

const savedText = "tokenfare.text";
/** The text outlives a reload, not the tab, and only up to this length. */
const longestSaved = 1_000_000;

/** Takes the state from the address. Says what is wrong with it, and then leaves the state as it was. */
export function followAddress(report: (problem: string) => void): void {
  try {
    const change = readAddress(location.hash);
    if (change) store.set({ ...initialState, model: store.state.model, text: store.state.text, ...change });
  } catch (error) {
    report(`This link cannot be read: ${error instanceof Error ? error.message : String(error)}. Nothing was changed.`);
  }
}

export function keepAddress(report: (problem: string) => void): void {
  let timer = 0;
  store.subscribe((state, before) => {
    if (state.view !== before.view) {
      clearTimeout(timer);
      const address = writeAddress(state);
      if (address !== location.hash) history.pushState(null, "", address);
      return;
    }
    clearTimeout(timer);
    timer = window.setTimeout(() => {
      history.replaceState(null, "", writeAddress(store.state));
      saveText(store.state.text);
    }, 300);
  });
  addEventListener("popstate", () => followAddress(report));
  addEventListener("hashchange", () => followAddress(report));
}

export function restoreText(): string {
  try {
    return sessionStorage.getItem(savedText) ?? "";
  } catch {
    return ""; // Storage may be forbidden; the page works without it.
  }
}

function saveText(text: string): void {
  try {
    if (text.length <= longestSaved) sessionStorage.setItem(savedText, text);
    else sessionStorage.removeItem(savedText);
  } catch {
    // Storage may be full or forbidden; the text is then lost on reload, and only then.
  }
}
