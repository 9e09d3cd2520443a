/** One file as several requests: its rows, or the parts of its text that fit a number of tokens. */

/** The text of each request and its tokens. */
export interface RequestSet {
  texts: readonly string[];
  tokens: readonly number[];
}

export const total = ({ tokens }: RequestSet): number =>
  tokens.reduce((sum, each) => sum + each, 0);

/** A batch file of OpenAI's API: one chat request on each line. */
export function batchFile({ texts }: RequestSet, model: string): string {
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

/** The rows of a CSV file of the counts. */
export function tokenRows({ texts, tokens }: RequestSet): (string | number)[][] {
  return [
    ["request", "tokens", "begins"],
    ...texts.map((text, i) => [i + 1, tokens[i]!, text.slice(0, 60)]),
  ];
}

/**
 * At most `most` counts, evenly spaced in their order: the samples that a projection draws from.
 */
export function samples({ tokens }: RequestSet, most = 200): number[] {
  const sorted = [...tokens].sort((a, b) => a - b);
  if (sorted.length <= most) return sorted;
  return Array.from(
    { length: most },
    (_, i) => sorted[Math.round((i * (sorted.length - 1)) / (most - 1))]!,
  );
}

/**
 * The quantile of the counts: the smallest count that at least this share of them does not exceed.
 */
export function quantile({ tokens }: RequestSet, share: number): number {
  const sorted = [...tokens].sort((a, b) => a - b);
  return (
    sorted[Math.max(0, Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1))] ?? 0
  );
}
