/** Calculates what the Count view shows for a state. */
import type { EncodingMatch, Money, Quote } from "tokenfare";
import type { TokenSpans } from "../../engine/calls.js";
import { findModel } from "../../engine/catalog-info.js";
import { engine } from "../../engine/client.js";
import { monthCost } from "../../state/month-cost.js";
import type { PageState } from "../../state/page-state.js";

/** What is known and shown first: the tokens. Their price follows. */
export interface Counted {
  /** Nothing where the vocabulary is a reconstruction, which counts and has no tokens to show. */
  spans: (TokenSpans & { text: string }) | null;
  /** Billed tokens: the count where the encoding is exact, or else an estimate from it. */
  tokens: number;
}

export interface CountAnswer extends Counted {
  encoding: EncodingMatch;
  quote: Quote;
  month: { total: Money | null; problem: string };
  also: readonly {
    model: string;
    tokens: number;
    encoding: EncodingMatch;
    total: Money | null;
    note: string;
  }[];
}

/** The tokens that the model bills for a count in its nearest encoding. */
export const billed = (count: number, encoding: EncodingMatch): number =>
  Math.round(count * encoding.factor);

export async function countAndPrice(
  state: PageState,
  counted: (first: Counted) => void,
): Promise<CountAnswer> {
  const model = findModel(state.model);
  if (!model) throw new Error("Choose a model first.");
  const { text, tier } = state;
  const special = { allowedSpecial: state.specialTokens ? ("all" as const) : [] };
  const { encoding, reconstructed } = model.encoding;
  const spans = reconstructed ? null : { ...(await engine.spans(text, encoding, special)), text };
  const length = spans ? spans.tokens.length : await engine.count(text, encoding, special);
  const tokens = billed(length, model.encoding);
  counted({ spans, tokens });
  const request = {
    inputTokens: tokens,
    outputTokens: model.output.includes("text") ? (state.request.outputTokens ?? 0) : 0,
  };
  const on = state.on ? { on: state.on } : {};
  const [quote, month, also] = await Promise.all([
    engine.quote({ model: model.id, tier, quantities: request, ...on }),
    monthCost(model.id, tier, request, state),
    Promise.all(
      state.also.flatMap((id) => {
        const other = findModel(id);
        return other
          ? [countFor(other.id, other.encoding, text, special, request.outputTokens, state)]
          : [];
      }),
    ),
  ]);
  return { spans, tokens, encoding: model.encoding, quote, month, also };
}

async function countFor(
  model: string,
  encoding: EncodingMatch,
  text: string,
  special: { allowedSpecial: "all" | string[] },
  outputTokens: number,
  state: PageState,
): Promise<CountAnswer["also"][number]> {
  const tokens = billed(await engine.count(text, encoding.encoding, special), encoding);
  try {
    const { total } = await engine.quote({
      model,
      tier: state.tier,
      quantities: { inputTokens: tokens, outputTokens },
      ...(state.on && { on: state.on }),
    });
    return { model, tokens, encoding, total, note: "" };
  } catch (error) {
    return {
      model,
      tokens,
      encoding,
      total: null,
      note: error instanceof Error ? error.message : String(error),
    };
  }
}
