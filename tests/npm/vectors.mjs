// The published conversions and the vendors' responses, through the package: what differs, as text.
import { init } from "tokenfare";

/** One line per vector whose result is not the expected one. */
export async function differences(vectors, responses) {
  const fare = await init();
  const wrong = [];
  const expect = (name, got, due) => {
    if (got !== due) wrong.push(`${name}: ${got}, not ${due}`);
  };
  for (const { what, model, image, media, seconds, quantities, expected, measured, source } of vectors) {
    const name = `${what}, ${model}, ${JSON.stringify(image ?? media ?? quantities)} (${source})`;
    if (what === "image tokens") expect(name, fare.imageInputTokens(model, image).tokens, expected);
    else if (what === "image tokens disputed") {
      const tokens = fare.imageInputTokens(model, image);
      expect(name, !tokens.exact && tokens.tokens !== measured && tokens.dispute !== undefined, true);
    } else if (what === "image made") {
      const { lines } = fare.catalog.quote({ model, quantities: { generatedImages: [image] } });
      expect(name, lines[0].quantity, String(expected));
    } else if (what === "media tokens") expect(name, fare.mediaTokens(model, { ...media, seconds }).tokens, expected);
    else if (what === "cost") expect(name, fare.catalog.quote({ model, quantities }).total.exact, expected);
    else wrong.push(`nobody checks ${what}`);
  }
  for (const [name, body, cost, model] of responses) {
    expect(name, fare.priceResponse(body, model == null ? {} : { model }).total.exact, cost);
  }
  return wrong;
}
