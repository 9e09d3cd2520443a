#!/usr/bin/env node
/** `npx tokenfare`: the public API on the command line. */
import { parseArgs } from "node:util";
import { UsageError, filesOf, sizeOf, textOf, textsOf } from "./cli-inputs.js";
import { isMore, nearest } from "./cli-amounts.js";
import { reportOfLogs } from "./cli-log.js";
import { progressOn } from "./cli-progress.js";
import { visible, written } from "./cli-table.js";
import { pricesOfUsage } from "./cli-usage.js";
import { convertVocabularyFile } from "./cli-vocabulary.js";
import { type Catalog, type EncodingName, type Quote, type RequestCount, type RequestEndpoint, type Scenario, type Tokenfare, type Tokenizer, TokenfareError, init } from "./index.js";

const USAGE = `usage: tokenfare <command> [options]

  count [files…]         tokens of files, or of standard input; globs are understood: "src/**/*.ts"
      --model <name>       with the encoding of this model (default gpt-4o)
      --encoding <name>    with this encoding
      --max <n>            exit with 1 where the sum is more than n tokens
      --request            the files are bodies of API requests, as JSON or JSON Lines: count all
                           that is billed, with --model where a body does not name it
      --endpoint <name>    which endpoint they are for: openai.chat, openai.responses,
                           anthropic.messages, google.generate, google.vertex, bedrock.converse
                           (default: what their form tells)
  price [files…]         cost of a prompt from files or standard input, or of plain numbers
      --model <name>       the model (required; with --usage the response may name it)
      --max-usd <amount>   exit with 1 where the sum costs more
      --usage              the files are responses of an API, an SDK or a gateway, their streams,
                           or JSON Lines of them: price their usage
      --input <n>          input tokens; instead of files
      --output <n>         output tokens
      --tier <tier>        standard, batch, flex, priority
  compare <models…>      the same request on several models, cheapest first
      --input <n> --output <n> --tier <tier>
  project <scenario>     months of a scenario, a JSON file ("-" for standard input); exits with 1
                         where a month costs more than the scenario's budget
      --max-usd <amount>   exit with 1 where all months together cost more
  usage [files…]         cost of usage logs: exports of vendors' dashboards, local logs of coding
                         agents, JSON Lines of responses, in files, folders or globs; without one,
                         the local logs of Claude Code, Codex and Gemini CLI
      --by <names>         groups: day, hour, weekday, model, provider, project, key, user,
                           workspace, session, source, tier (default day,model)
      --billed <usd>       what was billed: an amount, or the file of a costs export
      --zone <name>        days of this time zone: Europe/Berlin (default UTC)
      --columns <pairs>    columns of a CSV of one's own: time=When,model=Model,inputTokens=In
      --csv                the groups as CSV
  models [search]        models of the catalog, with input and output rates per 1M tokens
  vocabulary convert <file>
                         writes a tokenizer.json, .tiktoken, tekken.json or SentencePiece .model as
                         a small file that loadEncoding takes
      --name <name>        its name (default: that of the file)
      --pattern <encoding> for a .tiktoken: the encoding that splits text alike
      --special <text>=<id>  a special token of a .tiktoken; as often as needed
      --out <file>         where to write it (default: <file>.tfv in this folder)

  --catalog <file>       prices of this file: of tokenfare, litellm, models.dev or genai-prices
  --on <day>             prices of this day instead of today's: 2026-11-28
  --json                 the whole result as JSON
  --version, --help

Tables have a header and aligned columns on a terminal, and tabs in a pipe.

exit codes: 0 done, 1 over --max, --max-usd or a budget, 2 wrong use or input, 3 a fault of tokenfare`;

const options = {
  model: { type: "string" },
  encoding: { type: "string" },
  max: { type: "string" },
  "max-usd": { type: "string" },
  input: { type: "string" },
  output: { type: "string" },
  tier: { type: "string" },
  catalog: { type: "string" },
  on: { type: "string" },
  name: { type: "string" },
  pattern: { type: "string" },
  special: { type: "string", multiple: true },
  out: { type: "string" },
  usage: { type: "boolean", default: false },
  request: { type: "boolean", default: false },
  endpoint: { type: "string" },
  by: { type: "string" },
  billed: { type: "string" },
  zone: { type: "string" },
  columns: { type: "string" },
  csv: { type: "boolean", default: false },
  json: { type: "boolean", default: false },
  version: { type: "boolean", default: false },
  help: { type: "boolean", short: "h", default: false },
} as const;

