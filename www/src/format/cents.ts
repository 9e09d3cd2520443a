/** Amounts in cents, rounded from their decimal digits: no binary fraction is rounded on the way. */

const decimals = /^(-?)(\d+)(?:\.(\d+))?$/;

/** A decimal number as a whole number of its last digit, and how many decimals that has. */
function scaled(decimal: string): { value: bigint; places: number } {
  const match = decimals.exec(decimal);
  if (!match) throw new Error(`"${decimal}" is not a decimal number.`);
  const [, sign, whole = "0", fraction = ""] = match;
  return { value: BigInt(`${sign}${whole}${fraction}`), places: fraction.length };
}

/** The decimal digits of a number, without an exponent. */
const plain = (value: number): string =>
  /e/.test(String(value)) ? value.toFixed(20) : String(value);

/** "1.005" → 101n: cents, halves rounded away from zero, of an amount times a factor. */
export function centsOf(amount: string, factor = 1): bigint {
  const [one, other] = [scaled(amount), scaled(plain(factor))];
  const places = one.places + other.places;
  const value = one.value * other.value;
  if (places <= 2) return value * 10n ** BigInt(2 - places);
  const unit = 10n ** BigInt(places - 2);
  const half = value < 0n ? -unit / 2n : unit / 2n;
  return (value + half) / unit;
}

/** Cents of an amount that was simulated or typed, and is a number from the start. */
export const centsOfNumber = (usd: number, factor = 1): bigint => centsOf(plain(usd), factor);

/** 101n → "1.01" */
export function writtenCents(cents: bigint): string {
  const digits = (cents < 0n ? -cents : cents).toString().padStart(3, "0");
  return `${cents < 0n ? "-" : ""}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
