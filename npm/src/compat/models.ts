/** The encodings of models as tiktoken and js-tiktoken state them. */
import { initSync } from "../tokenizer-only.js";

/** The encodings that both packages have. */
export type TiktokenEncoding = "gpt2" | "r50k_base" | "p50k_base" | "p50k_edit" | "cl100k_base" | "o200k_base";

/** OpenAI's models; the encoding of any other name is asked of tokenfare. */
export type TiktokenModel =
  | "gpt-5" | "gpt-5-mini" | "gpt-5-nano" | "gpt-5-chat-latest"
  | "gpt-4.5-preview" | "gpt-4.1" | "gpt-4.1-mini" | "gpt-4.1-nano"
  | "gpt-4o" | "gpt-4o-mini" | "chatgpt-4o-latest"
  | "o1" | "o1-mini" | "o1-preview" | "o1-pro" | "o3" | "o3-mini" | "o4-mini"
  | "gpt-4" | "gpt-4-32k" | "gpt-4-turbo" | "gpt-3.5-turbo" | "gpt-35-turbo" | "gpt-3.5-turbo-instruct"
  | "text-embedding-ada-002" | "text-embedding-3-small" | "text-embedding-3-large"
  | "davinci-002" | "babbage-002" | "gpt2"
  | (string & {});

const NAMES: readonly string[] = ["gpt2", "r50k_base", "p50k_base", "p50k_edit", "cl100k_base", "o200k_base"];

/** The encoding of a model whose vocabulary OpenAI publishes; none for any other name. */
export function encodingNameOf(model: string): TiktokenEncoding | undefined {
  const { encoding, exact } = initSync().encodingForModel(model);
  return exact && NAMES.includes(encoding) ? (encoding as TiktokenEncoding) : undefined;
}