/** The options of each command, beside --json. Any other is refused, because it would be ignored. */
const USED: Readonly<Record<string, readonly string[]>> = {
  count: ["model", "encoding", "max", "request", "endpoint"],
  price: ["model", "usage", "input", "output", "tier", "catalog", "on", "max-usd"],
  compare: ["input", "output", "tier", "catalog", "on"],
  project: ["catalog", "on", "max-usd"],
  usage: ["by", "billed", "zone", "columns", "csv", "catalog", "on"],
  vocabulary: ["name", "pattern", "special", "out"],
  models: ["catalog", "on"],
};

type Values = ReturnType<typeof read>["values"];

function read(words: string[]) {
  return parseArgs({ args: words, options, allowPositionals: true });
}

async function main(words: string[]): Promise<number> {
  const { values, positionals } = read(words);
  const [command, ...rest] = positionals;
  if (command !== undefined && !values.version && !values.help) requireUsed(command, values);
  const fare = await init();
  if (values.version) return print(fare.version);
  if (values.help || command === undefined) {
    process.stdout.write(`${USAGE}\n`);
    return values.help ? 0 : 2;
  }
  switch (command) {
    case "count":
      if (values.endpoint !== undefined && !values.request) throw new UsageError("--endpoint is for --request");
      return values.request ? countRequests(fare, rest, values) : count(fare, rest, values);
    case "price":
      return price(fare, rest, values);
    case "compare":
      return compare(fare, rest, values);
    case "project":
      return project(fare, rest, values);
    case "usage":
      return usage(fare, rest, values);
    case "models":
      return models(fare, rest, values);
    case "vocabulary":
      return print(await convertVocabularyFile(rest, values));
    default:
      // requireUsed has refused every other name.
      throw new UsageError(`there is no command ${JSON.stringify(command)}`);
  }
}

/** Refuses options that the command does not use: a limit that nobody looks at would never fail. */
function requireUsed(command: string, values: Values): void {
  const used = USED[command];
  if (used === undefined) throw new UsageError(`there is no command ${JSON.stringify(command)}${nearest(command, Object.keys(USED))}; see tokenfare --help`);
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined || value === false || name === "json" || used.includes(name)) continue;
    const others = Object.keys(USED).filter((other) => USED[other]?.includes(name));
    throw new UsageError(`${command} has no option --${name}${name === "max" && used.includes("max-usd") ? "; did you mean --max-usd?" : `; ${others.join(" and ")} ${others.length === 1 ? "has" : "have"} it`}`);
  }
}

async function count(fare: Tokenfare, files: string[], values: Values): Promise<number> {
  const found = values.encoding === undefined ? fare.encodingForModel(values.model ?? "gpt-4o") : undefined;
  const tokenizer = await load(fare, (values.encoding ?? found?.encoding) as EncodingName);
  const max = whole(values.max, "--max");
  const factor = found?.factor ?? 1;
  const counts = (await countsOf(tokenizer, await filesOf(files))).map(({ name, tokens }) => ({ name, tokens: scaled(tokens, factor) }));
  const total = counts.reduce((sum, { tokens }) => sum + tokens, 0);
  const exact = found?.exact ?? true;
  const within = max === undefined || total <= max;
  if (values.json) {
    print(JSON.stringify({ encoding: tokenizer.encoding, exact, files: counts, total, ...(max === undefined ? {} : { max, within }) }));
  } else {
    if (counts.length > 1) table(["tokens", "file"], counts.map(({ name, tokens }) => [String(tokens), name]));
    print(String(total));
    if (!exact) {
      const why = found?.reconstructed ? "a reconstruction," : `tokens × ${factor},`;
      note(`an estimate, ±${Math.round((found?.errorBand ?? 0) * 100)} %: ${tokenizer.encoding}, ${why} for ${values.model}'s vocabulary is not published`);
    }
  }
  if (!within) note(`${total} tokens are more than the ${max} allowed`);
  return within ? 0 : 1;
}

