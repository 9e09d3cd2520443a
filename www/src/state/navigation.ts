/** Keeps address and state in step: back and forward, links, reload. */
import { messageOf } from "../format/words.js";
import { isOurs, remember } from "./written-addresses.js";
import { keepTexts } from "./stored-texts.js";
import { readLink, writeLink } from "./link.js";
import { initialState, store } from "./page-state.js";
import { vet } from "./validate.js";

/** Counts what was followed or typed, so that an answer that comes late is dropped. */
let turn = 0;

/** Takes the state from the address. Says what is wrong with it, and then leaves the state as it was. */
export async function followAddress(report: (problem: string) => void): Promise<void> {
  const mine = ++turn;
  try {
    const change = await readLink(location.hash);
    if (!change) return;
    // What the page itself wrote is taken as it was, half-finished fields and all.
    if (!isOurs(location.hash)) await vet(change);
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
    // While a long address was packed the state may have moved on; its own address is then on its way.
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
      keepTexts(store.state);
    }, 300);
  });
  // An address that is typed or followed fires both.
  addEventListener("popstate", () => void followAddress(report));
}
