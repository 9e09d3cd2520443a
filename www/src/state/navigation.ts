/** Keeps the address and the state in step: back and forward, links, reload. */
import { messageOf } from "../format/words.js";
import { readLink, writeLink } from "./link.js";
import { initialState, store } from "./page-state.js";
import { storeTexts } from "./stored-texts.js";
import { validateChange } from "./validate.js";
import { isOurs, remember } from "./written-addresses.js";

/** Counts navigations and changes, so that a result that arrives late is dropped. */
let turn = 0;

/**
 * Takes the state from the address. Reports an error and leaves the state as it was where the
 * address is invalid.
 */
export async function followAddress(report: (problem: string) => void): Promise<void> {
  const mine = ++turn;
  try {
    const change = await readLink(location.hash);
    if (!change) return;
    // The page accepts what it wrote itself, including unfinished fields.
    if (!isOurs(location.hash)) await validateChange(change);
    const { model, text, chat } = store.state;
    if (mine === turn) store.set({ ...initialState, model, text, chat, ...change });
  } catch (error) {
    report(`This link cannot be read: ${messageOf(error)} Nothing was changed.`);
  }
}

export function keepAddress(report: (problem: string) => void): void {
  let timer = 0;
  const write = async (how: "pushState" | "replaceState"): Promise<void> => {
    const mine = turn;
    const address = await writeLink(store.state);
    // The state may have changed while a long address was compressed. Its own address is then on
    // the way.
    if (how === "replaceState" && mine !== turn) return;
    remember(address);
    if (address !== location.hash) history[how](null, "", address);
  };
  store.subscribe((state, before) => {
    turn++;
    clearTimeout(timer);
    if (state.view !== before.view) void write("pushState");
    timer = window.setTimeout(() => {
      void write("replaceState");
      storeTexts(store.state);
    }, 300);
  });
  // Typed and followed addresses fire this event too.
  addEventListener("popstate", () => void followAddress(report));
}
