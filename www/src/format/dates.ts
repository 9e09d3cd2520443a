/** Days and months: ISO 8601 for the engine, words for people. */
import { locale } from "./numbers.js";

/** A day in UTC, so that no time zone moves it. */
const at = (day: string): Date => new Date(`${day}T00:00:00Z`);
const iso = (date: Date): string => date.toISOString().slice(0, 10);

const formats = {
  day: new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone: "UTC" }),
  short: new Intl.DateTimeFormat(locale, { month: "short", day: "numeric", timeZone: "UTC" }),
  month: new Intl.DateTimeFormat(locale, { month: "short", year: "numeric", timeZone: "UTC" }),
};

/** Today where the reader is. */
export function today(): string {
  const now = new Date();
  return iso(new Date(Date.UTC(now.getFullYear(), now.getMonth(), now.getDate())));
}

/** The day after `days` days. */
export const dayAfter = (day: string, days: number): string =>
  iso(new Date(at(day).getTime() + days * 86_400_000));

/** The first day of the month after today's: finance plans in calendar months. */
export function firstOfNextMonth(from = today()): string {
  const [year = 0, month = 1] = from.split("-").map(Number);
  return iso(new Date(Date.UTC(year, month, 1)));
}

export const isBefore = (day: string, other: string): boolean => at(day) < at(other);

/** "Nov 28, 2026". What is no day stays as it is. */
export const formatDay = (day: string): string =>
  /^\d{4}-\d\d-\d\d$/.test(day) ? formats.day.format(at(day)) : day;

/** Writes the days in a sentence of the engine as the page does. Days in names of models stay. */
export const daysInWords = (text: string): string =>
  text.replace(/(?<![\w/-])\d{4}-\d\d-\d\d(?![\w-])/g, formatDay);

/** "Nov 28", where the year is clear. */
export const formatShortDay = (day: string): string => formats.short.format(at(day));

/**
 * The name of a projected month by its first day: "Dec 2026", or the days that it runs over, "Nov
 * 18 – Dec 17, 2026", where it does not begin with a calendar month.
 */
export function formatMonth({ from, days }: { from: string; days: number }): string {
  if (from.endsWith("-01")) return formats.month.format(at(from));
  return formats.day.formatRange(at(from), at(dayAfter(from, Math.max(1, days) - 1)));
}
