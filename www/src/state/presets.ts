/** Common workloads, as scenarios to start from. The volumes are examples to be replaced. */
import type { Scenario, Workload } from "tokenfare";
import { findModel, info } from "../engine/catalog-info.js";
import { firstOfNextMonth } from "../format/dates.js";

export interface Preset {
  name: string;
  scenario: () => Scenario;
}

/** The first of these models that the catalog has, or else the catalog's first model. */
function model(...names: string[]): string {
  return names.find((name) => findModel(name)) ?? info.models[0]?.id ?? "";
}

const small = (): string => model("gpt-5.4-mini", "gpt-4o-mini");
const large = (): string => model("gpt-5.4", "gpt-4o");

/** How answers differ: many are of the typical length, one in twenty is as long as this or longer. */
const varies = (p50: number, p95: number) => ({ p50, p95, spread: "requests" as const });

function scenario(name: string, months: number, ...workloads: Workload[]): Scenario {
  return { version: 1, name, start: firstOfNextMonth(), months, workloads };
}

export const presets: readonly Preset[] = [
  {
    name: "Support chatbot",
    scenario: () =>
      scenario("Support chatbot", 12, {
        name: "conversations",
        model: small(),
        requests: { perDay: { low: 600, mode: 1000, high: 2000 } },
        growth: { kind: "compound", perMonth: 0.08 },
        conversation: {
          turns: 6,
          systemTokens: 1200,
          userTokens: 60,
          answerTokens: varies(180, 500),
          caching: "automatic",
        },
      }),
  },
  {
    name: "Agent with tools",
    scenario: () =>
      scenario("Agent with tools", 12, {
        name: "tasks",
        model: large(),
        requests: { perDay: 200 },
        conversation: {
          turns: 20,
          systemTokens: 4000,
          userTokens: 1500,
          answerTokens: varies(250, 900),
          caching: "automatic",
        },
      }),
  },
  {
    name: "Questions on your documents (RAG)",
    scenario: () =>
      scenario(
        "Questions on your documents (RAG)",
        12,
        {
          name: "questions",
          model: small(),
          requests: { perDay: 500 },
          request: { inputTokens: varies(3500, 6000), outputTokens: varies(250, 700) },
          steps: [{ model: model("text-embedding-3-small"), request: { inputTokens: 40 } }],
        },
        {
          name: "documents",
          model: model("text-embedding-3-small"),
          requests: { perMonth: 2000 },
          request: { inputTokens: 1200 },
        },
      ),
  },
  {
    name: "Chatbot, 10,000 questions a day",
    scenario: () =>
      scenario("Chatbot, 10,000 questions a day", 12, {
        name: "questions",
        model: small(),
        requests: { perDay: 10_000 },
        request: { inputTokens: 50, outputTokens: 100 },
      }),
  },
  {
    name: "Articles",
    scenario: () =>
      scenario("Articles", 12, {
        name: "articles",
        model: large(),
        requests: { perMonth: 50 },
        request: { inputTokens: 500, outputTokens: 4000 },
      }),
  },
  {
    name: "Document summaries with embeddings",
    scenario: () =>
      scenario(
        "Document summaries with embeddings",
        12,
        {
          name: "summaries",
          model: small(),
          requests: { perMonth: 1000 },
          request: { inputTokens: 10_000, outputTokens: 1000 },
        },
        {
          name: "embeddings",
          model: model("text-embedding-3-small"),
          requests: { perMonth: 1000 },
          request: { inputTokens: 10_000 },
        },
      ),
  },
  {
    name: "Meeting notes",
    scenario: () =>
      scenario("Meeting notes", 12, {
        name: "meetings",
        model: model("gpt-transcribe", "whisper-1"),
        requests: { perDay: 20, activeDays: "weekdays" },
        request: { audioInputSeconds: 3600 },
        // An hour of speech is about 9,000 words, 12,000 tokens.
        steps: [{ model: small(), request: { inputTokens: 12_000, outputTokens: 800 } }],
      }),
  },
  {
    name: "Voice minutes",
    scenario: () =>
      scenario("Voice minutes", 12, {
        name: "minutes",
        model: model("gpt-transcribe", "whisper-1"),
        requests: { perDay: 500 },
        request: { audioInputSeconds: 60 },
      }),
  },
  {
    name: "Image captions",
    scenario: () => captions("Image captions", 12, { perDay: 2000 }),
  },
  {
    name: "10,000 photos, once",
    scenario: () => {
      const job = captions("10,000 photos, once", 1, { perMonth: 10_000 });
      return {
        ...job,
        workloads: job.workloads.map((workload) => ({
          ...workload,
          growth: { kind: "steps", steps: [{ month: 2, factor: 0 }] },
        })),
      };
    },
  },
  {
    name: "Invoices as PDF",
    scenario: () =>
      scenario("Invoices as PDF", 12, {
        name: "pages",
        model: small(),
        requests: { perMonth: 3000 },
        request: {
          inputTokens: 900,
          outputTokens: 250,
          images: [{ width: 1240, height: 1754 }],
        },
      }),
  },
  {
    name: "Batch classification",
    scenario: () =>
      scenario("Batch classification", 12, {
        name: "labels",
        model: small(),
        batchShare: 1,
        requests: { perDay: 50_000 },
        request: { inputTokens: 350, outputTokens: 4 },
      }),
  },
];

function captions(name: string, months: number, requests: Workload["requests"]): Scenario {
  return scenario(name, months, {
    name: "photos",
    model: small(),
    requests,
    request: {
      inputTokens: 60,
      outputTokens: 80,
      images: [{ width: 1600, height: 1200, detail: "auto" }],
    },
  });
}
