// Counts a request before it is sent, and says where its tokens are: the costliest part first.
import { init } from "tokenfare";
import o200k from "tokenfare/encodings/o200k_base";

const request = {
  model: "gpt-4o",
  messages: [
    { role: "system", content: "You book journeys. Ask before you buy." },
    { role: "user", content: "How do I get from Zürich to Oslo tomorrow?" },
  ],
  tools: [
    {
      type: "function",
      function: {
        name: "find_trains",
        description: "Finds trains between two stations.",
        parameters: {
          type: "object",
          properties: {
            from: { type: "string", description: "The station of departure" },
            to: { type: "string", description: "The station of arrival" },
            day: { type: "string", description: "The day, such as 2027-01-31" },
          },
          required: ["from", "to", "day"],
        },
      },
    },
    { type: "function", function: { name: "now", parameters: { type: "object", properties: {} } } },
  ],
};

const fare = await init();
await fare.loadEncoding(o200k);
const counted = fare.countRequest(request);

for (const part of counted.parts.toSorted((one, other) => other.tokens - one.tokens)) {
  console.log(part.tokens, part.part, part.name ?? part.index ?? "");
}
console.log(counted.total, "tokens, between", counted.low, "and", counted.high);
