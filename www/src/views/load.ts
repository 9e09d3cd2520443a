/** The code of a view, when it is first shown: the first one must not wait for the others. */
import { views, type View } from "../state/page-state.js";

const modules: Record<View, () => Promise<unknown>> = {
  count: () => import("./count-view.js"),
  price: () => import("./price-view.js"),
  compare: () => import("./compare-view.js"),
  project: () => import("./project-view.js"),
  catalog: () => import("./catalog-view.js"),
};

export async function loadView(view: View): Promise<void> {
  await modules[view]();
}

export async function loadCountTools(): Promise<void> {
  await import("./count-tools.js");
}

export async function loadAllViews(): Promise<void> {
  await Promise.all([...views.map(loadView), loadCountTools(), import("../components/report.js")]);
}
