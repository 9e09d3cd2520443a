/** The addresses that this tab wrote, for going back; the last of them also for a reload. */
const key = "tokenfare.address";
const ours = new Set<string>();

export function remember(address: string): void {
  ours.add(address);
  try {
    sessionStorage.setItem(key, address);
  } catch {
    // Storage may be forbidden or full; the address is then vetted like anybody's.
  }
}

export function isOurs(address: string): boolean {
  if (ours.has(address)) return true;
  try {
    return sessionStorage.getItem(key) === address;
  } catch {
    return false;
  }
}
