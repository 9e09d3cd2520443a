import { work } from "../../work.mjs";

const onPage = await work();
const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
const inWorker = await new Promise((done) => (worker.onmessage = (event) => done(event.data)));
Object.assign(globalThis, { result: { onPage, inWorker } });
