import { work } from "../../work.mjs";

postMessage(await work());
