import { work } from "../../work.mjs";

const onPage = await work();
const inServiceWorker = await chrome.runtime.sendMessage("work");
Object.assign(globalThis, { result: { onPage, inServiceWorker } });
