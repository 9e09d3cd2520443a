import "./style/index.css";
import { PageShell } from "./components/page-shell.js";
import { applyTheme } from "./components/theme.js";
import { defaultModel, info, setInfo } from "./engine/catalog-info.js";
import { engine } from "./engine/client.js";
import { followAddress, keepAddress, restoreText } from "./state/navigation.js";
import { prepareOffline } from "./offline.js";
import { keptOverrides } from "./state/overrides.js";
import { store } from "./state/page-state.js";

async function start(): Promise<void> {
  applyTheme();
  setInfo(await engine.start());
  const shell = new PageShell();
  const report = (problem: string): void => shell.report(problem);
  await useKeptPrices(report);
  store.set({ model: defaultModel(), text: restoreText() });
  followAddress(report);
  keepAddress(report);
  document.querySelector("#page")!.replaceChildren(shell);
  await prepareOffline();
  document.documentElement.dataset["offline"] = "ready";
}

async function useKeptPrices(report: (problem: string) => void): Promise<void> {
  const kept = keptOverrides();
  if (kept === null) return;
  try {
    setInfo({ ...info, models: await engine.override(JSON.parse(kept)) });
  } catch (error) {
    report(`Your own prices cannot be used: ${error instanceof Error ? error.message : String(error)} List prices are in force.`);
  }
}

start().catch((error: unknown) => {
  const notice = document.createElement("p");
  notice.className = "notice bad";
  notice.setAttribute("role", "alert");
  notice.textContent = `The page could not start: ${error instanceof Error ? error.message : String(error)}`;
  document.querySelector("#page")!.replaceChildren(notice);
});
