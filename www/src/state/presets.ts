/** Common workloads, as scenarios to start from. The volumes are examples to be replaced. */
import type { Scenario, Workload } from "tokenfare";
import { findModel, info } from "../engine/catalog-info.js";

interface Preset {
  name: string;
  scenario: () => Scenario;
}

/** The first of these models that the catalog has, or else the catalog's first model. */
function model(...names: string[]): string {
  return names.find((name) => findModel(name)) ?? info.models[0]?.id ?? "";
}

const small = (): string => model("gpt-5.4-mini", "gpt-4o-mini");
const large = (): string => model("gpt-5.4", "gpt-4o");

function scenario(name: string, months: number, ...workloads: Workload[]): Scenario {
  return { version: 1, name, months, workloads };
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
          answerTokens: { p50: 180, p95: 500 },
          caching: "automatic",
        },
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
    name: "Agent",
    scenario: () =>
      scenario("Agent", 12, {
        name: "tasks",
        model: large(),
        requests: { perDay: 200 },
        conversation: {
          turns: 20,
          systemTokens: 4000,
          userTokens: 1500,
          answerTokens: { p50: 250, p95: 900 },
          caching: "automatic",
        },
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
    scenario: () =>
      scenario("Image captions", 12, {
        name: "captions",
        model: small(),
        requests: { perDay: 2000 },
        request: {
          inputTokens: 60,
          outputTokens: 80,
          images: [{ width: 1024, height: 768, detail: "auto" }],
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
