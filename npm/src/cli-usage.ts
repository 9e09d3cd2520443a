/** `tokenfare price --usage`: what responses cost, from files, globs, streams and JSON Lines. */
import { UsageError, filesOf, textOf } from "./cli-inputs.js";
import { written } from "./cli-table.js";
import { type ResponseOptions, type ResponsePrice, type Tokenfare, TokenfareError } from "./index.js";

interface PricedFile {
  readonly file: string;
  readonly price: ResponsePrice;
}

/** What is printed: lines of a table, and what belongs on standard error. */
export interface UsageReport {
  readonly text: string;
  readonly json: string;
  /** The sum in US dollars, an exact decimal. */
  readonly total: string;
  readonly notes: readonly string[];
}

/**
 * Prices the responses in `words`. `known` goes before what they name themselves, as a what-if.
 *
 * @throws UsageError for a file that holds no response that can be read.
 */
export async function pricesOfUsage(fare: Tokenfare, words: readonly string[], known: ResponseOptions, isTerminal: boolean): Promise<UsageReport> {
  const priced: PricedFile[] = [];
  for (const file of await filesOf(words)) {
    const text = await textOf(file);
    if (text.trim() === "") throw new UsageError(`${file} is empty; give a response`);
    priced.push({ file, price: priceOf(fare, file, text, known) });
  }
  const total = sumOf(priced.map(({ price }) => price.total.exact));
  const several = priced.length > 1;
  const rows: string[][] = [];
  for (const { file, price } of priced) {
    const lead = several ? [file] : [];
    for (const quote of price.quotes) {
      for (const line of quote.lines) rows.push([...lead, `$${line.amount.exact}`, quote.model, line.component, line.formula]);
    }
    for (const { path, value } of price.unread) rows.push([...lead, "unread", path, String(value), ""]);
    if (price.reported) {
      const { amount, difference, path } = price.reported;
      rows.push([...lead, "reported", path, `$${amount.exact}`, `difference $${difference.exact}`]);
    }
    if (several) rows.push([file, `$${price.total.exact}`, "", "", "total of the file"]);
  }
  const header = [...(several ? ["file"] : []), "amount", "model", "component", "formula"];
  const table = written(header, rows, isTerminal);
  const prices = priced.map(({ file, price }) => ({ file, ...price }));
  return {
    text: `${table}$${total}`,
    total,
    json: JSON.stringify(several ? { files: prices, total: { exact: total, usd: Number(total) } } : priced[0]?.price),
    notes: priced.flatMap(({ file, price }) => price.warnings.map(({ message }) => (several ? `${file}: ${message}` : message))),
  };
}

function priceOf(fare: Tokenfare, file: string, text: string, known: ResponseOptions): ResponsePrice {
  try {
    return fare.priceResponse(text, { ...known, force: true });
  } catch (error) {
    if (!(error instanceof TokenfareError)) throw error;
    if (error.code === "INVALID_ARGUMENT" && error.path === "model") throw new UsageError(`${file}: the response names no model: add --model`);
    const place = error.path === undefined || error.message.includes(error.path) ? "" : `${error.path}: `;
    throw new UsageError(`${file}: ${place}${error.message}`);
  }
}

/** The exact sum of decimals as text. */
function sumOf(amounts: readonly string[]): string {
  const places = Math.max(...amounts.map((amount) => (amount.split(".")[1] ?? "").length));
  const units = amounts.map((amount) => {
    const [whole = "0", fraction = ""] = amount.split(".");
    return BigInt(whole + fraction.padEnd(places, "0"));
  });
  const digits = units.reduce((sum, unit) => sum + unit, 0n).toString().padStart(places + 1, "0");
  if (places === 0) return digits;
  return `${digits.slice(0, -places)}.${digits.slice(-places)}`.replace(/\.?0+$/, "");
}
