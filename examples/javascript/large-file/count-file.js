// The page's part: `await countFile(file, { signal, onProgress })`.
let worker;
let lastId = 0;

/**
 * The tokens of a File or Blob, counted in a worker.
 * `onProgress({ tokens, share })` is called after each slice; `signal` cancels.
 */
export function countFile(file, { signal, onProgress } = {}) {
  worker ??= new Worker(new URL("./count-worker.js", import.meta.url), { type: "module" });
  const id = ++lastId;
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const settle = (how, value) => {
      worker.removeEventListener("message", listen);
      signal?.removeEventListener("abort", cancel);
      how(value);
    };
    const cancel = () => {
      worker.postMessage({ id, cancel: true });
      settle(reject, signal.reason);
    };
    const listen = ({ data }) => {
      if (data.id !== id) return;
      if (data.error !== undefined) settle(reject, data.error);
      else if (data.total !== undefined) settle(resolve, data.total);
      else onProgress?.({ tokens: data.tokens, share: data.share });
    };
    worker.addEventListener("message", listen);
    signal?.addEventListener("abort", cancel);
    worker.postMessage({ id, file });
  });
}
