/**
 * The engine's instance: the whole engine, or the small one where this is bundled into `tokenizer-only.js`.
 * All calls into it go through {@link call}, which turns what the engine throws into a `TokenfareError` and replaces
 * an instance that has panicked or run out of memory.
 */
import source from "#engine-module";
import { bytesFromBase64 } from "./base64.js";
import * as glue from "./engine/tokenfare.js";
import { TokenfareError, isFailure } from "./error.js";

/** The generated functions of the engine. */
export type Glue = typeof glue;

/** What brings state back into a fresh instance: loaded vocabularies, catalogs. */
type Restorer = (engine: Glue) => void;

const restorers: Restorer[] = [];
let spoiled = false;

/** Compiles and starts the engine. */
export async function start(): Promise<void> {
  try {
    // Some runtimes hand over a compiled module, all others the bytes (see `imports` in package.json).
    const given: unknown = source;
    const module = typeof given === "string" ? await compiled(bytesFromBase64(given)) : sameRealm(given as object);
    glue.initSync({ module: module as WebAssembly.Module });
  } catch (cause) {
    throw new TokenfareError(
      {
        code: "ENGINE_UNAVAILABLE",
        message:
          "the engine could not be started: WebAssembly or its SIMD is missing (they came with Chrome 91, Firefox 89, Safari 16.4), " +
          `or the Content Security Policy forbids it (allow script-src 'wasm-unsafe-eval'): ${String(cause)}`,
      },
      { cause },
    );
  }
}

/** Where no page waits, it is compiled at once: handing it to other threads and back took 2 ms more than the 5 of the work. */
function compiled(bytes: Uint8Array<ArrayBuffer>): WebAssembly.Module | Promise<WebAssembly.Module> {
  return "document" in globalThis ? WebAssembly.compile(bytes) : new WebAssembly.Module(bytes);
}

/**
 * Next's edge runtime compiles the module outside the realm in which the code runs. It is as good as any,
 * but the glue recognises a module by `instanceof`.
 */
function sameRealm(module: object): object {
  return module instanceof WebAssembly.Module ? module : Object.setPrototypeOf(module, WebAssembly.Module.prototype);
}

/**
 * Registers what a house must do after the instance was replaced: put back what it had loaded.
 * It calls the engine directly and must not use {@link call}.
 */
export function onRestart(restore: Restorer): void {
  restorers.push(restore);
}

/** Runs a piece of work on the engine. Only `TokenfareError` comes out of it. */
export function call<T>(work: (engine: Glue) => T): T {
  if (spoiled) restart();
  try {
    return work(glue);
  } catch (thrown) {
    throw translated(thrown);
  }
}

function translated(thrown: unknown): TokenfareError {
  if (thrown instanceof TokenfareError) return thrown;
  if (isFailure(thrown) && thrown.code !== "INTERNAL") return new TokenfareError(thrown);
  // A panic or a trap: no destructor has run and the stack pointer is off, so the instance is lost.
  spoiled = true;
  try {
    restart();
  } catch {
    // Still spoiled; the next call tries again and reports what it meets.
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
    for (const restore of restorers) restore(glue);
    spoiled = false;
  } catch (cause) {
    throw new TokenfareError(
      { code: "LIMIT_EXCEEDED", message: `the engine could not be started again: ${String(cause)}` },
      { cause },
    );
  }
}
