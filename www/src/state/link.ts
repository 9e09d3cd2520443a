/**
 * Links. A short state is written in plain text, so that people can read and edit it; a long one is
 * deflated. The inflated length is bounded, because a few bytes may claim to be gigabytes.
 */
import { longestAddress, readAddress, writeAddress } from "./address.js";
import type { PageState } from "./page-state.js";

/** Browsers, mail and chat programs cope with addresses of this length. */
const longestPlain = 2000;
const prefix = "#v=1&z=";

/** The address of a state, beginning with "#". */
export async function writeLink(state: PageState, withText = false): Promise<string> {
  const plain = writeAddress(state, withText);
  if (plain.length > longestAddress)
    throw new Error(
      "The text is too long for a link. Share it as a file, and the numbers as a link.",
    );
  return plain.length <= longestPlain ? plain : prefix + (await deflate(plain.slice(1)));
}

/** The state of a link, or null for one without a state. Throws where it is invalid. */
export async function readLink(hash: string): Promise<Partial<PageState> | null> {
  if (hash.length > longestAddress) throw new Error("it is too long");
  const packed = hash.startsWith(prefix) ? hash.slice(prefix.length) : null;
  return readAddress(packed === null ? hash : await inflate(packed));
}

async function deflate(text: string): Promise<string> {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream("deflate-raw"));
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
  let binary = "";
  for (let at = 0; at < bytes.length; at += 0x8000)
    binary += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

async function inflate(packed: string): Promise<string> {
  if (!/^[\w-]+$/.test(packed)) throw new Error("its packed part is broken");
  const binary = atob(packed.replaceAll("-", "+").replaceAll("_", "/"));
  const bytes = Uint8Array.from(binary, (char) => char.charCodeAt(0));
  const reader = new Blob([bytes])
    .stream()
    .pipeThrough(new DecompressionStream("deflate-raw"))
    .getReader();
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let text = "";
  for (;;) {
    const { done, value } = await reader.read().catch(() => {
      throw new Error("its packed part is broken");
    });
    if (done) return text;
    text += decoder.decode(value, { stream: true });
    if (text.length > longestAddress) {
      void reader.cancel();
      throw new Error("it unfolds to more than a link may hold");
    }
  }
}
