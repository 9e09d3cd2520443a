/**
 * Counts a text file of any size, slice by slice.
 *
 * A text may only be cut where every encoding cuts it too, or the slices' counts would not add up
 * to the file's. After a line break and before a Latin letter is such a place in all of OpenAI's
 * splitting rules: a line break never joins the word that follows it.
 */
const sliceBytes = 1 << 20;
/** Without a safe place in this many characters the text is cut anyway, and the count is an estimate. */
const longestSlice = 16 << 20;

export interface TextFileCount { tokens: number; characters: number; exact: boolean }

export async function countTextFile(
  file: Blob,
  count: (text: string) => Promise<number>,
  { signal, progress }: { signal: AbortSignal; progress: (share: number) => void },
): Promise<TextFileCount> {
  const decoder = new TextDecoder();
  const result = { tokens: 0, characters: 0, exact: true };
  let rest = "";
  for (let at = 0; at < file.size; at += sliceBytes) {
    signal.throwIfAborted();
    const bytes = await file.slice(at, at + sliceBytes).arrayBuffer();
    const last = at + sliceBytes >= file.size;
    rest += decoder.decode(bytes, { stream: !last });
    let cut = last ? rest.length : lastSafeCut(rest);
    if (cut === 0 && rest.length > longestSlice) {
      cut = wholeCharacters(rest);
      result.exact = false;
    }
    if (cut > 0) {
      result.tokens += await count(rest.slice(0, cut));
      result.characters += cut;
      rest = rest.slice(cut);
    }
    progress(Math.min(1, (at + sliceBytes) / file.size));
  }
  return result;
}

/** The end of the text up to which it can be counted by itself; 0 where there is no such place. */
export function lastSafeCut(text: string): number {
  for (let at = text.lastIndexOf("\n", text.length - 2); at >= 0; at = at === 0 ? -1 : text.lastIndexOf("\n", at - 1)) {
    if (/[A-Za-z]/.test(text[at + 1]!)) return at + 1;
  }
  return 0;
}

function wholeCharacters(text: string): number {
  const lastUnit = text.charCodeAt(text.length - 1);
  return lastUnit >= 0xd800 && lastUnit < 0xdc00 ? text.length - 1 : text.length;
}
