// What it takes to switch: lines and sizes of one task in one Vite build, start and speed, beside the
// packages that people have. A script, not a test; results go into LOG.md.
//
//   mkdir ../adoption && cd ../adoption
//   npm install vite js-tiktoken gpt-tokenizer tokenlens @pydantic/genai-prices <tarball of tokenfare>
//   node <repository>/benches/adoption.mjs ../adoption
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";

const folder = process.argv[2];
const require = createRequire(join(folder, "index.js"));

/** The same task with each package: count a text, or price a usage, and show the result. */
const TASKS = {
  "count: tokenfare/tokenizer": `import { init } from "tokenfare/tokenizer";
import o200k from "tokenfare/encodings/o200k_base";
const { loadEncoding } = await init();
const tokenizer = await loadEncoding(o200k);
document.title = tokenizer.count(document.body.innerText);`,
  "count: tokenfare/compat/js-tiktoken/lite": `import { Tiktoken } from "tokenfare/compat/js-tiktoken/lite";
import o200k from "tokenfare/compat/js-tiktoken/ranks/o200k_base";
const encoding = new Tiktoken(o200k);
document.title = encoding.encode(document.body.innerText).length;`,
  "count: js-tiktoken/lite": `import { Tiktoken } from "js-tiktoken/lite";
import o200k from "js-tiktoken/ranks/o200k_base";
const encoding = new Tiktoken(o200k);
document.title = encoding.encode(document.body.innerText).length;`,
  "count: gpt-tokenizer": `import { countTokens } from "gpt-tokenizer";
document.title = countTokens(document.body.innerText);`,
  "price: tokenfare/prices": `import { init } from "tokenfare/prices";
const { priceResponse } = await init();
document.title = priceResponse(globalThis.answer).total.exact;`,
  "price: tokenfare": `import { init } from "tokenfare";
const { priceResponse } = await init();
document.title = priceResponse(globalThis.answer).total.exact;`,
  "price: genai-prices": `import { calcPrice, extractUsage } from "@pydantic/genai-prices";
import { findProvider } from "@pydantic/genai-prices";
const provider = findProvider({ providerId: "openai" });
const { model, usage } = extractUsage(provider, globalThis.answer, "chat");
document.title = calcPrice(usage, model).total_price;`,
  "price: tokenlens": `import { getTokenCosts } from "tokenlens";
const { model, usage } = globalThis.answer;
document.title = getTokenCosts({ modelId: "openai:" + model, usage }).totalUSD;`,
};

const { build } = await import(pathToFileURL(require.resolve("vite")));
console.log("| task | lines | raw KB | gzip KB |\n|---|---:|---:|---:|");
for (const [task, code] of Object.entries(TASKS)) {
  const root = join(folder, "app");
  rmSync(root, { recursive: true, force: true });
  mkdirSync(root);
  writeFileSync(join(root, "main.js"), code);
  writeFileSync(join(root, "index.html"), '<script type="module" src="./main.js"></script>');
  try {
    await build({ root, logLevel: "silent", build: { target: "es2022", outDir: "dist" } });
  } catch (error) {
    console.log(`| ${task} | does not build: ${String(error.message).split("\n")[0]} |`);
    continue;
  }
  const assets = join(root, "dist/assets");
  const files = readdirSync(assets).map((file) => readFileSync(join(assets, file)));
  const sum = (of) => Math.round(files.reduce((total, file) => total + of(file), 0) / 1000);
  console.log(`| ${task} | ${code.split("\n").length} | ${sum((file) => file.length)} | ${sum((file) => gzipSync(file, { level: 9 }).length)} |`);
}

/** Time to the first count in a fresh process, and of text that is new each time. */
const SPEED = {
  "js-tiktoken/lite": `const { Tiktoken } = await import("js-tiktoken/lite"); const { default: ranks } = await import("js-tiktoken/ranks/o200k_base"); const encoding = new Tiktoken(ranks); const count = (text) => encoding.encode(text).length;`,
  "tokenfare/compat/js-tiktoken/lite": `const { Tiktoken } = await import("tokenfare/compat/js-tiktoken/lite"); const { default: ranks } = await import("tokenfare/compat/js-tiktoken/ranks/o200k_base"); const encoding = new Tiktoken(ranks); const count = (text) => encoding.encode(text).length;`,
  "tokenfare/tokenizer": `const { initSync } = await import("tokenfare/tokenizer"); const { default: o200k } = await import("tokenfare/encodings/o200k_base"); const tokenizer = initSync().loadEncodingSync(o200k); const count = (text) => tokenizer.count(text);`,
};
const words = `let state = 7; const below = (n) => (state = (state * 48271) % 2147483647) % n;
  const word = () => { let text = ""; for (let i = 2 + below(8); i > 0; i--) text += "etaoinshrdlucmfw"[below(16)]; return text; };
  const texts = Array.from({ length: 40 }, () => Array.from({ length: 1500 }, word).join(" "));`;
console.log("\n| package | start, ms | new text, MB/s |\n|---|---:|---:|");
for (const [name, code] of Object.entries(SPEED)) {
  const program = `const begin = performance.now(); ${code} count("Hello"); const start = performance.now() - begin; ${words}
    count(texts[0]); const from = performance.now(); let bytes = 0; for (const text of texts.slice(1)) { count(text); bytes += text.length; }
    console.log(JSON.stringify([start, bytes / 1000 / (performance.now() - from)]));`;
  const runs = Array.from({ length: 5 }, () => JSON.parse(spawnSync(process.execPath, ["--input-type=module", "--eval", program], { cwd: folder, encoding: "utf8" }).stdout));
  const median = (index) => runs.map((run) => run[index]).sort((a, b) => a - b)[2];
  console.log(`| ${name} | ${median(0).toFixed(0)} | ${median(1).toFixed(1)} |`);
}
