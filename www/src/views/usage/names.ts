/** The names of formats, causes and levers in words. */

const formats: Record<string, string> = {
  "openai-usage": "OpenAI usage",
  "openai-usage-csv": "OpenAI usage export",
  "openai-costs": "OpenAI costs",
  "openai-costs-csv": "OpenAI costs export",
  "anthropic-usage": "Anthropic usage report",
  "anthropic-usage-csv": "Claude Console usage export",
  "anthropic-costs": "Anthropic cost report",
  "anthropic-costs-csv": "Claude Console cost export",
  "anthropic-claude-code": "Claude Code analytics",
  "claude-code": "Claude Code",
  codex: "Codex",
  "gemini-cli": "Gemini CLI",
  responses: "API responses",
  litellm: "LiteLLM spend log",
  "openrouter-csv": "OpenRouter export",
  "openrouter-activity": "OpenRouter activity",
  opentelemetry: "OpenTelemetry spans",
  "copilot-csv": "GitHub Copilot export",
  "cursor-csv": "Cursor export",
  "focus-csv": "FOCUS cloud bill",
  columns: "your own columns",
};

export const formatName = (format: string): string => formats[format] ?? format;

const causes: Record<string, string> = {
  rounding: "Rounding",
  "missing-file": "A part of the log is missing",
  "unpriced-models": "Models without a price",
  "batch-discount-missing": "The batch discount is missing",
  "other-tier": "Another service tier",
  "price-change": "A price change",
  "cached-tokens-counted-twice": "Cached tokens counted twice",
  "cache-discount-missing": "The cache discount is missing",
  discount: "A discount",
  "free-allowance": "A free allowance",
  "time-zone": "Days of another time zone",
  surcharge: "A surcharge",
};

export const causeName = (cause: string): string => causes[cause] ?? cause;

const levers: Record<string, string> = {
  batch: "Send requests in batches",
  caching: "Use the prompt cache",
  "cheaper-model": "Switch to a cheaper model",
  "output-cap": "Limit the length of answers",
};

export const leverName = (name: string): string => levers[name] ?? name;
