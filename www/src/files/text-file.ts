/**
 * Counts a text file of any size in slices. Memory holds one slice and the text that is not yet
 * certain to end at a token's boundary.
 */
import type { EncodingName } from "tokenfare";
import { engine } from "../engine/client.js";

const sliceBytes = 1 << 20;

export interface TextFileCount {
  tokens: number;
  characters: number;
}

export async function countTextFile(
  file: Blob,
  encoding: EncodingName,
  { signal, progress }: { signal: AbortSignal; progress: (share: number) => void },
): Promise<TextFileCount> {
  const decoder = new TextDecoder();
  const counter = await engine.openCounter(encoding);
  let characters = 0;
  try {
    for (let at = 0; at < file.size; at += sliceBytes) {
      signal.throwIfAborted();
      const bytes = await file.slice(at, at + sliceBytes).arrayBuffer();
      const text = decoder.decode(bytes, { stream: at + sliceBytes < file.size });
      characters += text.length;
      await engine.pushCounter(counter, text);
      progress(Math.min(1, (at + sliceBytes) / file.size));
    }
    signal.throwIfAborted();
    return { tokens: await engine.closeCounter(counter), characters };
  } catch (error) {
    await engine.dropCounter(counter);
    throw error;
  }
}
