// Medians and geometric means; ratios are always of medians taken in the same run.

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

export const geometricMean = (values) => Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);

/** Megabytes (10⁶ bytes of UTF-8) per second. */
export const megabytesPerSecond = (bytes, milliseconds) => bytes / 1e3 / milliseconds;
