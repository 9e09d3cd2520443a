// The real work that every consumer does: count a text, price it. What it returns is compared.
import { init } from "tokenfare";
import o200k from "tokenfare/encodings/o200k_base";

export async function work() {
  const fare = await init();
  const tokenizer = await fare.loadEncoding(o200k);
  const quote = fare.catalog.quote({ model: "gpt-4o-mini-2024-07-18", quantities: { inputTokens: 50, outputTokens: 100 } });
  let refused;
  try {
    fare.catalog.model("gpt-4o-mni");
  } catch (error) {
    refused = `${error.name} ${error.code} ${error.suggestions[0]}`;
  }
  return { version: fare.version, tokens: tokenizer.count("hello world 🙂"), cost: quote.total.exact, refused };
}
