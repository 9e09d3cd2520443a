// When do my credits run out? In a folder where `npm install tokenfare` has run: node credits-runway.mjs
import { init } from "tokenfare";

const fare = await init();
const { credits } = fare.project({
  version: 1,
  start: "2027-01-01",
  months: 12,
  workloads: [{
    name: "summaries",
    model: "gpt-5.6-luna",
    requests: { perDay: 3000, activeDays: "weekdays" },
    growth: { kind: "compound", perMonth: 0.1 },
    request: { inputTokens: 4000, outputTokens: 400 },
  }],
  credits: {
    grants: [
      { amount: 100, expires: "2027-02-01" },
      { amount: 250 },
      { amount: 50, from: "2027-04-01" },
    ],
  },
});
console.log(credits.runsOutOn ? `The credits do not pay all of ${credits.runsOutOn}.` : "The credits last.");
console.log(`$${credits.expiredUnused.exact} expire unused.`);
