/** The rate that most requests meet: without a condition, or for requests that are not long. */
import type { PriceSheet } from "tokenfare";

const usual = new Set(["upTo", "below"]);

/** US dollars per 1M tokens, or undefined. */
export const plainRate = ({ rates }: PriceSheet, component: string): string | undefined =>
  rates.find((rate) => rate.component === component && rate.unit === "1M tokens" && Object.keys(rate.when ?? {}).every((name) => usual.has(name)))?.usd;
