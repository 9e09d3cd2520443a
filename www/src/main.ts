import "./style/index.css";
import { engine } from "./engine/client.js";
import { defaultModel, info, setInfo } from "./engine/catalog-info.js";
import "./components/page-shell.js";
import { store } from "./state/page-state.js";

async function start(): Promise<void> {
  setInfo(await engine.start());
  store.set({ model: defaultModel() });
  document.querySelector("#page")!.replaceChildren(document.createElement("page-shell"));
  // The rest of what any view may need comes now, while the network is there.
  await Promise.all(info.encodings.map((encoding) => engine.fetchVocabulary(encoding)));
  document.documentElement.dataset["offline"] = "ready";
}

start().catch((error: unknown) => {
  const notice = document.createElement("p");
  notice.className = "notice bad";
  notice.setAttribute("role", "alert");
  notice.textContent = `The page could not start: ${error instanceof Error ? error.message : String(error)}`;
  document.querySelector("#page")!.replaceChildren(notice);
});