/** Counts bodies of requests: a line for each part, and the total. */
async function countRequests(fare: Tokenfare, files: string[], values: Values): Promise<number> {
  if (values.encoding !== undefined) throw new UsageError("a request is counted with its model's encoding; leave --encoding out");
  const max = whole(values.max, "--max");
  const counts: RequestCount[] = [];
  for (const file of await filesOf(files)) {
    for (const { place, body } of bodiesOf(file, await textOf(file))) {
      const named = body as { model?: unknown; modelId?: unknown } | null;
      const model = values.model ?? named?.model ?? named?.modelId;
      if (typeof model !== "string") throw new UsageError(`${place} names no model: add --model`);
      await load(fare, fare.encodingForModel(model).encoding);
      const endpoint = values.endpoint as RequestEndpoint | undefined;
      const counted = fare.countRequest(body, endpoint === undefined ? { model } : { model, endpoint });
      counts.push(counted);
      if (values.json) continue;
      table(["tokens", "part"], counted.parts.map((part) => [String(part.tokens), partOf(part)]));
      print(String(counted.total));
      if (!counted.exact) note(`${place}: between ${counted.low} and ${counted.high}`);
      for (const sentence of counted.notes) note(`${place}: ${sentence}`);
    }
  }
  const total = counts.reduce((sum, counted) => sum + counted.total, 0);
  const within = max === undefined || total <= max;
  if (values.json) print(JSON.stringify({ requests: counts, total, ...(max === undefined ? {} : { max, within }) }));
  else if (counts.length > 1) print(`${total}\tall ${counts.length} requests`);
  if (!within) note(`${total} tokens are more than the ${max} allowed`);
  return within ? 0 : 1;
}

function partOf({ part, index, name }: RequestCount["parts"][number]): string {
  if (name !== undefined) return `tool ${name}`;
  return index === undefined ? part : `${part} ${index}`;
}

/** One body, or one on each line. */
function bodiesOf(file: string, text: string): { place: string; body: unknown }[] {
  try {
    return [{ place: file, body: JSON.parse(text) }];
  } catch (error) {
    const lines = text.split("\n").map((line, index) => ({ place: `${file}:${index + 1}`, line }));
    const full = lines.filter(({ line }) => line.trim() !== "");
    if (full.length < 2) throw new UsageError(`${file} is no JSON: ${(error as Error).message}`);
    return full.map(({ place, line }) => ({ place, body: jsonOf(place, line) }));
  }
}

/** Scales as a quote scales a prompt: rounds up, but ignores float noise at the twelfth digit. */
function scaled(tokens: number, factor: number): number {
  return Math.ceil(Math.round(tokens * factor * 1e6) / 1e6);
}

async function countsOf(tokenizer: Tokenizer, names: string[]): Promise<{ name: string; tokens: number }[]> {
  const counts = [];
  const progress = progressOn(process.stderr, names.reduce((sum, name) => sum + sizeOf(name), 0));
  let before = 0;
  try {
    for (const name of names) {
      const counter = tokenizer.counter();
      for await (const { text, bytes } of textsOf(name)) progress.add(bytes, before + counter.push(text));
      const tokens = counter.end();
      counts.push({ name, tokens });
      before += tokens;
    }
  } finally {
    progress.clear();
  }
  return counts;
}

async function price(fare: Tokenfare, files: string[], values: Values): Promise<number> {
  if (values.usage) return priceOfUsage(fare, files, values);
  const limit = amount(values["max-usd"], "--max-usd");
  if (values.model === undefined) throw new UsageError("price needs --model");
  const catalog = await catalogOf(fare, values);
  const quantities = quantitiesOf(values);
  if (values.input !== undefined && files.length > 0) throw new UsageError("price takes files or --input, not both");
  let quote: Quote;
  if (values.input === undefined) {
    await load(fare, fare.encodingForModel(values.model).encoding);
    const prompt = (await Promise.all((await filesOf(files)).map(textOf))).join("");
    // Empty input is most often a mistake, such as a pipe that wrote nothing.
    if (prompt === "" && values.output === undefined) throw new UsageError("the prompt is empty; give text, --input or --output");
    quote = catalog.quote({ model: values.model, quantities, prompt, on: dayOf(values), ...tierOf(values) });
  } else {
    quote = catalog.quote({ model: values.model, quantities, on: dayOf(values), ...tierOf(values) });
  }
  return show(quote, values, limit);
}

async function priceOfUsage(fare: Tokenfare, files: string[], values: Values): Promise<number> {
  for (const name of ["catalog", "input", "output"] as const) {
    if (values[name] !== undefined) throw new UsageError(`price --usage reads the usage and takes the shipped prices, not --${name}`);
  }
  const limit = amount(values["max-usd"], "--max-usd");
  // The vendor bills the model and tier that served the request. --model and --tier override them for a what-if.
  const known = { ...(values.model === undefined ? {} : { model: values.model }), ...(values.on === undefined ? {} : { on: values.on }), ...tierOf(values) };
  const report = await pricesOfUsage(fare, files, known, process.stdout.isTTY && !values.json);
  for (const line of (values.json ? report.json : report.text).split("\n")) print(line);
  report.notes.forEach(note);
  return within(report.total, limit);
}

