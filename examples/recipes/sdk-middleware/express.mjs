import express from "express";
import { priced } from "./priced.mjs";

/** An app that passes messages on to Anthropic and says in a header what each costs. */
export function appOf(anthropic) {
  const app = express();
  app.post("/chat", express.json(), async (request, response) => {
    const chat = priced(
      (body) => anthropic.messages.create(body),
      ({ total }) => response.set("x-cost-usd", total.exact),
    );
    response.json(await chat(request.body));
  });
  return app;
}
