/** How much of what: what is asked of a model, what it answered, and what images and media come to. */

import type { Tier } from "./prices.js";

/**
 * What was used. Totals include their parts, as in OpenAI's usage object: `inputTokens` includes cached,
 * cache-written, audio and image tokens; `outputTokens` includes reasoning, audio and image tokens. A part
 * larger than its total is INVALID_USAGE. What `images`, seconds and `generatedImages` are turned into
 * comes on top. All numbers are totals over `requests` requests (1, if left out).
 */
export interface Quantities {
  /** Calls to the API, which some fees count. Default 1. */
  requests?: number;
  /** All input tokens, with their cached, cache-written, audio, image and video parts. */
  inputTokens?: number;
  /** The part of the input that was read from the prompt cache. */
  cachedInputTokens?: number;
  /** Written to the prompt cache with the model's default lifetime (5 or 30 minutes). */
  cacheWriteTokens?: number;
  /** Written with the model's longer lifetime (1 or 12 hours). */
  longCacheWriteTokens?: number;
  /** The part of the input that is audio. */
  audioInputTokens?: number;
  /** The part of the audio input that was read from the cache. */
  cachedAudioInputTokens?: number;
  /** The part of the input that is image. */
  imageInputTokens?: number;
  /** The part of the image input that was read from the cache. */
  cachedImageInputTokens?: number;
  /** The part of the input that is video. */
  videoInputTokens?: number;
  /** All output tokens, with their reasoning, audio and image parts. */
  outputTokens?: number;
  /** The part of the output that is reasoning. */
  reasoningTokens?: number;
  /** The part of the output that is audio. */
  audioOutputTokens?: number;
  /** The part of the output that is image. */
  imageOutputTokens?: number;
  /** Where the vendor counts them apart; not part of `outputTokens`. */
  citationTokens?: number;
  /** Images sent in: turned into input tokens by the model's rule. */
  images?: readonly ImageInput[];
  /** Images asked for: priced per image or by output tokens, as the model does. */
  generatedImages?: readonly ImageOutput[];
  /** Seconds of audio transcribed or sent in. */
  audioInputSeconds?: number;
  /** Seconds of audio spoken. */
  audioOutputSeconds?: number;
  /** Characters to be spoken. */
  speechCharacters?: number;
  /** Seconds of video made, or watched by a model that only reads video. */
  videoSeconds?: number;
  /** `"720p"` or `"1280x720"`. */
  videoResolution?: string;
  /** Tokens of the training file times epochs. */
  trainingTokens?: number;
  /** Hours of training, where it is sold by time. */
  trainingHours?: number;
  /** Gigabytes (2^30 bytes) times days. */
  storageGbDays?: number;
  /** Days that the storage lasted, for the free gigabyte of each day; 1, if left out. */
  storageDays?: number;
  /** Tokens times hours in an explicit prompt cache. */
  cacheStorageTokenHours?: number;
  /** Searches of the web. */
  webSearchCalls?: number;
  /** Searches of files. */
  fileSearchCalls?: number;
  /** Sessions of 20 minutes; a part of one is a part of 20 minutes, and 5 minutes are the least. */
  codeInterpreterSessions?: number;
  /** 1, if left out. */
  codeInterpreterMemoryGb?: number;
}

/** An image sent in. */
export interface ImageInput {
  /** Pixels. */
  width: number;
  /** Pixels. */
  height: number;
  /** Gemini's media resolutions `"medium"` and `"ultra_high"` are taken too. */
  detail?: "low" | "high" | "auto" | "original" | (string & {});
  /** Where the request to an image model asks for high input fidelity. */
  fidelity?: "low" | "high";
  /** How many of this size. Default 1. */
  count?: number;
}

/** An image asked for. */
export interface ImageOutput {
  /** `"1024x1024"`. */
  size: string;
  /** `"low"`, `"hd"`, … as the model calls them. */
  quality?: string;
  /** How many. Default 1. */
  count?: number;
}

/** Tokens that something else than text is billed as. */
export interface TokenEstimate {
  /** What is billed. */
  tokens: number;
  /** False where the vendor calls its rule approximate or other sources contradict it. */
  exact: boolean;
  /** In words and numbers: `"85 + 4 tiles × 170"`. */
  formula: string;
  /** The page on which the rule stands. */
  source: string;
  /** What others measured or print, where they contradict the rule. */
  dispute?: string;
}

/** What an image is billed as. */
export interface ImageTokens extends TokenEstimate {
  /** Whole pixels after shrinking. */
  width: number;
  /** Whole pixels after shrinking. */
  height: number;
  /** Where the model's rule counts tiles. */
  tiles?: number;
  /** Where the model's rule counts patches. */
  patches?: number;
}

/** Audio or video of a known length. */
export interface Media {
  /** What it is. */
  kind: "audio" | "video";
  /** Sent to the model, or made by it. */
  direction: "input" | "output";
  /** How long it lasts. */
  seconds: number;
}

/** What an image file says of itself. */
export interface ImageSize {
  /** Pixels. */
  width: number;
  /** Pixels. */
  height: number;
  /** `"png"`, `"jpeg"`, … */
  format: string;
}

/** What a response says that it used. */
export interface ResponseUsage {
  /** The model that answered, where the response says so. */
  model?: string;
  /** Whose format it is. */
  provider: string;
  /** The tier that served the request, where the response says so: the one that is billed. */
  tier?: Tier;
  /** Where it was served, where the response says so. */
  region?: string;
  /** What to give to `quote`. */
  quantities: Quantities;
}
