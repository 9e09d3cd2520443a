/**
 * Amounts on the page. The package's amounts are exact decimal strings. They are rounded only here,
 * for display; every figure's explanation shows them in full.
 */
import type { Money } from "tokenfare";
import { locale } from "./numbers.js";

/** The reader's currency, and how many of its units one US dollar buys. "USD" is no conversion. */
export interface Currency {
  code: string;
  perDollar: number;
}

export const dollars: Currency = { code: "USD", perDollar: 1 };

/** Intl formats a decimal string exactly. TypeScript types it as a numeric literal. */
type Numeric = number | Intl.StringNumericLiteral;

/**
 * Formats an amount. From one dollar up it shows cents; below, four significant digits, because
 * "$0.00" would hide what a request costs. The exact amount is shown beside it on request.
 */
export function formatMoney(amount: Money, currency: Currency = dollars): string {
  if (currency.code === "USD") return format(amount.exact as Numeric, amount.usd, "USD");
  const converted = amount.usd * currency.perDollar;
  return `≈ ${format(converted, converted, currency.code)}`;
}

/** An amount that somebody has typed: "$500", "$1,200.50". */
export function typedMoney(usd: number, currency: Currency = dollars): string {
  const value = usd * currency.perDollar;
  const written = formatter(
    currency.code,
    Number.isInteger(value) ? 0 : digitsBelow(value),
    Number.isInteger(value) ? 0 : 2,
  ).format(value);
  return currency.code === "USD" ? written : `≈ ${written}`;
}

/** An amount for a headline, in four significant digits: "$23,540", "$63.00", "$0.00256". */
export function headlineMoney(usd: number, currency: Currency = dollars): string {
  const value = usd * currency.perDollar;
  const rounded = Number(value.toPrecision(4));
  const written = formatter(
    currency.code,
    Math.abs(rounded) >= 1000 || rounded === 0 ? 0 : digitsBelow(rounded),
    Math.abs(rounded) >= 1000 || rounded === 0 ? 0 : 2,
  ).format(rounded);
  return currency.code === "USD" ? written : `≈ ${written}`;
}

const formatters = new Map<string, Intl.NumberFormat>();

/** Creating a formatter takes longer than formatting hundreds of amounts with it. */
function formatter(code: string, most: number, least = 2): Intl.NumberFormat {
  const key = `${code} ${most} ${least}`;
  let made = formatters.get(key);
  if (!made) {
    made = new Intl.NumberFormat(locale, {
      style: "currency",
      currency: code,
      currencyDisplay: "narrowSymbol",
      minimumFractionDigits: Math.min(least, most),
      maximumFractionDigits: most,
    });
    formatters.set(key, made);
  }
  return made;
}

/** The decimals that show four significant digits of an amount, two of them at least. */
const digitsBelow = (size: number): number =>
  Math.abs(size) < 1 && size !== 0 ? Math.min(20, 3 - Math.floor(Math.log10(Math.abs(size)))) : 2;

const format = (value: Numeric, size: number, code: string): string =>
  formatter(code, digitsBelow(size)).format(value as number);

/** An amount in few characters, for the axis of a chart: "$1.2K". */
export function shortMoney(usd: number, currency: Currency = dollars): string {
  const value = currency.code === "USD" ? usd : usd * currency.perDollar;
  if (!Number.isInteger(value) && Math.abs(value) < 1000)
    return format(value, value, currency.code);
  return new Intl.NumberFormat(locale, {
    style: "currency",
    currency: currency.code,
    currencyDisplay: "narrowSymbol",
    notation: "compact",
    maximumSignificantDigits: 3,
    minimumFractionDigits: 0,
  }).format(value);
}

/** An amount that is not exact, such as a simulated one. */
export const aboutMoney = (usd: number, currency: Currency = dollars): string =>
  formatMoney({ usd, exact: Math.abs(usd) < 0.01 ? usd.toFixed(12) : usd.toFixed(2) }, currency);

/** The exact amount in dollars, as the package calculated it. */
export const exactMoney = (amount: Money): string => `$${amount.exact}`;

/** A rate with its unit: "$0.15 per 1M tokens". */
export const formatRate = (usd: string, unit: string): string =>
  `$${/\.\d$/.test(usd) ? `${usd}0` : usd.includes(".") ? usd : `${usd}.00`} per ${unit}`;

/** A rate without its unit: "$0.15", "$12.50", "$3.00". */
export const dollarsPer = (usd: number): string =>
  new Intl.NumberFormat(locale, {
    style: "currency",
    currency: "USD",
    currencyDisplay: "narrowSymbol",
    minimumFractionDigits: 2,
    maximumFractionDigits: 6,
  }).format(usd);
