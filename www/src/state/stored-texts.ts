/** The text and the chat survive a reload, but not the tab, and only up to this length. */
import { type Chat, storedChat } from "./chat.js";
import { initialState, type PageState } from "./page-state.js";

const longest = 1_000_000;
const textKey = "tokenfare.text";
const chatKey = "tokenfare.chat";

export function restoreTexts(): Pick<PageState, "text" | "chat"> {
  return { text: read(textKey) ?? "", chat: chatOf(read(chatKey)) ?? initialState.chat };
}

export function storeTexts({ text, chat }: PageState): void {
  write(textKey, text);
  write(chatKey, chat === initialState.chat ? "" : JSON.stringify(chat));
}

function chatOf(json: string | null): Chat | null {
  try {
    return json ? storedChat(JSON.parse(json)) : null;
  } catch {
    return null; // What is broken is as good as none.
  }
}

function read(key: string): string | null {
  try {
    return sessionStorage.getItem(key);
  } catch {
    return null; // Storage may be forbidden; the page works without it.
  }
}

function write(key: string, value: string): void {
  try {
    if (value && value.length <= longest) sessionStorage.setItem(key, value);
    else sessionStorage.removeItem(key);
  } catch {
    // Storage may be full or forbidden; the text is then lost on reload, and only then.
  }
}
