/** The engine's thread: runs each call and posts its result or its error. */
import type { TokenfareError } from "tokenfare";
import type { CallMessage, Failure, ResultMessage } from "./protocol.js";

const engine = import("./calls.js");

type AnyCall = (...args: unknown[]) => Promise<unknown>;

const scope = self as unknown as DedicatedWorkerGlobalScope;

scope.onmessage = async ({ data }: MessageEvent<CallMessage>) => {
  try {
    const { calls } = await engine;
    const call = (calls as unknown as Record<string, AnyCall>)[data.call];
    if (!call) throw new Error(`The engine has no call named "${data.call}".`);
    answer({ id: data.id, value: await call(...data.args) });
  } catch (error) {
    answer({ id: data.id, failure: describe(error) });
  }
};

function answer(message: ResultMessage): void {
  scope.postMessage(message, transferable(message));
}

/** Typed arrays are transferred and not copied: a text's spans may be megabytes. */
function transferable(message: ResultMessage): Transferable[] {
  if (!("value" in message) || typeof message.value !== "object" || message.value === null)
    return [];
  const { value } = message;
  return (value instanceof Uint32Array ? [value] : Object.values(value))
    .filter((part) => part instanceof Uint32Array)
    .map((part) => part.buffer as ArrayBuffer);
}

function describe(error: unknown): Failure {
  if (error instanceof Error && error.name === "TokenfareError") {
    const { message, code, path, suggestions } = error as TokenfareError;
    return {
      message,
      code,
      ...(path !== undefined && { path }),
      ...(suggestions && { suggestions: [...suggestions] }),
    };
  }
  return { message: error instanceof Error ? error.message : String(error) };
}
