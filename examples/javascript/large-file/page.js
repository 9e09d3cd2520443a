import { countFile } from "./count-file.js";

const [input, button, progress, output] = ["input", "button", "progress", "output"].map((name) => document.querySelector(name));
let running;

button.onclick = () => running?.abort();
input.onchange = async () => {
  running?.abort();
  const own = (running = new AbortController());
  button.disabled = false;
  try {
    const total = await countFile(input.files[0], {
      signal: own.signal,
      onProgress: ({ tokens, share }) => {
        progress.value = share;
        output.value = `${tokens.toLocaleString("en")} tokens so far`;
      },
    });
    output.value = `${total.toLocaleString("en")} tokens`;
  } catch (error) {
    if (running === own) output.value = own.signal.aborted ? "cancelled" : `could not count: ${error.message}`;
  }
  if (running === own) button.disabled = true;
};
