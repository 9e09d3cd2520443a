/** A bar for long input, where somebody watches. */

/** Shorter input is counted before anybody could read a bar. */
const LONG_BYTES = 8 << 20;
const WIDTH = 30;
const EVERY_MS = 100;

export interface Progress {
  add(bytes: number, tokens: number): void;
  /** Takes the bar away. */
  clear(): void;
}

/** `total` is 0 where it is not known, as with a pipe: then the bytes are shown instead of a share. */
export function progressOn(stream: NodeJS.WriteStream, total: number): Progress {
  let done = 0;
  let drawn = 0;
  return {
    add(bytes, tokens) {
      done += bytes;
      if (!stream.isTTY || Math.max(done, total) < LONG_BYTES || Date.now() - drawn < EVERY_MS) return;
      drawn = Date.now();
      const share = Math.min(1, done / total);
      const full = Math.round(share * WIDTH);
      const bar = total === 0 ? `${Math.floor(done / 1e6)} MB` : `${"█".repeat(full)}${"░".repeat(WIDTH - full)} ${Math.floor(share * 100)} %`;
      stream.write(`\r\x1b[K${bar}  ${tokens.toLocaleString("en")} tokens`);
    },
    clear() {
      if (drawn > 0) stream.write("\r\x1b[K");
      drawn = 0;
    },
  };
}
