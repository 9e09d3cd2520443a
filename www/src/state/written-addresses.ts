/** The addresses that this tab has written, for going back, and the last of them for a reload. */
const key = "tokenfare.address";
const ours = new Set<string>();

export function remember(address: string): void {
  ours.add(address);
  try {
    sessionStorage.setItem(key, address);
  } catch {
    // Storage may be forbidden or full. The address is then validated like any other.
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