function show(quote: Quote, values: Values, limit: string | undefined): number {
  if (values.json) print(JSON.stringify(quote));
  else {
    table(["amount", "component", "formula"], quote.lines.map((line) => [`$${line.amount.exact}`, line.component, line.formula]));
    print(`$${quote.total.exact}`);
    for (const warning of quote.warnings) note(warning.message);
  }
  return within(quote.total.exact, limit);
}

/** The exit code for an exact amount of dollars and a limit. */
function within(total: string, limit: string | undefined): number {
  if (limit === undefined || !isMore(total, limit)) return 0;
  note(`$${total} is more than the $${limit} allowed`);
  return 1;
}

function table(header: readonly string[], rows: readonly (readonly string[])[]): void {
  const lines = written(header, rows.map((row) => row.map(visible)), process.stdout.isTTY === true);
  process.stdout.write(lines);
}

async function compare(fare: Tokenfare, names: string[], values: Values): Promise<number> {
  if (names.length === 0) throw new UsageError("compare needs the names of models");
  if (values.input === undefined && values.output === undefined) throw new UsageError("compare needs --input, --output or both");
  const catalog = await catalogOf(fare, values);
  for (const name of names) catalog.model(name);
  const comparison = catalog.compare({ quantities: quantitiesOf(values), on: dayOf(values), ...tierOf(values) }, names);
  if (values.json) return print(JSON.stringify(comparison));
  table(["amount", "model"], comparison.quotes.map((quote) => [`$${quote.total.exact}`, quote.model]));
  for (const { model, reason } of comparison.excluded) note(`${model}: ${reason}`);
  if (comparison.excluded.length > 0) note(`${comparison.excluded.length} of ${names.length} models left out`);
  for (const quote of comparison.quotes) for (const warning of quote.warnings) note(`${quote.model}: ${warning.message}`);
  return 0;
}

async function project(fare: Tokenfare, files: string[], values: Values): Promise<number> {
  const [file] = files;
  if (file === undefined || files.length > 1) throw new UsageError("project needs one scenario file");
  const scenario = jsonOf(file, await textOf(file)) as Scenario;
  const catalog = await catalogOf(fare, values);
  const limit = amount(values["max-usd"], "--max-usd");
  const projection = fare.project({ start: dayOf(values), ...scenario }, { catalog });
  if (values.json) print(JSON.stringify(projection));
  else {
    table(["month", "cost"], projection.months.map((month) => [month.month, `$${month.cost.exact}`]));
    print(`$${projection.total.exact}`);
    for (const warning of projection.warnings) note(warning.message);
  }
  const exceeded = projection.budget?.firstExceeded ?? null;
  if (exceeded !== null) note(`the budget is exceeded from ${exceeded}`);
  return exceeded === null ? within(projection.total.exact, limit) : 1;
}

async function usage(fare: Tokenfare, words: string[], values: Values): Promise<number> {
  const { by, billed, zone, columns, on, json, csv } = values;
  const catalog = await catalogOf(fare, values);
  const report = await reportOfLogs(fare, words, { catalog, by, billed, zone, columns, on, json, csv, isTerminal: process.stdout.isTTY });
  report.lines.forEach(print);
  report.notes.forEach(note);
  return 0;
}

async function models(fare: Tokenfare, words: string[], values: Values): Promise<number> {
  const search = words.join(" ");
  const catalog = await catalogOf(fare, values);
  const found = catalog.models({ active: true, ...(search === "" ? {} : { search }) });
  if (values.json) return print(JSON.stringify(found));
  if (found.length === 0) throw new UsageError(`no model that is served today matches ${JSON.stringify(search)}`);
  const rows = found.map((model) => {
    const rates = ratesOf(catalog, model.id, dayOf(values));
    const rate = (component: string) => rates.find((rate) => rate.component === component && rate.when === undefined)?.usd ?? "–";
    return [model.id, model.provider, rate("input"), rate("output")];
  });
  table(["model", "provider", "input / 1M", "output / 1M"], rows);
  return 0;
}

