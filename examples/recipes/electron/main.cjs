// In the main process, which has no limit of a page's policy. In the preload script:
// contextBridge.exposeInMainWorld("tokens", { count: (text) => ipcRenderer.invoke("count-tokens", text) });
const { ipcMain } = require("electron");
const { initSync } = require("tokenfare");
const o200k = require("tokenfare/encodings/o200k_base").default;

// At the first question, so that the window does not wait for the vocabulary.
let tokenizer;

ipcMain.handle("count-tokens", (_event, text) => {
  tokenizer ??= initSync().loadEncodingSync(o200k);
  return tokenizer.count(text);
});
