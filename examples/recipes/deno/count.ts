// cat prompt.md | deno run count.ts
import { initSync } from "tokenfare";
import o200k from "tokenfare/encodings/o200k_base";

const counter = initSync().loadEncodingSync(o200k).counter();
for await (const text of Deno.stdin.readable.pipeThrough(new TextDecoderStream())) counter.push(text);
console.log(counter.end());
