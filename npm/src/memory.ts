/**
 * Text and ids go into the engine through a buffer in its own memory, which spares wasm-bindgen's
 * copies. See `src/wasm/tokenizer.rs`.
 */
import { type Glue, onRestart } from "./engine.js";

const encoder = new TextEncoder();
/** The least room for text: a part of a long one (see `parts.ts`) fits in whatever it is made of, unless it had to grow. */
const LEAST_BYTES = 64 << 10;
/** Above this the engine's buffers are given back after use. */
const KEPT_BYTES = 8 << 20;

let memory: WebAssembly.Memory | undefined;
let view = new Uint8Array(0);
/** All of the input buffer. To make a view takes as long as to count a word, so it is kept while it holds. */
let input: Uint8Array<ArrayBuffer> | undefined;
let inputAt = 0;
let inputBytes = 0;
/** The most that came out since the buffers were last given back. */
let outputUsed = 0;

onRestart(() => {
  memory = undefined;
  view = new Uint8Array(0);
  input = undefined;
  inputBytes = 0;
  outputUsed = 0;
});

/** The engine's memory as it is now; a growth of the memory replaces the buffer. */
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
  // More than 32 bits can say would be taken for little: the engine refuses the most that they can.
  inputAt = engine.tokenizerInput(Math.min(wanted, 0xffff_ffff)) >>> 0;
  inputBytes = wanted;
  input = undefined;
}

/** Writes a text at `offset` of the input buffer and returns its length in UTF-8. */
export function writeText(engine: Glue, text: string, offset = 0): number {
  // Room for one byte a unit is enough for English; the rest is added only where it is needed.
  reserve(engine, Math.max(LEAST_BYTES, offset + text.length));
  let read = 0;
  let written = offset;
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

/** The first bytes of the byte output: a view, to be used before the next call. */
export function outputBytes(engine: Glue, count: number): Uint8Array {
  outputUsed = Math.max(outputUsed, count);
  const at = engine.tokenizerOutputBytes() >>> 0;
  return bytes(engine).subarray(at, at + count);
}

/** To be called where the engine has taken the input buffer for itself. */
export function inputIsGone(): void {
  inputBytes = 0;
  input = undefined;
}

/** After a large text or result: lets go of buffers that would otherwise stay. */
export function trim(engine: Glue): void {
  if (inputBytes <= KEPT_BYTES && outputUsed <= KEPT_BYTES) return;
  engine.tokenizerTrim();
  outputUsed = 0;
  inputIsGone();
}
