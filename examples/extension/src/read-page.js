// What the popup reads of a page. Each function is injected into the page, so it must be
// self-contained.

/** The selected text, the page's text, and the text of the focused box. */
export function readPage() {
  let box = document.activeElement;
  while (box?.shadowRoot?.activeElement) box = box.shadowRoot.activeElement;
  const isInput = box instanceof HTMLInputElement && ["text", "search", "url", "email"].includes(box.type);
  const hasValue = isInput || box instanceof HTMLTextAreaElement;
  const isBox = hasValue || box?.isContentEditable === true;
  const inBox = hasValue ? box.value.slice(box.selectionStart ?? 0, box.selectionEnd ?? 0) : "";
  return {
    selection: inBox || String(getSelection() ?? ""),
    page: document.body?.innerText ?? "",
    box: isBox ? (hasValue ? box.value : box.innerText) : null,
    live: globalThis.tokenfareLive?.on === true,
  };
}

/** Turns the live count on or off. `live-count.js` must have been injected before. */
export function setLive(on) {
  globalThis.tokenfareLive.set(on);
}
