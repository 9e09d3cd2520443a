/** The quantities of one request, grouped and named as people speak of them. */
import type { Quantities } from "tokenfare";

interface QuantityField { name: keyof Quantities; label: string; hint?: string; whole?: boolean }

export const groups: readonly { title: string; fields: readonly QuantityField[]; images?: boolean; video?: boolean }[] = [
  {
    title: "Text",
    fields: [
      { name: "inputTokens", label: "Input tokens", hint: "All that you send, cached parts included.", whole: true },
      { name: "outputTokens", label: "Output tokens", hint: "All that the model writes, reasoning included.", whole: true },
      { name: "reasoningTokens", label: "of these, reasoning tokens", whole: true },
      { name: "requests", label: "Requests that this is the sum of", hint: "0 or 1: a single request.", whole: true },
    ],
  },
  {
    title: "Prompt cache",
    fields: [
      { name: "cachedInputTokens", label: "Input tokens read from the cache", whole: true },
      { name: "cacheWriteTokens", label: "Input tokens written to it", whole: true },
      { name: "longCacheWriteTokens", label: "Written for its longer lifetime", whole: true },
    ],
  },
  {
    title: "Images",
    fields: [
      { name: "imageInputTokens", label: "Image tokens in the input", whole: true },
      { name: "imageOutputTokens", label: "Image tokens in the output", whole: true },
    ],
    images: true,
  },
  {
    title: "Audio and video",
    video: true,
    fields: [
      { name: "audioInputTokens", label: "Audio tokens in the input", whole: true },
      { name: "cachedAudioInputTokens", label: "of the input's, read from the cache", whole: true },
      { name: "audioOutputTokens", label: "Audio tokens in the output", whole: true },
      { name: "audioInputSeconds", label: "Audio in, seconds" },
      { name: "audioOutputSeconds", label: "Audio out, seconds" },
      { name: "speechCharacters", label: "Characters to speak", whole: true },
      { name: "videoSeconds", label: "Video, seconds" },
    ],
  },
  {
    title: "Tools and extras",
    fields: [
      { name: "webSearchCalls", label: "Web searches", whole: true },
      { name: "fileSearchCalls", label: "File searches", whole: true },
      { name: "codeInterpreterSessions", label: "Code interpreter sessions", whole: true },
      { name: "trainingTokens", label: "Training tokens", whole: true },
      { name: "storageGbDays", label: "Storage, GB-days" },
    ],
  },
];

export const imageSizes = ["1024x1024", "1024x1536", "1536x1024", "1024x1792", "1792x1024", "512x512", "256x256"];
export const imageQualities = ["standard", "hd", "low", "medium", "high"];
export const videoResolutions = ["480p", "720p", "1024p", "1080p"];
