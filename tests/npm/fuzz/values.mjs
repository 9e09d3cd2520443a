// Values as recipes: plain JSON data, which a report can print and a search for a smaller failing
// call can cut. `{ "$": kind }` stands for what JSON has no words for.

/** What each kind makes. `of` and `times` are its parameters. */
const KINDS = {
  undefined: () => undefined,
  NaN: () => Number.NaN,
  Infinity: () => Number.POSITIVE_INFINITY,
  "-Infinity": () => Number.NEGATIVE_INFINITY,
  "-0": () => -0,
  bigint: () => 10n ** 30n,
  symbol: () => Symbol("fuzz"),
  function: () => () => 1,
  "a proxy that throws": () => new Proxy({}, { get: refuse, has: refuse, ownKeys: refuse, getOwnPropertyDescriptor: refuse }),
  "a revoked proxy": () => revoked({}),
  "a revoked proxy of an array": () => revoked([]),
  "a getter that throws": () => ({ get inputTokens() { return refuse(); }, get model() { return refuse(); } }),
  "an array whose items change": () => changing(),
  "itself": () => cyclic(),
  "without a prototype": ({ of }) => Object.assign(Object.create(null), of),
  date: () => new Date(0),
  "an invalid date": () => new Date(Number.NaN),
  map: () => new Map([["inputTokens", 5]]),
  set: () => new Set(["a", 1]),
  "a detached buffer": () => detached(),
  "a prototype of an array": () => Object.create(Uint32Array.prototype),
  bytes: ({ of = [] }) => Uint8Array.from(of),
  words: ({ of = [] }) => Uint32Array.from(of),
  floats: ({ of = [] }) => Float64Array.from(of),
  "a shared buffer": () => new Uint8Array(new SharedArrayBuffer(8)),
  repeated: ({ of = "a", times = 1 }) => of.repeat(times),
  filled: ({ of = 0, times = 1 }) => new Array(times).fill(of),
  "an array of holes": ({ times = 1 }) => new Array(times),
  "an array in an array": ({ times = 1 }) => nested(times),
  "an object that is many": ({ times = 1 }) => shared(times),
  boxed: ({ of = "a" }) => Object(of),
  "toJSON that throws": () => ({ toJSON: refuse }),
  "toString that throws": () => ({ toString: refuse, valueOf: refuse }),
  expression: () => /a/g,
  promise: () => Promise.resolve(1),
  "a member __proto__": () => JSON.parse('{"__proto__":{"inputTokens":1},"constructor":1}'),
  "a class": () => class { inputTokens = 1; },
};

/** The values that a recipe stands for. Every call makes new ones. */
export function made(recipe) {
  if (typeof recipe !== "object" || recipe === null) return recipe;
  if (Array.isArray(recipe)) return recipe.map(made);
  if (typeof recipe.$ === "string" && recipe.$ in KINDS) return KINDS[recipe.$](recipe);
  return Object.fromEntries(Object.entries(recipe).map(([name, value]) => [name, made(value)]));
}

const NUMBERS = [0, 1, -1, 0.5, 7, 100, 1e-9, 5e-324, 1e18, 1e21, 1e308, -1e18, 2 ** 31, 2 ** 32 - 1, 2 ** 32, 2 ** 53, 2 ** 53 + 2, 1_000_000];
const STRINGS = [
  "", "a", " ", "\0", "\n", "\ud800", "\udc00\ud800", "😀", "e\u0301", "<|endoftext|>", "__proto__", "constructor", "length", "all", "none",
  "0", "1", "-1", "1e3", "0.1", "NaN", "99999999999999999999999999999", "2026-02-30", "2026-08-20", "0001-01-01", "9999-12-31", "2026-11-01T10:00:00Z",
  "standard", "batch", "flex", "priority", "gpt-4o-mini", "gpt-5.4-mini", "claude-opus-4-8", "gemini-2.5-flash", "openai/gpt-4o:free", "openai", "us", "eu",
  "x".repeat(3000), "\u202eabc", "\u001b[31m", "=1+1", "<img src=x onerror=alert(1)>", "UTC", "Europe/Berlin", "{", "[]", "null", "{}",
];

