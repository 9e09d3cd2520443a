import { work } from "../../work.mjs";

export const runtime = "edge";

export const GET = async () => Response.json(await work());
