/**
 * Text and ids enter the engine through a buffer in its own memory, which avoids wasm-bindgen's
 * copies. `src/wasm/buffers.rs` is the other side.
 */
import { type Glue, onRestart } from "./engine.js";

/** Made at first use, because some runtimes lack it and an import must not fail. */
let encoder: TextEncoder | undefined;
/**
 * The smallest buffer for text. A part of a long text (`parts.ts`) fits whatever its characters,
 * unless it had to grow.
 */
const LEAST_BYTES = 64 << 10;
/** Larger buffers of the engine are released after use. */
const KEPT_BYTES = 8 << 20;

let memory: WebAssembly.Memory | undefined;
let view = new Uint8Array(0);
/**
 * A view of the input buffer, kept while it is valid, because making one takes as long as counting
 * a word.
 */
let input: Uint8Array<ArrayBuffer> | undefined;
let inputAt = 0;
let inputBytes = 0;
/** The largest output since the buffers were last released. */
let outputUsed = 0;

onRestart(() => {
  memory = undefined;
  view = new Uint8Array(0);
  input = undefined;
  inputBytes = 0;
  outputUsed = 0;
});

/** The engine's current memory. Growing it replaces the buffer. */
export function bytes(engine: Glue): Uint8Array<ArrayBuffer> {
  memory ??= engine.tokenizerMemory() as WebAssembly.Memory;
  if (view.buffer !== memory.buffer) {
    view = new Uint8Array(memory.buffer);
    input = undefined;
  }
  return view as Uint8Array<ArrayBuffer>;
}

function reserve(engine: Glue, wanted: number): void {
  if (wanted <= inputBytes) return;
  // A length beyond 32 bits would wrap to a small one, so it is capped at a length that the engine
  // refuses.
  inputAt = engine.tokenizerInput(Math.min(wanted, 0xffff_ffff)) >>> 0;
  inputBytes = wanted;
  input = undefined;
}

/** Writes a text at `offset` of the input buffer and returns its length in UTF-8. */
export function writeText(engine: Glue, text: string, offset = 0): number {
  // One byte for each UTF-16 unit is enough for English; more is added only if needed.
  reserve(engine, Math.max(LEAST_BYTES, offset + text.length));
  let read = 0;
  let written = offset;
  encoder ??= new TextEncoder();
  for (;;) {
    const all = bytes(engine);
    input ??= all.subarray(inputAt, inputAt + inputBytes);
    const step = encoder.encodeInto(read === 0 ? text : text.slice(read), written === 0 ? input : input.subarray(written));
    read += step.read;
    written += step.written;
    if (read >= text.length) return written - offset;
    reserve(engine, written + (text.length - read) * 3);
  }
}

/** Writes bytes to the start of the input buffer. */
export function writeBytes(engine: Glue, source: Uint8Array): void {
  reserve(engine, source.length);
  bytes(engine).set(source, inputAt);
}

/** Writes ids to the start of the input buffer. */
export function writeWords(engine: Glue, source: Uint32Array): void {
  reserve(engine, source.length * 4);
  new Uint32Array(bytes(engine).buffer, inputAt, source.length).set(source);
}

/** A copy of the first numbers of the output. */
export function readWords(engine: Glue, count: number, skip = 0): Uint32Array {
  outputUsed = Math.max(outputUsed, (skip + count) * 4);
  return new Uint32Array(bytes(engine).buffer, (engine.tokenizerOutput() >>> 0) + skip * 4, count).slice();
}

/** A view of the first bytes of the byte output. Use it before the next call. */
export function outputBytes(engine: Glue, count: number): Uint8Array {
  outputUsed = Math.max(outputUsed, count);
  const at = engine.tokenizerOutputBytes() >>> 0;
  return bytes(engine).subarray(at, at + count);
}

/** Call this after the engine has taken over the input buffer. */
export function inputIsGone(): void {
  inputBytes = 0;
  input = undefined;
}

/** Releases large buffers after a large text or result. */
export function trim(engine: Glue): void {
  if (inputBytes <= KEPT_BYTES && outputUsed <= KEPT_BYTES) return;
  engine.tokenizerTrim();
  outputUsed = 0;
  inputIsGone();
}
