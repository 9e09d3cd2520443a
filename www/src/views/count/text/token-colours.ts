/**
 * Colours tokens on a copy of a text area's text with the CSS Custom Highlight API. There is no
 * element for each token and only visible tokens are painted, so that a keystroke costs the same in
 * a page as in a book.
 *
 * The copy has one block for each line, so that a keystroke lays out one line again and not the
 * whole text.
 */
import type { TokenSpans } from "../../../engine/calls.js";

const tints = 5;
/** Longer lines are searched for the visible part; shorter ones are painted whole. */
const longLine = 2000;

export class TokenColours {
  readonly #mirror: HTMLElement;
  #lines: string[] = [""];
  /** The offset of each line in the text. */
  #starts: number[] = [0];
  #spans: TokenSpans | null = null;
  #current = -1;

  constructor(mirror: HTMLElement) {
    this.#mirror = mirror;
    mirror.append(block(""));
  }

  /** Updates the copy, changing only the lines that differ. */
  setText(text: string): void {
    const lines = text.split("\n");
    const before = this.#lines;
    const shorter = Math.min(lines.length, before.length);
    let head = 0;
    while (head < shorter && lines[head] === before[head]) head++;
    let tail = 0;
    while (
      tail < shorter - head &&
      lines[lines.length - 1 - tail] === before[before.length - 1 - tail]
    )
      tail++;

    const range = document.createRange();
    range.setStart(this.#mirror, head);
    range.setEnd(this.#mirror, before.length - tail);
    range.deleteContents();
    const fresh = document.createDocumentFragment();
    for (const line of lines.slice(head, lines.length - tail)) fresh.append(block(line));
    this.#mirror.insertBefore(fresh, this.#mirror.childNodes[head] ?? null);

    this.#lines = lines;
    this.#starts = lineStarts(lines);
  }

  scrollTo(top: number): void {
    this.#mirror.scrollTop = top;
    this.repaint();
  }

  /** Paints the spans of the current text; null leaves the colours until spans arrive. */
  paint(spans: TokenSpans | null, current: number): void {
    if (spans) this.#spans = spans;
    else if (this.#starts.length === 1 && this.#lines[0] === "") this.#spans = null;
    else return;
    this.#current = current;
    this.repaint();
  }

  repaint(): void {
    if (!CSS.highlights) return;
    const painted: StaticRange[][] = Array.from({ length: tints }, () => []);
    const marked: StaticRange[] = [];
    const pointedOut: StaticRange[] = [];
    const spans = this.#spans;
    if (spans) {
      const [from, to] = this.#inSight();
      const { starts } = spans;
      for (
        let token = Math.max(0, upperBound(starts, from) - 1);
        token < starts.length && starts[token]! < to;
        token++
      ) {
        const range = this.#range(starts[token]!, starts[token + 1] ?? this.#length);
        if (!range) continue;
        painted[token % tints]!.push(range);
        if (token % 2 === 1) marked.push(range);
        if (token === this.#current) pointedOut.push(range);
      }
    }
    painted.forEach((ranges, tint) =>
      CSS.highlights.set(`token-${tint + 1}`, new Highlight(...ranges)),
    );
    CSS.highlights.set("token-marked", new Highlight(...marked));
    const current = new Highlight(...pointedOut);
    current.priority = 1;
    CSS.highlights.set("token-current", current);
  }

  get #length(): number {
    return this.#starts.at(-1)! + this.#lines.at(-1)!.length;
  }

  /** The offsets of the first and the last visible line. */
  #inSight(): [number, number] {
    const top = this.#mirror.scrollTop;
    const bottom = top + this.#mirror.clientHeight;
    const blocks = this.#mirror.children as HTMLCollectionOf<HTMLElement>;
    const first = Math.min(
      blocks.length - 1,
      firstIndex(blocks.length, (i) => blocks[i]!.offsetTop + blocks[i]!.offsetHeight > top),
    );
    const afterLast = firstIndex(blocks.length, (i) => blocks[i]!.offsetTop >= bottom);
    const last = Math.max(first, afterLast - 1);
    const edge = this.#mirror.getBoundingClientRect();
    return [
      this.#starts[first]! + offsetAt(blocks[first]!, this.#lines[first]!.length, edge.top),
      this.#starts[last]! + offsetAt(blocks[last]!, this.#lines[last]!.length, edge.bottom, true),
    ];
  }

  #range(start: number, end: number): StaticRange | null {
    const from = this.#point(start);
    const to = this.#point(end);
    if (!from || !to) return null;
    return new StaticRange({
      startContainer: from.node,
      startOffset: from.offset,
      endContainer: to.node,
      endOffset: to.offset,
    });
  }

  #point(at: number): { node: Node; offset: number } | null {
    const line = upperBound(this.#starts, at) - 1;
    const node = this.#mirror.childNodes[line]?.firstChild;
    if (!node) return null;
    return { node, offset: Math.min(at - this.#starts[line]!, this.#lines[line]!.length) };
  }
}

function block(line: string): HTMLElement {
  const element = document.createElement("div");
  element.append(line);
  return element;
}

function lineStarts(lines: readonly string[]): number[] {
  const starts = new Array<number>(lines.length);
  let at = 0;
  lines.forEach((line, i) => {
    starts[i] = at;
    at += line.length + 1;
  });
  return starts;
}

/** Within a long line: the offset of the first character at or below `y`. */
function offsetAt(element: HTMLElement, length: number, y: number, end = false): number {
  if (length <= longLine) return end ? length : 0;
  const text = element.firstChild!;
  const range = document.createRange();
  const found = firstIndex(length, (i) => {
    range.setStart(text, i);
    range.setEnd(text, i + 1);
    const box = range.getBoundingClientRect();
    return end ? box.top > y : box.bottom > y;
  });
  return found;
}

/** The first index below `length` for which `is` holds (it then holds for all after), else `length`. */
function firstIndex(length: number, is: (index: number) => boolean): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (is(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** How many of the sorted values are at most `value`. */
function upperBound(values: ArrayLike<number>, value: number): number {
  return firstIndex(values.length, (i) => values[i]! > value);
}
