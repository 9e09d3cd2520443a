// The cost of every answer, whichever SDK gives it: openai, @anthropic-ai/sdk or @google/genai.
import { initSync } from "tokenfare/prices";

const { priceResponse } = initSync();

/** The same function of an SDK, which also reports what its answer costs. */
export function priced(call, report) {
  return async (request, ...rest) => {
    const response = await call(request, ...rest);
    report(priceResponse(response, { model: request.model }));
    return response;
  };
}
