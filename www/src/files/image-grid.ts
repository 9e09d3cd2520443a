/** Where a model's rule divides an image into tiles or patches. */
import type { ImageTokens } from "tokenfare";

export interface Grid {
  columns: number;
  rows: number;
  kind: "tiles" | "patches";
  side: number | null;
  width: number;
  height: number;
}

/** The sides of the squares that vendors divide images into, in pixels. */
const sides = { tiles: [512, 768], patches: [14, 16, 28, 32] };

/**
 * The engine returns how many squares the resized image has. The side is the one that gives this
 * number; if none does, the grid is the one that the rule's formula states.
 */
export function gridOf({ width, height, tiles, patches, formula }: ImageTokens): Grid | null {
  const kind = patches ? "patches" : "tiles";
  const count = patches ?? tiles;
  if (!count) return null;
  for (const side of sides[kind]) {
    const [columns, rows] = [Math.ceil(width / side), Math.ceil(height / side)];
    if (columns * rows === count) return { columns, rows, kind, side, width, height };
  }
  const stated = /(\d+) × (\d+) (?:tiles|patches)/.exec(formula);
  const [columns, rows] = [Number(stated?.[1]), Number(stated?.[2])];
  return columns * rows === count ? { columns, rows, kind, side: null, width, height } : null;
}

/** The positions of the lines between squares, as shares of the image's side. */
export function cuts(pieces: number, side: number | null, length: number): number[] {
  return Array.from({ length: pieces - 1 }, (_, i) =>
    side === null ? (i + 1) / pieces : ((i + 1) * side) / length,
  );
}
