// app/api/cost/route.js: what a prompt would cost, in the Node and in the edge runtime.
import { init } from "tokenfare";
import o200k from "tokenfare/encodings/o200k_base";

export async function POST(request) {
  const { prompt, outputTokens } = await request.json();
  const fare = await init();
  await fare.loadEncoding(o200k);
  try {
    const quote = fare.catalog.quote({ model: "gpt-5.4-mini", prompt, quantities: { outputTokens } });
    return Response.json({ total: quote.total, lines: quote.lines });
  } catch ({ code, message, path }) {
    return Response.json({ code, message, path }, { status: 400 });
  }
}
