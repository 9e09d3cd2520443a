/**
 * The views of the page. A new one is a folder in src/views and a line here: the address names it
 * by its key, the navigation by its name. Its code loads when it is first shown, so that the first
 * view waits for no other.
 */
interface ViewEntry {
  /** In the navigation: the task in a word or two. */
  name: string;
  heading: string;
  /** The custom element that shows it. */
  element: string;
  load: () => Promise<unknown>;
}

const entry = (
  name: string,
  heading: string,
  element: string,
  load: () => Promise<unknown>,
): ViewEntry => ({ name, heading, element, load });

// prettier-ignore
const registry: Readonly<Record<string, ViewEntry>> = {
  count: entry("Text & files", "What will your AI cost?", "count-view", () => import("../views/count/count-view.js")),
  price: entry("One request", "What does one request cost?", "price-view", () => import("../views/price/price-view.js")),
  compare: entry("Compare", "Which model costs least for this?", "compare-view", () => import("../views/compare/compare-view.js")),
  project: entry("Budget", "What will the coming months cost?", "project-view", () => import("../views/project/project-view.js")),
  usage: entry("Usage", "What did it really cost, and why?", "usage-view", () => import("../views/usage/usage-view.js")),
  catalog: entry("Prices", "Prices today, before and to come", "catalog-view", () => import("../views/catalog/catalog-view.js")),
};

export const views: readonly string[] = Object.keys(registry);

/** The entry of a view; the first one's where the address names none that there is. */
export const viewOf = (view: string): ViewEntry => registry[view] ?? registry[views[0]!]!;

export async function loadView(view: string): Promise<void> {
  await viewOf(view).load();
}

/** Also what views load later, so that all of the page works offline. */
export async function loadAllViews(): Promise<void> {
  const { loadCountPanels } = await import("../views/count/count-view.js");
  await Promise.all([
    ...views.map(loadView),
    loadCountPanels(),
    import("../report/printed-report.js"),
  ]);
}
