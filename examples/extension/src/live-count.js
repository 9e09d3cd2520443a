// Shows a token count beside the text box in focus. Injected into a page only when the popup asks
// for it.
globalThis.tokenfareLive ??= (() => {
  const delay = 120;
  const host = document.createElement("div");
  // A closed shadow root keeps the page's styles and scripts out. It is built without markup, which
  // a page may forbid.
  const root = host.attachShadow({ mode: "closed" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    :host { all: initial; position: fixed; z-index: 2147483647; pointer-events: none; color-scheme: light dark; }
    output {
      display: block; padding: 2px 8px; border-radius: 6px; white-space: nowrap;
      font: 12px/1.5 ui-sans-serif, system-ui, sans-serif; font-variant-numeric: tabular-nums;
      color: light-dark(#1e1b17, #efeae2); background: light-dark(#ffffff, #1f1d1a);
      border: 1px solid light-dark(#8c8376, #857c70); box-shadow: 0 2px 8px rgb(0 0 0 / 25%);
    }
    output.problem { color: light-dark(#a8241c, #ff9d92); }
  `);
  root.adoptedStyleSheets = [sheet];
  const label = document.createElement("output");
  root.append(label);
  let box;
  let timer;
  let asked = 0;

  /** The text of an editable element. Passwords are never read. */
  function textOf(element) {
    if (element instanceof HTMLTextAreaElement) return element.value;
    if (element instanceof HTMLInputElement) return ["text", "search", "url", "email"].includes(element.type) ? element.value : undefined;
    return element?.isContentEditable ? element.innerText : undefined;
  }

  function place() {
    if (!box?.isConnected) return host.remove();
    const { top, right, bottom } = box.getBoundingClientRect();
    const { clientWidth, clientHeight } = document.documentElement;
    // Below the box, else above it, else in its last line, so that the text stays readable.
    const room = label.offsetHeight + 4;
    const at = bottom + room <= clientHeight ? bottom + 4 : top >= room ? top - room : clientHeight - room;
    host.style.top = `${at}px`;
    host.style.right = `${Math.max(4, clientWidth - right)}px`;
  }

  function show(text, problem = false) {
    label.textContent = text;
    label.classList.toggle("problem", problem);
    if (!host.isConnected) document.documentElement.append(host);
    place();
  }

  async function count() {
    const own = ++asked;
    try {
      const { value, error } = await chrome.runtime.sendMessage({ type: "count", texts: { box: textOf(box) ?? "" } });
      // The text has changed since; a newer request is under way.
      if (own !== asked || !live.on) return;
      if (error !== undefined) return show(error, true);
      const { tokens, cost } = value.results.box;
      show(`${value.exact ? "" : "≈ "}${tokens.toLocaleString()} ${tokens === 1 ? "token" : "tokens"} · $${cost}`);
    } catch {
      // The extension was removed or updated, and this script belongs to the old version.
      live.set(false);
    }
  }

  function follow(element) {
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    box = textOf(element) === undefined ? undefined : element;
    if (box === undefined) host.remove();
    else count();
  }

  const listeners = {
    focusin: () => follow(document.activeElement),
    input: () => {
      clearTimeout(timer);
      timer = setTimeout(count, box === undefined ? 0 : delay);
    },
    scroll: place,
    resize: place,
  };

  const live = {
    on: false,
    set(on) {
      if (on === live.on) return;
      live.on = on;
      for (const [name, listener] of Object.entries(listeners)) {
        if (on) addEventListener(name, listener, true);
        else removeEventListener(name, listener, true);
      }
      if (on) return follow(document.activeElement);
      clearTimeout(timer);
      host.remove();
    },
  };
  return live;
})();
