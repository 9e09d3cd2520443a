/** A progress bar for long input, on a terminal. */

/** Shorter input is counted before a bar could be read. */
const LONG_BYTES = 8 << 20;
const WIDTH = 30;
const EVERY_MS = 100;

export interface Progress {
  add(bytes: number, count: number): void;
  /** Removes the bar. */
  clear(): void;
}

/**
 * Shows how much of `total` bytes is read, and how many of `what` were counted. `total` is 0 if it is unknown, as with a pipe. The bar then shows bytes instead of a percentage.
 */
export function progressOn(stream: NodeJS.WriteStream, total: number, what = "tokens"): Progress {
  let done = 0;
  let drawn = 0;
  return {
    add(bytes, count) {
      done += bytes;
      if (!stream.isTTY || Math.max(done, total) < LONG_BYTES || Date.now() - drawn < EVERY_MS) return;
      drawn = Date.now();
      const share = Math.min(1, done / total);
      const full = Math.round(share * WIDTH);
      const bar = total === 0 ? `${Math.floor(done / 1e6)} MB` : `${"█".repeat(full)}${"░".repeat(WIDTH - full)} ${Math.floor(share * 100)} %`;
      stream.write(`\r\x1b[K${bar}  ${count.toLocaleString("en")} ${what}`);
    },
    clear() {
      if (drawn > 0) stream.write("\r\x1b[K");
      drawn = 0;
    },
  };
}
