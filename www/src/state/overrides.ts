/** The reader's own prices and discounts, stored in this browser and applied in every view. */
import type { CatalogOverrides } from "tokenfare";
import { info, setInfo } from "../engine/catalog-info.js";
import { engine } from "../engine/client.js";
import { projectWith } from "../engine/projector.js";
import { messageOf } from "../format/words.js";
import { store } from "./page-state.js";

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
  projectWith(list?.json ?? null, own);
  setInfo({ ...info, models });
  announce();
  try {
    if (overrides) localStorage.setItem(key, JSON.stringify(overrides));
    else localStorage.removeItem(key);
  } catch {
    // Storage may be forbidden. The prices then hold for this visit only.
  }
}

/** Another project's price list, which this visit uses instead of the shipped one. */
interface PriceList {
  name: string;
  json: string;
  unread: readonly string[];
}

let list: PriceList | null = null;

export const openedPrices = (): PriceList | null => list;

/**
 * Uses the prices of another list for this visit; null uses the shipped ones again. The reader's own
 * prices are left aside, because they may concern models that the list does not have.
 */
export async function usePriceList(next: { name: string; json: string } | null): Promise<void> {
  const { models, checked, unread } = await engine.openCatalog(next?.json ?? null);
  list = next && { ...next, unread };
  own = null;
  projectWith(list?.json ?? null, null);
  setInfo({ ...info, models, checked });
  announce();
}

/** What shows prices shows the new ones. */
const announce = (): void => store.set({});

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
