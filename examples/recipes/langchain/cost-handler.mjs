// const costs = new CostHandler();
// await chain.invoke(input, { callbacks: [costs] });
// costs.prices.map(({ total }) => total.exact);
import { BaseCallbackHandler } from "@langchain/core/callbacks/base";
import { initSync } from "tokenfare/prices";

const { priceResponse } = initSync();

export class CostHandler extends BaseCallbackHandler {
  name = "costs";
  prices = [];

  handleLLMEnd({ generations }) {
    // Each prompt has one message with the usage; further candidates are in the same usage.
    for (const [{ message }] of generations) this.prices.push(priceResponse(message));
  }
}
