import type { PriceSheet, Projection } from "tokenfare";
import { engine } from "../engine/client.js";
import { EngineError } from "../engine/protocol.js";
import { today } from "../format/dates.js";
import { modelsOf } from "../views/project/chart-markers.js";

/** The prices that a plan begins with; a model that is not sold on that day has none. */
export async function pricesOf({ scenario, months }: Projection): Promise<PriceSheet[]> {
  const on = months[0]?.from ?? today();
  const sheets = await Promise.all(
    modelsOf(scenario).map((model) =>
      engine.prices(model, on, "standard").catch((error: unknown) => {
        if (error instanceof EngineError && error.code === "NO_PRICE") return null;
        throw error;
      }),
    ),
  );
  return sheets.filter((sheet) => sheet !== null);
}
