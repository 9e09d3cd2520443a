/** The reader's own prices and discounts, stored in this browser and applied in every view. */
import type { CatalogOverrides } from "tokenfare";
import { info, setInfo } from "../engine/catalog-info.js";
import { engine } from "../engine/client.js";
import { messageOf } from "../format/words.js";

const key = "tokenfare.overrides";

let own: CatalogOverrides | null = null;

export const ownPrices = (): CatalogOverrides | null => own;

/**
 * Applies the reader's prices, or with null the list prices. Throws, and changes nothing, where
 * they are invalid.
 */
export async function usePrices(overrides: CatalogOverrides | null): Promise<void> {
  const models = await engine.override(overrides);
  own = overrides;
  setInfo({ ...info, models });
  try {
    if (overrides) localStorage.setItem(key, JSON.stringify(overrides));
    else localStorage.removeItem(key);
  } catch {
    // Storage may be forbidden. The prices then hold for this visit only.
  }
}

/** Applies the prices of an earlier visit. */
export async function useStoredPrices(report: (problem: string) => void): Promise<void> {
  const kept = storedJson();
  if (!kept) return;
  try {
    await usePrices(JSON.parse(kept) as CatalogOverrides);
  } catch (error) {
    report(`Your own prices cannot be used: ${messageOf(error)} List prices apply.`);
  }
}

function storedJson(): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}
