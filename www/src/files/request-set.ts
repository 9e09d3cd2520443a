/** One file spread over several requests: its rows, or the parts of its text that fit a budget. */
import { csv } from "../format/export.js";

/** The texts of the requests, and what each counts. */
export interface Spread {
  texts: readonly string[];
  tokens: readonly number[];
}

export const total = ({ tokens }: Spread): number => tokens.reduce((sum, each) => sum + each, 0);

/** Lines of a batch file in OpenAI's shape: one chat request each. */
export function batchFile({ texts }: Spread, model: string): string {
  return (
    texts
      .map((content, i) =>
        JSON.stringify({
          custom_id: `part-${i + 1}`,
          method: "POST",
          url: "/v1/chat/completions",
          body: { model, messages: [{ role: "user", content }] },
        }),
      )
      .join("\n") + "\n"
  );
}

export function tokensCsv({ texts, tokens }: Spread): string {
  return csv([
    ["request", "tokens", "begins"],
    ...texts.map((text, i) => [i + 1, tokens[i]!, text.slice(0, 60)]),
  ]);
}

/** Evenly spread over the sorted counts, at most so many: what a projection draws from. */
export function samples({ tokens }: Spread, most = 200): number[] {
  const sorted = [...tokens].sort((a, b) => a - b);
  if (sorted.length <= most) return sorted;
  return Array.from(
    { length: most },
    (_, i) => sorted[Math.round((i * (sorted.length - 1)) / (most - 1))]!,
  );
}

/** The value that this share of the counts does not pass. */
export function quantile({ tokens }: Spread, share: number): number {
  const sorted = [...tokens].sort((a, b) => a - b);
  return (
    sorted[Math.max(0, Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1))] ?? 0
  );
}