/** The standard rates of today; none for a model that is sold by another tier only. */
function ratesOf(catalog: Catalog, model: string, on: string): ReturnType<Catalog["prices"]>["rates"] {
  try {
    return catalog.prices(model, { on }).rates;
  } catch (error) {
    if (error instanceof TokenfareError && error.code === "NO_PRICE") return [];
    throw error;
  }
}

/** The shipped catalog, or that of --catalog: ours, or another project's price list. */
async function catalogOf(fare: Tokenfare, values: Values): Promise<Catalog> {
  if (values.catalog === undefined) return fare.catalog;
  const catalog = fare.parseCatalog(await textOf(values.catalog));
  if (catalog.unread.length > 0) note(`${catalog.unread.length} figures of ${values.catalog} cannot be expressed and are left out`);
  return catalog;
}

/** The day whose prices count: that of --on, or today. Only programs know a clock; the package does not. */
function dayOf(values: Values): string {
  return values.on ?? new Date().toISOString().slice(0, 10);
}

function jsonOf(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UsageError(`${file} is no JSON: ${(error as Error).message}`);
  }
}

/** Loads only the vocabulary that is needed. */
async function load(fare: Tokenfare, name: EncodingName): Promise<Tokenizer> {
  if (!fare.encodings.includes(name)) return fare.tokenizer(name);
  const url = new URL(`./encodings/${name}.js`, import.meta.url);
  const { default: source } = (await import(url.href)) as { default: Parameters<Tokenfare["loadEncoding"]>[0] };
  return fare.loadEncoding(source);
}

function quantitiesOf(values: Values): { inputTokens?: number; outputTokens?: number } {
  const [inputTokens, outputTokens] = [whole(values.input, "--input"), whole(values.output, "--output")];
  return { ...(inputTokens === undefined ? {} : { inputTokens }), ...(outputTokens === undefined ? {} : { outputTokens }) };
}

function tierOf(values: Values): { tier?: NonNullable<Parameters<Tokenfare["catalog"]["quote"]>[0]["tier"]> } {
  return values.tier === undefined ? {} : { tier: values.tier as "standard" };
}

function whole(text: string | undefined, option: string): number | undefined {
  if (text === undefined) return undefined;
  if (!/^\d[\d_]*$/.test(text)) throw new UsageError(`${option} must be a whole number, not ${JSON.stringify(text)}`);
  return Number(text.replaceAll("_", ""));
}

/** The words of an error; those of Node's option parser speak of positional arguments. */
function withoutHint({ code, message }: Error & { code?: string }): string {
  const name = code === "ERR_PARSE_ARGS_UNKNOWN_OPTION" ? /'--?([^']*)'/.exec(message)?.[1] : undefined;
  return name === undefined ? message : `there is no option --${name}${nearest(`--${name}`, Object.keys(options).map((known) => `--${known}`))}; see tokenfare --help`;
}

/** An amount of dollars as exact decimal text. */
function amount(text: string | undefined, option: string): string | undefined {
  if (text === undefined) return undefined;
  const plain = text.replace(/^\$/, "").replaceAll("_", "");
  if (!/^\d+(\.\d+)?$/.test(plain)) throw new UsageError(`${option} must be an amount of US dollars such as 0.05, not ${JSON.stringify(text)}`);
  return plain;
}

function print(line: string): number {
  process.stdout.write(`${visible(line)}\n`);
  return 0;
}

function note(line: string): void {
  process.stderr.write(`${visible(line)}\n`);
}

// `tokenfare models --json | head -1`: the reader closes the pipe early, which is not an error.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") note(`tokenfare: the output could not be written: ${error.message}`);
  process.exit(error.code === "EPIPE" ? process.exitCode : 2);
});

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  const expected = error instanceof UsageError || error instanceof TokenfareError || (error as { code?: string }).code?.startsWith("ERR_PARSE_ARGS");
  if (!expected) {
    // Not 1, which says that a limit was passed.
    note("tokenfare: this is a fault of tokenfare; please report it with what follows");
    process.stderr.write(`${(error as Error).stack ?? String(error)}\n`);
    process.exit(3);
  }
  const { path, suggestions } = error as TokenfareError;
  const message = withoutHint(error as Error & { code?: string });
  note(`tokenfare: ${path === undefined || message.includes(path) ? "" : `${path}: `}${message}`);
  if (suggestions?.length && !suggestions.some((name) => message.includes(name))) note(`did you mean ${suggestions.join(", ")}?`);
  process.exitCode = 2;
}
