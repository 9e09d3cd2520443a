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
  {
    models: [
      "amazon-bedrock/global.openai.gpt-5.6-luna",
      "amazon-bedrock/global.openai.gpt-5.6-sol",
      "amazon-bedrock/global.openai.gpt-5.6-terra",
    ],
    usages: ["exactly 272,000"],
    reason: "Long context begins above 272K, as OpenAI's docs say, so a prompt of exactly 272,000 tokens is short.",
    source: OPENAI_PRICING,
  },
  {
    models: ["amazon-bedrock/global.openai.gpt-5.6-sol"],
    to: "2026-08-21",
    reason:
      "Our row on Bedrock has the price since the cut of 2026-08-21 and no history: one list alone dates it, and none " +
      "says what Bedrock charged before.",
    source: "https://github.com/earendil-works/pi-mono",
  },
  {
    models: ["google/gemini-2.5-flash-lite-preview-tts", "google/gemini-2.5-flash-tts", "google/gemini-2.5-pro-tts"],
    usages: ["answered", "long"],
    reason: "Their output is audio; 0.1.8 files the price under text, and text output is not sold.",
    source: "https://ai.google.dev/gemini-api/docs/pricing",
  },
  {
    models: ["mistral/mistral-small-3.2-24b-instruct", "mistral/mixtral-8x22b-instruct"],
    reason: "The price in genai-prices 0.2.3 of November 2026, 0.10 and 2 for input; 0.1.8 took an older one from hosts.",
    source: "https://github.com/pydantic/genai-prices",
  },
  {
    models: ["perplexity/sonar", "perplexity/sonar-pro", "perplexity/sonar-reasoning", "perplexity/sonar-reasoning-pro"],
    reason:
      "The fee of a request depends on the search context. A request that does not name one has the low context, 5 or 6 " +
      "per 1K requests, and the quote warns that it is an estimate; 0.1.8 takes the high one, 12 or 14.",
    source: "https://docs.perplexity.ai/getting-started/pricing",
  },
  {
    models: ["together/meta-llama/Llama-3.3-70B-Instruct-Turbo", "together/meta-llama/Meta-Llama-3-8B-Instruct-Lite"],
    reason: "The prices of November 2026, 1.04 and 0.14 for input, as LiteLLM and models.dev have them; 0.1.8 is older.",
    source: "https://github.com/BerriAI/litellm/blob/main/model_prices_and_context_window.json",
  },
  {
    models: [
      "xai/grok-3",
      "xai/grok-4-0709",
      "xai/grok-4-1-fast-non-reasoning",
      "xai/grok-4-1-fast-reasoning",
      "xai/grok-4-fast-non-reasoning",
      "xai/grok-4-fast-reasoning",
      "xai/grok-code-fast-1",
    ],
    from: "2026-05-15",
    reason: "xAI serves requests for these retired models by Grok 4.3, at its price, since 2026-05-15; 0.1.8 keeps their own.",
    source: "https://docs.x.ai/docs/models",
  },
];
