/** The reader's own prices, kept in this browser as the JSON they typed. */
const key = "tokenfare.overrides";

export function keptOverrides(): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null; // Storage may be forbidden.
  }
}

export function keepOverrides(json: string | null): void {
  try {
    if (json === null) localStorage.removeItem(key);
    else localStorage.setItem(key, json);
  } catch {
    // They then hold for this visit only.
  }
}
