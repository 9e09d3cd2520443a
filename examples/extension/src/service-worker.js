// Counts and prices. The browser suspends it when idle and starts it again for the next message, so
// it loads only what a message needs: the engine and the vocabulary of the model, from the
// extension's own files.
importScripts("tokenfare.global.js");

const DEFAULT_MODEL = "gpt-5.4";

async function loaded(model) {
  const fare = await tokenfare.init();
  const { encoding } = fare.encodingForModel(model);
  // Some vocabularies extend another one, which must be loaded first.
  const bases = { o200k_harmony: ["o200k_base"], p50k_base: ["r50k_base"], p50k_edit: ["r50k_base", "p50k_base"], gpt2: ["r50k_base"], llama_3: ["cl100k_base"], glm_5: ["glm_4"] };
  for (const name of [...(bases[encoding] ?? []), encoding]) {
    const file = await fetch(chrome.runtime.getURL(`encodings/${name}.tfv`));
    await fare.loadEncoding(new Uint8Array(await file.arrayBuffer()));
  }
  return fare;
}

async function chosenModel() {
  const { model = DEFAULT_MODEL } = await chrome.storage.local.get("model");
  return model;
}

const ready = new Map();

/** The engine with the vocabulary of a model; loaded once while this worker lives. */
function engineFor(model) {
  if (!ready.has(model)) {
    const engine = loaded(model);
    ready.set(model, engine);
    engine.catch(() => ready.delete(model));
  }
  return ready.get(model);
}

/** Tokens and input cost of each text, for the model chosen. */
async function count({ texts }) {
  const model = await chosenModel();
  const fare = await engineFor(model);
  const found = fare.catalog.find(model);
  if (found === null) throw new Error(`The price list no longer has ${model}. Choose another model.`);
  const results = {};
  const warnings = new Set();
  let rate;
  for (const [name, text] of Object.entries(texts)) {
    if (text === "") {
      results[name] = { tokens: 0, cost: "0" };
      continue;
    }
    const quote = fare.catalog.quote({ model, quantities: {}, prompt: text });
    const line = quote.lines[0];
    rate ??= { usd: line.rate, unit: line.unit, checked: line.checked };
    // The error band already says that the tokens are an estimate.
    for (const { code, message } of quote.warnings) if (code !== "ESTIMATED_TOKENS") warnings.add(message);
    results[name] = { tokens: Number(line.quantity), cost: quote.total.exact };
  }
  const { exact, errorBand } = found.encoding;
  return { model, results, exact, errorBand, contextWindow: found.contextWindow, rate, warnings: [...warnings] };
}

async function models() {
  const fare = await tokenfare.init();
  const list = fare.catalog
    .models({ active: true, input: ["text"] })
    .filter(({ output }) => output.includes("text") || output.includes("embedding"))
    .map(({ id, provider, name }) => ({ id, provider, name }));
  // Models that are given away as weights or rented by the hour have no price for tokens.
  const priced = fare.catalog.compare({ quantities: { inputTokens: 1 } }, list.map(({ id }) => id));
  const unpriced = new Set(priced.excluded.map(({ model }) => model));
  return { list: list.filter(({ id }) => !unpriced.has(id)), chosen: await chosenModel() };
}

const answers = { count, models };

chrome.runtime.onMessage.addListener((message, sender, respond) => {
  const answer = answers[message?.type];
  if (sender.id !== chrome.runtime.id || answer === undefined) return false;
  answer(message).then(
    (value) => respond({ value }),
    (error) => respond({ error: String(error.message ?? error) }),
  );
  // Keeps the channel open for the answer.
  return true;
});
