// What every consumer does: count a text, price it, project it. The tests compare the results.
import { init } from "tokenfare";
import o200k from "tokenfare/encodings/o200k_base";

export async function work() {
  const fare = await init();
  const tokenizer = await fare.loadEncoding(o200k);
  const model = "gpt-4o-mini-2024-07-18";
  const request = { inputTokens: 50, outputTokens: 100 };
  const month = { version: 1, months: 1, monthLength: 30, workloads: [{ name: "chatbot", model, requests: { perDay: 10_000 }, request }] };
  let refused;
  try {
    fare.catalog.model("gpt-4o-mni");
  } catch (error) {
    refused = `${error.name} ${error.code} ${error.suggestions[0]}`;
  }
  return {
    version: fare.version,
    tokens: [tokenizer.count("Hello, world!"), tokenizer.count("hello world 🙂")],
    cost: fare.catalog.quote({ model, quantities: request }).total.exact,
    month: fare.project(month).total.exact,
    refused,
  };
}
