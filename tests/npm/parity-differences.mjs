// Differences from @pydantic/genai-prices 0.1.8, each with the reason for our total.
// `usages` and the days `from` (inclusive) and `to` (exclusive) narrow an entry down.

const OPENAI_PRICING = "https://developers.openai.com/api/docs/pricing";
const MISTRAL_PRICING = "https://mistral.ai/pricing";

export const differences = [
  {
    models: [
      "openai/gpt-5.4",
      "openai/gpt-5.4-pro",
      "openai/gpt-5.5",
      "openai/gpt-5.5-pro",
      "openai/gpt-5.6-luna",
      "openai/gpt-5.6-sol",
      "openai/gpt-5.6-terra",
      "openai/gpt-6-astra",
    ],
    usages: ["exactly 272,000"],
    reason:
      "OpenAI's docs begin long context above 272K, so a prompt of exactly 272,000 tokens is short; 0.1.8 counts it " +
      "as long for these models, and as short for gpt-6-sol and gpt-6-luna.",
    source: OPENAI_PRICING,
  },
  {
    models: ["openai/gpt-4.1-mini", "openai/gpt-4o-mini"],
    usages: ["searched"],
    reason: "Each web search of these models is billed with a fixed 8,000 input tokens, which 0.1.8 leaves out.",
    source: OPENAI_PRICING,
  },
  {
    models: ["openai/gpt-4o-mini-tts"],
    usages: ["answered", "long"],
    reason: "Its output is audio at 12 per 1M tokens; 0.1.8 files the price under text, and text output is not sold.",
    source: OPENAI_PRICING,
  },
  {
    models: ["openai/gpt-image-1", "openai/gpt-image-1-mini", "openai/gpt-image-2"],
    usages: ["answered", "long"],
    reason: "Their output is images; 0.1.8 files the price under text, and text output is not sold.",
    source: OPENAI_PRICING,
  },
  {
    models: ["openai/gpt-oss-120b", "openai/gpt-oss-20b"],
    reason: "OpenAI does not sell its open weights; 0.1.8 took the figures from OpenRouter.",
    source: OPENAI_PRICING,
  },
  {
    models: ["openai/o3"],
    usages: ["cached"],
    to: "2025-06-10",
    reason: "Before the cut of 2025-06-10 cached input cost 2.50; 0.1.8 gives the later 0.50 for the earlier days too.",
    source: "https://github.com/simonw/llm-prices",
  },
  {
    models: ["mistral/ministral-3b", "mistral/ministral-8b"],
    from: "2025-12-02",
    reason:
      "Since 2025-12-02 these names stand for Ministral 3 at 0.10 and 0.15; 0.1.8 keeps the prices of October 2024 " +
      "under the plain names and the new ones under dated names.",
    source: MISTRAL_PRICING,
  },
  {
    models: ["mistral/mistral-small-latest"],
    reason: "The name stands for Mistral Small 4 at 0.15 / 0.60; 0.1.8 keeps the price of Small 3.2, checked in July 2025.",
    source: MISTRAL_PRICING,
  },
  {
    models: ["mistral/mistral-embed"],
    usages: ["answered", "long"],
    reason: "An embedding has no output tokens to bill; 0.1.8 carries an output price.",
    source: MISTRAL_PRICING,
  },
  {
    models: ["zai/GLM-5.3-Flash"],
    from: "2026-09-10",
    reason: "The launch promotion ended on 2026-09-09, as 0.1.8 itself remarks; it keeps the halved prices.",
    source: "https://docs.z.ai/guides/overview/pricing",
  },
  {
    models: ["deepseek/deepseek-chat", "deepseek/deepseek-reasoner"],
    from: "2025-09-29",
    reason: "One price at all hours since 2025-09-29, 0.28 / 0.028 / 0.42; 0.1.8 keeps the prices before.",
    source: "https://api-docs.deepseek.com/quick_start/pricing",
  },
  {
    models: ["deepseek/deepseek-v4-flash"],
    from: "2026-09-10",
    reason: "DeepSeek serves the name by DeepSeek Flash, at its price, since 2026-09-10; 0.1.8 keeps the price before.",
    source: "https://api-docs.deepseek.com/quick_start/pricing",
  },
  {
    models: ["xai/grok-4.20-multi-agent"],
    reason:
      "models.dev, checked later, gives it the price and the long band of grok-4.20; 0.1.8 has 2 / 6 without a band. " +
      "Recorded as disputed: a quote says PRICE_DISPUTED.",
    source: "https://github.com/anomalyco/models.dev/tree/f3fc692299671838c7c65fd8126bf84d81a2e817/providers/xai/models",
  },
];
