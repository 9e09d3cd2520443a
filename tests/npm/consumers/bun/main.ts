import { work } from "../../work.mjs";

const required = require("tokenfare") as typeof import("tokenfare");
const imported = await import("tokenfare");
console.log(JSON.stringify({ ...(await work()), sameModule: required.init === imported.init }));
