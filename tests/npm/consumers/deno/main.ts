import { work } from "../../work.mjs";

console.log(JSON.stringify(await work()));