/** A value that a caller is unlikely to give. */
export function hostile(random) {
  const { below, one, chance } = random;
  if (chance(0.35)) return one(NUMBERS);
  if (chance(0.35)) return one(STRINGS);
  if (chance(0.2)) return one([null, true, false, [], {}, [null], [[]], { a: 1 }]);
  const kind = one(Object.keys(KINDS));
  const times = one([0, 1, 2, 100, 10_000, 100_000]);
  switch (kind) {
    case "repeated":
      return { $: kind, of: one(["a", " ", "ab", "\n", "😀", "\0", "[", "é", "\ud800", "<|", "0"]), times: Math.min(times, 20_000) };
    case "filled":
      return { $: kind, of: one([0, "a", null, {}]), times: Math.min(times, 10_000) };
    case "an array in an array":
      return { $: kind, times: Math.min(times, 10_000) };
    case "an object that is many":
      return { $: kind, times: below(18) };
    case "bytes":
    case "words":
    case "floats":
      return { $: kind, of: Array.from({ length: below(12) }, () => one([0, 1, 255, 65_536, 2 ** 32 - 1])) };
    case "without a prototype":
      return { $: kind, of: { inputTokens: 1 } };
    default:
      return { $: kind, of: one(["a", 1]), times };
  }
}

/** The recipe with one place replaced, removed, doubled or added. */
export function mutated(recipe, random) {
  const { below, one, chance } = random;
  const copy = structuredClone(recipe);
  const spots = [];
  const collect = (value) => {
    if (typeof value !== "object" || value === null || "$" in value) return;
    for (const key of Object.keys(value)) {
      spots.push([value, key]);
      collect(value[key]);
    }
  };
  collect(copy);
  if (spots.length === 0) return copy;
  for (let changes = 1 + below(3); changes > 0; changes--) {
    const [container, key] = one(spots);
    if (chance(0.6)) container[key] = hostile(random);
    else if (chance(0.3) && !Array.isArray(container)) delete container[key];
    else if (chance(0.5)) container[key] = one(spots).reduce((from, name) => from[name]);
    else if (typeof container[key] === "object" && container[key] !== null && !Array.isArray(container[key])) container[key][one(STRINGS)] = hostile(random);
    else container[key] = [container[key], container[key]];
  }
  try {
    // A place may have been put into itself.
    return JSON.parse(JSON.stringify(copy));
  } catch {
    return structuredClone(recipe);
  }
}

/** Recipes that are smaller by one step. */
export function* smaller(recipe) {
  if (typeof recipe === "string") {
    if (recipe.length > 1) yield* [recipe.slice(0, recipe.length >> 1), recipe.slice(recipe.length >> 1), recipe.slice(1), recipe.slice(0, -1)];
    else if (recipe.length === 1) yield "";
  } else if (typeof recipe === "number") {
    if (Number.isInteger(recipe) && Math.abs(recipe) > 1) yield Math.trunc(recipe / 2);
  } else if (Array.isArray(recipe)) {
    if (recipe.length > 3) yield* [recipe.slice(0, recipe.length >> 1), recipe.slice(recipe.length >> 1)];
    for (const index of recipe.keys()) yield recipe.toSpliced(index, 1);
    for (const [index, item] of recipe.entries()) for (const less of smaller(item)) yield recipe.with(index, less);
  } else if (typeof recipe === "object" && recipe !== null) {
    for (const name of Object.keys(recipe)) {
      if (name === "$") continue;
      const { [name]: left, ...rest } = recipe;
      yield rest;
      for (const less of smaller(left)) yield { ...recipe, [name]: less };
    }
  }
}

function refuse() {
  throw new SyntaxError("fuzz");
}

function revoked(target) {
  const { proxy, revoke } = Proxy.revocable(target, {});
  revoke();
  return proxy;
}

function cyclic() {
  const value = { model: "gpt-4o-mini" };
  value.usage = value;
  value.quantities = value;
  return value;
}

function detached() {
  const bytes = new Uint8Array(64);
  structuredClone(bytes, { transfer: [bytes.buffer] });
  return bytes;
}

function changing() {
  let reads = 0;
  return new Proxy(["a", "b"], { get: (target, key) => (key === "0" && reads++ > 0 ? 5 : Reflect.get(target, key)) });
}

function nested(levels) {
  let value = [];
  for (let level = 0; level < levels; level++) value = [value];
  return value;
}

/** Two to the power of `levels` paths to one object. */
function shared(levels) {
  let value = { inputTokens: 1 };
  for (let level = 0; level < levels; level++) value = { a: value, b: value };
  return value;
}
