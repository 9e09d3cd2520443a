import { initSync, TokenfareError, type ErrorCode, type Quote, type Tokenizer } from "tokenfare";
import { initSync as startTokenizer } from "tokenfare/tokenizer";
import { initSync as startPrices, type Catalog } from "tokenfare/prices";
import o200k from "tokenfare/encodings/o200k_base";

const fare = initSync();
const tokenizer: Tokenizer = fare.loadEncodingSync(o200k);
const small: Tokenizer = startTokenizer().loadEncodingSync(o200k);
const catalog: Catalog = startPrices().catalog;
const quantities = { inputTokens: 50, outputTokens: 100 };
const quotes: Quote[] = [fare.catalog.quote({ model: "gpt-5.4-mini", quantities }), catalog.quote({ model: "gpt-5.4-mini", quantities })];
let code: ErrorCode | undefined;
try {
  catalog.model("gpt-4o-mni");
} catch (error) {
  if (error instanceof TokenfareError) code = error.code;
}
console.log(JSON.stringify([tokenizer.count("Hello, world!"), small.count("Hello, world!"), ...quotes.map((quote) => quote.total.exact), code]));
