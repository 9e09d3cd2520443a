/** A log to try the view with: six weeks of a support chatbot, with a day on which something looped. */
import type { LogFile } from "../../engine/usage-worker.js";
import { dayAfter, today } from "../../format/dates.js";

const models = ["gpt-5.4-mini", "gpt-5.4-mini", "gpt-5.4-mini", "claude-sonnet-5"];

/** Responses as the APIs give them, one a line. The same every time but for the days. */
export function exampleLog(): LogFile {
  const lines: string[] = [];
  const start = dayAfter(today(), -42);
  for (let day = 0; day < 42; day++) {
    const date = dayAfter(start, day);
    const weekday = new Date(`${date}T00:00:00Z`).getUTCDay();
    const usual = weekday === 0 || weekday === 6 ? 8 : 20;
    const requests = day === 30 ? usual * 5 : usual;
    for (let each = 0; each < requests; each++) {
      const model = models[(day + each) % models.length]!;
      const created = Date.parse(`${date}T00:00:00Z`) / 1000 + 28_800 + each * 300;
      const input = 2_000 + ((each * 397) % 3_000);
      const output = 200 + ((each * 131) % 500);
      const cached = model.startsWith("gpt") ? Math.floor(input / 3) : 0;
      const body = model.startsWith("gpt")
        ? {
            id: `chatcmpl-${day}-${each}`,
            object: "chat.completion",
            created,
            model,
            usage: {
              prompt_tokens: input,
              completion_tokens: output,
              total_tokens: input + output,
              prompt_tokens_details: { cached_tokens: cached },
            },
          }
        : {
            id: `msg_${day}_${each}`,
            type: "message",
            role: "assistant",
            timestamp: new Date(created * 1000).toISOString(),
            model,
            usage: { input_tokens: input, output_tokens: output },
          };
      lines.push(JSON.stringify(body));
    }
  }
  const file = new File([lines.join("\n")], "example.jsonl", { type: "application/x-ndjson" });
  return { file, path: file.name };
}
