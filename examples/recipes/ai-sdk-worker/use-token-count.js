// const { messages } = useChat();
// const count = useTokenCount("gpt-5.4-mini", messages); // { total, exact }, or undefined at first
import { useEffect, useState } from "react";

let worker;
const waiting = new Map();
let last = 0;

function ask(model, messages) {
  if (worker === undefined) {
    worker = new Worker(new URL("./worker.js", import.meta.url), { type: "module" });
    worker.addEventListener("message", ({ data: { id, ...answer } }) => {
      waiting.get(id)?.(answer);
      waiting.delete(id);
    });
  }
  const id = ++last;
  worker.postMessage({ id, model, messages });
  return new Promise((resolve) => waiting.set(id, resolve));
}

export function useTokenCount(model, messages) {
  const [count, setCount] = useState();
  useEffect(() => {
    let isCurrent = true;
    // An answer that a newer question has overtaken is dropped.
    ask(model, messages).then((answer) => isCurrent && setCount(answer));
    return () => {
      isCurrent = false;
    };
  }, [model, messages]);
  return count;
}
