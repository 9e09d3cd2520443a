import type { Quantities, Quote } from "tokenfare";

/**
 * The tokens that fill a model's window: those of texts, and those that images and sound become,
 * which the lines of the quote bill.
 */
export function tokensInWindow(quote: Quote, request: Quantities): number {
  const stated = (request.inputTokens ?? 0) + (request.outputTokens ?? 0);
  const billed = quote.lines.reduce(
    (sum, line) =>
      line.unit.endsWith("tokens") && !line.component.includes("training")
        ? sum + Number(line.quantity)
        : sum,
    0,
  );
  return Math.max(stated, billed);
}
