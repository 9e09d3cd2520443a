import { defaultModel, setInfo } from "./engine/catalog-info.js";
import { engine } from "./engine/client.js";
import { messageOf } from "./format/words.js";
import { prepareOffline } from "./offline.js";
import { PageShell } from "./shell/page-shell.js";
import { applyTheme } from "./shell/theme.js";
import { loadView, views } from "./shell/views.js";
import { knowViews } from "./state/address.js";
import { followAddress, keepAddress } from "./state/navigation.js";
import { useStoredPrices } from "./state/overrides.js";
import { store } from "./state/page-state.js";
import { restoreTexts } from "./state/stored-texts.js";
import "./style/index.css";

async function start(): Promise<void> {
  applyTheme();
  knowViews(views);
  // Most visits start with this view, so it loads in parallel with the engine. The page loads it
  // again when it shows the view, and reports a failure then.
  void loadView("count").catch(() => undefined);
  setInfo(await engine.start());
  const shell = new PageShell();
  const report = (problem: string): void => shell.report(problem);
  await useStoredPrices(report);
  store.set({ model: defaultModel(), ...restoreTexts() });
  await followAddress(report);
  keepAddress(report);
  document.querySelector("#page")!.replaceChildren(shell);
  await prepareOffline();
  document.documentElement.dataset["offline"] = "ready";
}

start().catch((error: unknown) => {
  const notice = document.createElement("p");
  notice.className = "notice bad";
  notice.setAttribute("role", "alert");
  notice.textContent = `The page could not start: ${messageOf(error)}`;
  document.querySelector("#page")!.replaceChildren(notice);
});
