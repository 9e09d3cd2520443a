/** The state as a file, and back. The same shape that the address holds; the text is never in it. */
import type { PageState } from "./page-state.js";
import { readAddress, writeAddress } from "./address.js";

const format = "tokenfare page";

export function exportState(state: PageState): string {
  const fields = Object.fromEntries(new URLSearchParams(writeAddress(state).slice(1)));
  return JSON.stringify({ format, ...fields }, null, 2);
}

/** Throws where the file is no export of this page. */
export function importState(json: string): Partial<PageState> {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    throw new Error("it is not JSON");
  }
  if (typeof value !== "object" || value === null || (value as { format?: unknown }).format !== format) {
    throw new Error("it was not exported by this page");
  }
  const { format: _, text: __, ...fields } = value as Record<string, unknown>;
  if (Object.values(fields).some((field) => typeof field !== "string")) throw new Error("its fields are broken");
  return readAddress(new URLSearchParams(fields as Record<string, string>).toString()) ?? {};
}

/** The present request and scenario as a program that uses the npm package. */
export function asCode(state: PageState): string {
  const request = { model: state.model, tier: state.tier, ...(state.on && { on: state.on }), quantities: state.request };
  return `import { init } from "tokenfare";

const fare = await init();
const quote = fare.catalog.quote(${JSON.stringify(request, null, 2)});
console.log(quote.total.exact);
${state.scenario ? `\nconst projection = fare.project(${JSON.stringify(state.scenario, null, 2)});\nconsole.log(projection.total.exact);\n` : ""}`;
}
