/**
 * The engine's instance: the whole engine, or the tokenizer's if this is bundled into
 * `tokenizer-only.js`. All calls go through {@link call}, which converts what the engine throws
 * into a `TokenfareError` and replaces an instance that has panicked, has run out of memory, or holds
 * far more of it than it needs.
 */
import source from "#engine-module";
import { bytesFromBase64 } from "./base64.js";
import * as glue from "./engine/tokenfare.js";
import { TokenfareError, isFailure } from "./error.js";

/** The generated functions of the engine. */
export type Glue = typeof glue;

/**
 * The engine as the runtime supplies it: its bytes in base64, a function that reads them, or a
 * compiled module.
 */
type EngineModule = string | (() => Uint8Array<ArrayBuffer>) | object;

/** Functions that restore state in a fresh instance: loaded vocabularies and catalogs. */
type Restorer = (engine: Glue) => void;

const restorers: Restorer[] = [];
let spoiled = false;
/** How often the instance was replaced. Handles belong to one instance. */
let replaced = 0;

/**
 * WebAssembly's memory never shrinks. An instance whose memory is larger than this is replaced if less
 * than a quarter of it is in use; making such memory takes as long as starting an instance.
 */
const LARGE_BYTES = 128 << 20;
const releasers: Restorer[] = [];
/** Values in the instance that another one could not make again. */
let kept = 0;
let memory: WebAssembly.Memory | undefined;
/** The instance's memory. When that grows, the view has no length any more. */
let view = new Uint8Array(0);
let isLarge = false;

/** Compiles and starts the engine. In a page, another thread compiles it. */
export async function start(): Promise<void> {
  try {
    // Some runtimes supply a compiled module, all others the bytes (`imports` in package.json).
    const given: EngineModule = source;
    const inPage = typeof given === "string" && "document" in globalThis;
    instantiate(inPage ? await WebAssembly.compile(bytesFromBase64(given)) : compiled(given));
  } catch (cause) {
    throw unavailable(cause);
  }
}

/** The same at once. Where nothing waits for the page, that is faster than another thread. */
export function startSync(): void {
  try {
    instantiate(compiled(source));
  } catch (cause) {
    throw unavailable(cause);
  }
}

function compiled(given: EngineModule): WebAssembly.Module {
  if (typeof given === "string") return new WebAssembly.Module(bytesFromBase64(given));
  return typeof given === "function" ? new WebAssembly.Module(given()) : sameRealm(given);
}

/** Does nothing if the engine runs already. */
function instantiate(module: WebAssembly.Module): void {
  // The engine's messages are decoded by it, so without it no failure could be told.
  if (typeof TextDecoder === "undefined") throw new ReferenceError("TextDecoder is missing");
  glue.initSync({ module });
}

function unavailable(cause: unknown): TokenfareError {
  return new TokenfareError(
    {
      code: "ENGINE_UNAVAILABLE",
      message:
        "the engine could not be started: WebAssembly, its SIMD or TextDecoder is missing (they came with Chrome 91, Firefox 89, " +
        "Safari 16.4, Node 20; React Native lacks them: count on a server), " +
        "the Content Security Policy forbids it (allow script-src 'wasm-unsafe-eval'; a content script asks its service worker), " +
        "the process may not reserve as many addresses as a memory needs (ulimit -v), " +
        `or this browser compiles nothing at once (use init instead of initSync): ${String(cause)}`,
    },
    { cause },
  );
}

/**
 * Next's edge runtime compiles the module in another realm than the code runs in. The module works,
 * but the generated glue recognises a module by `instanceof`.
 */
function sameRealm(module: object): WebAssembly.Module {
  return module instanceof WebAssembly.Module ? module : (Object.setPrototypeOf(module, WebAssembly.Module.prototype) as WebAssembly.Module);
}

/**
 * Registers a function that restores state after the instance was replaced. It calls the engine
 * directly and must not use {@link call}.
 */
export function onRestart(restore: Restorer): void {
  restorers.push(restore);
}

/** Registers a function that releases what the instance can do without, when its memory is large. */
export function onLarge(release: Restorer): void {
  releasers.push(release);
}

/** The number of the running instance, to which handles belong. */
export function instance(): number {
  return replaced;
}

/** Keeps the instance while it holds a value that another one could not make again; -1 ends that. */
export function keepInstance(values: 1 | -1): void {
  kept += values;
}

/** The engine's current memory. */
export function bytes(): Uint8Array<ArrayBuffer> {
  if (view.length === 0) {
    memory ??= glue.engineMemory() as WebAssembly.Memory;
    view = new Uint8Array(memory.buffer);
    isLarge = view.length > LARGE_BYTES;
  }
  return view as Uint8Array<ArrayBuffer>;
}

/** Runs a function on the engine. Throws nothing but `TokenfareError`. */
export function call<T>(work: (engine: Glue) => T): T {
  if (spoiled) restart();
  try {
    return work(glue);
  } catch (thrown) {
    throw translated(thrown);
  } finally {
    if ((view.length === 0 || isLarge) && !spoiled) giveMemoryBack();
  }
}

/** Replaces the instance if most of its memory is free and all that it holds can be made again. */
function giveMemoryBack(): void {
  const { length } = bytes();
  if (!isLarge || kept > 0) return;
  try {
    for (const release of releasers) release(glue);
    if (glue.memoryInUse() < length / 4) restart();
  } catch {
    // The call itself succeeded. The next one starts an instance, and reports where that fails.
    spoiled = true;
  }
}

function translated(thrown: unknown): TokenfareError {
  if (thrown instanceof TokenfareError) return thrown;
  if (isFailure(thrown) && thrown.code !== "INTERNAL") return new TokenfareError(thrown);
  // After a panic or a trap no destructor has run and the stack pointer is wrong: the instance is
  // lost.
  spoiled = true;
  try {
    restart();
  } catch {
    // The instance stays unusable; the next call tries again and reports the failure.
  }
  if (isFailure(thrown)) return new TokenfareError(thrown);
  if (thrown instanceof WebAssembly.RuntimeError || thrown instanceof RangeError) {
    return new TokenfareError(
      { code: "LIMIT_EXCEEDED", message: `the engine ran out of memory or stack on this input (${thrown.message})` },
      { cause: thrown },
    );
  }
  return new TokenfareError({ code: "INTERNAL", message: `the engine failed: ${String(thrown)}` }, { cause: thrown });
}

function restart(): void {
  try {
    glue.__wbg_reset_state();
    replaced++;
    kept = 0;
    memory = undefined;
    view = new Uint8Array(0);
    isLarge = false;
    for (const restore of restorers) restore(glue);
    spoiled = false;
  } catch (cause) {
    throw new TokenfareError(
      { code: "LIMIT_EXCEEDED", message: `the engine could not be started again: ${String(cause)}` },
      { cause },
    );
  }
}
