import { work } from "../../work.mjs";

export default {
  fetch: async () => Response.json(await work()),
};
