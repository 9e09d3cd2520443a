/**
 * Text and ids enter the engine through a buffer in its own memory, which avoids wasm-bindgen's
 * copies. `src/wasm/buffers.rs` is the other side.
 */
import { type Glue, bytes, onLarge, onRestart } from "./engine.js";

/** Made at first use, because some runtimes lack it and an import must not fail. */
let encoder: TextEncoder | undefined;
/**
 * The smallest buffer for text. A part of a long text (`parts.ts`) fits whatever its characters,
 * unless it had to grow.
 */
const LEAST_BYTES = 64 << 10;
/** Larger buffers of the engine are released after use. */
const KEPT_BYTES = 8 << 20;

/**
 * A view of the input buffer, kept while it is valid, because making one takes as long as counting
 * a word. It has no length any more when the memory has grown.
 */
let input: Uint8Array<ArrayBuffer> | undefined;
let inputAt = 0;
let inputBytes = 0;
/** The largest output since the buffers were last released. */
let outputUsed = 0;

onRestart(() => {
  inputIsGone();
  outputUsed = 0;
});
// A call that failed has not released them.
onLarge(release);

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
    if (input === undefined || input.length === 0) input = bytes().subarray(inputAt, inputAt + inputBytes);
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
  bytes().set(source, inputAt);
}

/** Writes ids to the start of the input buffer. */
export function writeWords(engine: Glue, source: Uint32Array): void {
  reserve(engine, source.length * 4);
  new Uint32Array(bytes().buffer, inputAt, source.length).set(source);
}

/** A copy of the first numbers of the output. */
export function readWords(engine: Glue, count: number, skip = 0): Uint32Array {
  outputUsed = Math.max(outputUsed, (skip + count) * 4);
  return new Uint32Array(bytes().buffer, (engine.tokenizerOutput() >>> 0) + skip * 4, count).slice();
}

/** A view of the first bytes of the byte output. Use it before the next call. */
export function outputBytes(engine: Glue, count: number): Uint8Array {
  outputUsed = Math.max(outputUsed, count);
  const at = engine.tokenizerOutputBytes() >>> 0;
  return bytes().subarray(at, at + count);
}

/** Call this after the engine has taken over the input buffer. */
export function inputIsGone(): void {
  inputBytes = 0;
  input = undefined;
}

/** Releases large buffers after a large text or result. */
export function trim(engine: Glue): void {
  if (inputBytes > KEPT_BYTES || outputUsed > KEPT_BYTES) release(engine);
}

function release(engine: Glue): void {
  engine.tokenizerTrim();
  outputUsed = 0;
  inputIsGone();
}
