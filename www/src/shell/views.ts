/** Loads the code of a view when it is first shown, so that the first view waits for no other. */
import { type View, views } from "../state/page-state.js";

const modules = {
  count: () => import("../views/count/count-view.js"),
  price: () => import("../views/price/price-view.js"),
  compare: () => import("../views/compare/compare-view.js"),
  project: () => import("../views/project/project-view.js"),
  catalog: () => import("../views/catalog/catalog-view.js"),
} satisfies Record<View, () => Promise<unknown>>;

export async function loadView(view: View): Promise<void> {
  await modules[view]();
}

/** Also what views load later, so that all of the page works offline. */
export async function loadAllViews(): Promise<void> {
  const { loadCountPanels } = await modules.count();
  await Promise.all([...views.map(loadView), loadCountPanels(), import("./printed-report.js")]);
}
