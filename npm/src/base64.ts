interface NodeBuffer {
  from(text: string, encoding: "base64"): Uint8Array<ArrayBuffer>;
}

/** The runtime's own decoder, if it has one. */
function native(): ((text: string) => Uint8Array<ArrayBuffer>) | undefined {
  const bytes = Uint8Array as { fromBase64?: (text: string) => Uint8Array<ArrayBuffer> };
  if (bytes.fromBase64 !== undefined) return (text) => bytes.fromBase64!(text);
  // Node before version 25 has only Buffer. It is read from the global object, so that no bundler
  // adds a polyfill.
  const node = (globalThis as { Buffer?: NodeBuffer }).Buffer;
  return node === undefined ? undefined : (text) => node.from(text, "base64");
}

/** Decodes base64 if the runtime has a decoder; else the engine decodes it. */
export function nativeBytesFromBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  return native()?.(text);
}

/** Decodes base64 without a copy through an array of numbers. */
export function bytesFromBase64(text: string): Uint8Array<ArrayBuffer> {
  const bytes = nativeBytesFromBase64(text);
  if (bytes !== undefined) return bytes;
  const binary = atob(text);
  const decoded = new Uint8Array(binary.length);
  // A plain loop, because Uint8Array.from with a function takes about ten times as long.
  for (let i = 0; i < binary.length; i++) decoded[i] = binary.charCodeAt(i);
  return decoded;
}
