import { init, type Quote } from "tokenfare";
import o200k from "tokenfare/encodings/o200k_base";

export async function cost(prompt: string): Promise<Quote> {
  const fare = await init();
  await fare.loadEncoding(o200k);
  return fare.catalog.quote({ model: "gpt-4o-mini-2024-07-18", quantities: {}, prompt });
}
