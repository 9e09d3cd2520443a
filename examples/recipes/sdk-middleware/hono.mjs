import { Hono } from "hono";
import { priced } from "./priced.mjs";

/** An app that passes chats on to OpenAI and says in a header what each costs. */
export function appOf(openai) {
  const app = new Hono();
  app.post("/chat", async (context) => {
    const chat = priced(
      (request) => openai.chat.completions.create(request),
      ({ total }) => context.header("x-cost-usd", total.exact),
    );
    return context.json(await chat(await context.req.json()));
  });
  return app;
}
