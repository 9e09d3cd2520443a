// The types of the SDKs go in without a cast. It is compiled, never run.
import type Anthropic from "@anthropic-ai/sdk";
import type { Content, GenerateContentParameters, GenerateContentResponse } from "@google/genai";
import type { LanguageModelUsage, ModelMessage, UIMessage, Warning } from "ai";
import type OpenAI from "openai";
import { initSync, type ChatCount, type ChatMessage, type EncodingName, type ModelName, type PriceWarning, type ProviderName, type Quote } from "tokenfare";
import o200k from "tokenfare/encodings/o200k_base";

const fare = initSync();
const tokenizer = fare.loadEncodingSync(o200k);

export function messages(
  openai: OpenAI.Chat.ChatCompletionMessageParam[],
  anthropic: Anthropic.MessageParam[],
  google: Content[],
  model: ModelMessage[],
  ui: UIMessage[],
  ours: ChatMessage[],
): ChatCount[] {
  return [openai, anthropic, google, model, ui, ours].map((messages) => tokenizer.countChat({ model: "gpt-4o", messages }));
}

export function requests(
  openai: OpenAI.Chat.ChatCompletionCreateParams,
  responses: OpenAI.Responses.ResponseCreateParams,
  anthropic: Anthropic.MessageCreateParams,
  google: GenerateContentParameters,
): number[] {
  tokenizer.countChat(openai);
  return [openai, responses, anthropic, google].map((request) => fare.countRequest(request).total);
}

export function prices(
  openai: OpenAI.Chat.ChatCompletion,
  responses: OpenAI.Responses.Response,
  anthropic: Anthropic.Message,
  google: GenerateContentResponse,
  usage: LanguageModelUsage,
): Quote[] {
  const quotes = [openai, responses, anthropic, google].map((response) => fare.catalog.quote(fare.usageFromResponse(response)));
  // Counts that an SDK may leave out.
  const { inputTokens, outputTokens } = usage;
  const quantities = { inputTokens, outputTokens, cachedInputTokens: usage.inputTokenDetails?.cacheReadTokens };
  quotes.push(fare.catalog.quote({ model: "gpt-4o", quantities, on: undefined, region: undefined }));
  return quotes;
}

export const literals: [ModelName, ProviderName, EncodingName] = ["a model of next year", "a new provider", "an encoding of one's own"];
export type Warnings = [Warning, PriceWarning];

fare.catalog.quote({ model: "gpt-4o", quantities: { inputTokens: 1 } }).warnings satisfies readonly PriceWarning[];
// @ts-expect-error what is no object is no message
tokenizer.countChat({ model: "gpt-4o", messages: ["Hello"] });
// @ts-expect-error no SDK has such messages
tokenizer.countChat({ model: "gpt-4o", messages: [{ text: "Hello" }] });
