/** Calculates what the Count view shows for a state. */
import type { EncodingMatch, Money, Quantities, Quote } from "tokenfare";
import type { TokenSpans } from "../../engine/calls.js";
import { findModel } from "../../engine/catalog-info.js";
import { engine } from "../../engine/client.js";
import { monthCost, priceDay } from "../../state/month-cost.js";
import type { PageState } from "../../state/page-state.js";
import { recognise, type Recognised } from "./recognise/recognise.js";

/** What is known and shown first: the tokens. Their price follows. */
export interface Counted {
  /** Nothing where the vocabulary is a reconstruction, which counts and has no tokens to show. */
  spans: (TokenSpans & { text: string }) | null;
  /** Billed tokens: the count where the encoding is exact, or else an estimate from it. */
  tokens: number;
  /** Those of the text as plain text, where it is counted as a request. */
  plain: number;
  recognised: Recognised | null;
}

export interface CountAnswer extends Counted {
  encoding: EncodingMatch;
  quote: Quote;
  month: { total: Money | null; problem: string };
  /** The quantities of the text and of the files. */
  quantities: Quantities;
  also: readonly {
    model: string;
    tokens: number;
    encoding: EncodingMatch;
    total: Money | null;
    month: Money | null;
    note: string;
  }[];
}

/** What there is to count besides the state. */
export interface Beside {
  /** How a text that is a request body is read. */
  reading: "request" | "text";
  /** What the files add. */
  files: Quantities;
}

/** The tokens that the model bills for a count in its nearest encoding. */
export const billed = (count: number, encoding: EncodingMatch): number =>
  Math.round(count * encoding.factor);

/** An empty text has no tokens in any vocabulary, so that none has to be there yet. */
const countOf: typeof engine.count = async (text, ...how) =>
  text === "" ? 0 : engine.count(text, ...how);

const spansOf: typeof engine.spans = async (text, ...how) =>
  text === ""
    ? { tokens: new Uint32Array(), starts: new Uint32Array() }
    : engine.spans(text, ...how);

export async function countAndPrice(
  state: PageState,
  { reading, files }: Beside,
  counted: (first: Counted) => void,
): Promise<CountAnswer> {
  const model = findModel(state.model);
  if (!model) throw new Error("Choose a model first.");
  const { text, tier } = state;
  const special = { allowedSpecial: state.specialTokens ? ("all" as const) : [] };
  const { encoding, reconstructed } = model.encoding;
  const spans = reconstructed ? null : { ...(await spansOf(text, encoding, special)), text };
  const length = spans ? spans.tokens.length : await countOf(text, encoding, special);
  const plain = billed(length, model.encoding);
  const recognised = await recognise(state);
  const tokens =
    recognised?.kind === "request" && reading === "request" ? recognised.count.total : plain;
  counted({ spans, tokens, plain, recognised });
  const quantities: Quantities = {
    ...files,
    inputTokens: tokens + (files.inputTokens ?? 0),
    outputTokens: model.output.includes("text") ? (state.request.outputTokens ?? 0) : 0,
  };
  const [quote, month, also] = await Promise.all([
    engine.quote({ model: model.id, tier, quantities, on: priceDay(state) }),
    monthCost(model.id, tier, quantities, state),
    Promise.all(
      state.also.flatMap((id) => {
        const other = findModel(id);
        return other ? [countFor(other.id, other.encoding, text, special, quantities, state)] : [];
      }),
    ),
  ]);
  return {
    spans,
    tokens,
    plain,
    recognised,
    encoding: model.encoding,
    quote,
    month,
    quantities,
    also,
  };
}

async function countFor(
  model: string,
  encoding: EncodingMatch,
  text: string,
  special: { allowedSpecial: "all" | string[] },
  asked: Quantities,
  state: PageState,
): Promise<CountAnswer["also"][number]> {
  const tokens = billed(await countOf(text, encoding.encoding, special), encoding);
  const quantities = { ...asked, inputTokens: tokens };
  try {
    const [{ total }, month] = await Promise.all([
      engine.quote({ model, tier: state.tier, quantities, on: priceDay(state) }),
      monthCost(model, state.tier, quantities, state),
    ]);
    return { model, tokens, encoding, total, month: month.total, note: "" };
  } catch (error) {
    return {
      model,
      tokens,
      encoding,
      total: null,
      month: null,
      note: error instanceof Error ? error.message : String(error),
    };
  }
}
