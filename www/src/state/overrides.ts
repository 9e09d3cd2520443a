/** The reader's own prices and discounts, kept in this browser and in force in every view. */
import type { CatalogOverrides } from "tokenfare";
import { info, setInfo } from "../engine/catalog-info.js";
import { engine } from "../engine/client.js";
import { messageOf } from "../format/words.js";

const key = "tokenfare.overrides";

let own: CatalogOverrides | null = null;

export const ownPrices = (): CatalogOverrides | null => own;

/** Takes the reader's prices into force, or with null the list prices. Throws, and changes nothing, where they are broken. */
export async function usePrices(overrides: CatalogOverrides | null): Promise<void> {
  const models = await engine.override(overrides);
  own = overrides;
  setInfo({ ...info, models });
  try {
    if (overrides) localStorage.setItem(key, JSON.stringify(overrides));
    else localStorage.removeItem(key);
  } catch {
    // Storage may be forbidden; they then hold for this visit only.
  }
}

/** Those of an earlier visit. */
export async function useKeptPrices(report: (problem: string) => void): Promise<void> {
  const kept = keptJson();
  if (!kept) return;
  try {
    await usePrices(JSON.parse(kept) as CatalogOverrides);
  } catch (error) {
    report(`Your own prices cannot be used: ${messageOf(error)} List prices are in force.`);
  }
}

function keptJson(): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}
