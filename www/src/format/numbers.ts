/** Formats and parses numbers in the reader's locale. */

/** The locale that decides digits and separators. */
export const locale: string = typeof navigator === "undefined" ? "en" : navigator.language || "en";

const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
const compact = new Intl.NumberFormat(locale, { notation: "compact", maximumSignificantDigits: 3 });

export const formatCount = (value: number): string => whole.format(value);
export const formatCompact = (value: number): string => compact.format(value);

const percent = [0, 1].map(
  (digits) => new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: digits }),
);

export const formatPercent = (share: number, digits: 0 | 1 = 0): string =>
  percent[digits]!.format(share);

const upToOneDecimal = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });

/** "1 token", "2 tokens", "12.5 seconds". */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${upToOneDecimal.format(count)} ${count === 1 ? one : many}`;
}

/**
 * "1,500 tokens", "60 seconds": the quantity in single units, whatever number of units the rate is
 * for.
 */
export function quantityOf({
  quantity,
  unit,
  component,
}: {
  quantity: string;
  unit: string;
  component: string;
}): string {
  const one = component.endsWith("_duration")
    ? "second"
    : unit.replace(/^1[Mk] /, "").replace(/s$/, "");
  return plural(Number(quantity), one);
}

const suffixes: Record<string, number> = { k: 1e3, m: 1e6, b: 1e9, g: 1e9, t: 1e12 };

/** The decimal separator of the locale. */
const localDecimal =
  new Intl.NumberFormat(locale).formatToParts(1.5).find((part) => part.type === "decimal")?.value ??
  ".";

/**
 * Parses a number as people type it: "1500", "1.5k", "2M", "1_000", "10,000", "12 %", with the
 * separators of the locale. A single separator before exactly three digits groups thousands, unless
 * it is the locale's decimal separator. Returns null for anything else.
 */
export function parseNumber(typed: string, decimal: string = localDecimal): number | null {
  const text = typed.trim().replace(/[\s_\u00a0\u202f'’]/g, "");
  const match = /^([+-]?)([\d.,]*\d[\d.,]*)(e[+-]?\d+)?([kmbgt]|%)?$/i.exec(text);
  if (!match) return null;
  const [, sign, body = "", exponent = "", suffix = ""] = match;
  const digits = plainDigits(body, decimal);
  if (digits === null) return null;
  const factor = suffix === "%" ? 0.01 : (suffixes[suffix.toLowerCase()] ?? 1);
  // Rounded to 15 digits: 1.1 × 1e3 is 1100, not 1100.0000000000002.
  const value = Number((Number(sign + digits + exponent) * factor).toPrecision(15));
  return Number.isFinite(value) ? value : null;
}

/**
 * Normalizes "1,234.5" or "1.234,5" to "1234.5". Returns null where the separators make no sense.
 */
function plainDigits(body: string, decimal: string): string | null {
  const separators = body.match(/[.,]/g) ?? [];
  const last = separators.at(-1);
  if (last === undefined) return body;
  const tail = body.slice(body.lastIndexOf(last) + 1);
  const groups =
    separators.every((separator) => separator === last) &&
    (separators.length > 1 || last !== decimal);
  if (groups && isGrouped(body, last)) return body.replaceAll(last, "");
  if (separators.filter((separator) => separator === last).length > 1) return null;
  const head = body.slice(0, body.lastIndexOf(last));
  const other = last === "." ? "," : ".";
  if (head.includes(other) && !isGrouped(head, other)) return null;
  return `${head.replaceAll(other, "")}.${tail}`;
}

function isGrouped(body: string, separator: string): boolean {
  const [first = "", ...rest] = body.split(separator);
  return (
    /^[1-9]\d{0,2}$/.test(first) && rest.length > 0 && rest.every((group) => /^\d{3}$/.test(group))
  );
}

/**
 * A number for an editable field: no grouping, at most 12 significant digits, and the decimal
 * separator of the locale.
 */
export function editableNumber(value: number, decimal: string = localDecimal): string {
  const plain = String(Number(value.toPrecision(12)));
  return plain.includes("e") ? plain : plain.replace(".", decimal);
}

const grouped = new Intl.NumberFormat(locale, { maximumFractionDigits: 12 });

/** A number for a field that holds nothing else, with its thousands grouped: "10,000". */
export const groupedNumber = (value: number): string =>
  Math.abs(value) >= 1000 && Math.abs(value) < 1e15
    ? grouped.format(Number(value.toPrecision(12)))
    : editableNumber(value);

/**
 * Parses numbers that are separated by spaces or semicolons. Returns null if one of them is
 * invalid.
 */
export function parseNumbers(typed: string): number[] | null {
  const numbers = typed
    .split(/[;\s]+/)
    .filter(Boolean)
    .map((each) => parseNumber(each));
  return numbers.every((each): each is number => each !== null) ? numbers : null;
}

const bytes = new Intl.NumberFormat(locale, { maximumSignificantDigits: 3 });

/** "12 KB", "4.88 MB" */
export function formatBytes(size: number): string {
  if (size < 1_000_000) return `${bytes.format(Math.max(0.1, size / 1000))} KB`;
  return `${bytes.format(size / 1_000_000)} MB`;
}
