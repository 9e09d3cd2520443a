// Counts the messages of `useChat` away from the page.
import { init } from "tokenfare/tokenizer";
import o200k from "tokenfare/encodings/o200k_base";

const tokenizer = init().then(({ loadEncoding }) => loadEncoding(o200k));

addEventListener("message", async ({ data: { id, model, messages } }) => {
  try {
    const { total, exact } = (await tokenizer).countChat({ model, messages });
    postMessage({ id, total, exact });
  } catch ({ code, message }) {
    // Structured cloning drops the code of an error.
    postMessage({ id, error: { code, message } });
  }
});
