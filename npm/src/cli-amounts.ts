/** What the command line compares: exact amounts and names. */

/** Whether a decimal is more than another. Both are text, because a float would round. */
export function isMore(amount: string, limit: string): boolean {
  const [a, b] = [amount, limit].map((text) => text.split(".")) as [string[], string[]];
  const places = Math.max(a[1]?.length ?? 0, b[1]?.length ?? 0);
  const units = ([whole = "0", fraction = ""]: string[]): bigint => BigInt(whole + fraction.padEnd(places, "0"));
  return units(a) > units(b);
}

/** `; did you mean X?`, if one of the names has the same letters, or begins as this one does. */
export function nearest(name: string, names: readonly string[]): string {
  const letters = (text: string): string => [...text].sort().join("");
  const found = names.find((known) => letters(known) === letters(name) || known.startsWith(name) || name.startsWith(known));
  return found === undefined ? "" : `; did you mean ${found}?`;
}
