/**
 * What the views that edit a request share: its quantities in named groups, the rows of its images,
 * and the note that the figures are an example.
 */
import { html, nothing, type TemplateResult } from "lit";
import type { ImageInput, Quantities } from "tokenfare";
import { formatCount } from "../format/numbers.js";
import type { Edit } from "../state/edit.js";
import { exampleInput, isExample, type PageState, store } from "../state/page-state.js";
import { choice, numberField } from "./edit-fields.js";

interface QuantityField {
  name: keyof Quantities;
  label: string;
  hint?: string;
  whole?: boolean;
}

export const quantityGroups: readonly {
  title: string;
  fields: readonly QuantityField[];
  images?: boolean;
  video?: boolean;
}[] = [
  {
    title: "Text",
    fields: [
      {
        name: "inputTokens",
        label: "Input tokens",
        hint: "Everything you send, cached parts included.",
        whole: true,
      },
      {
        name: "outputTokens",
        label: "Output tokens",
        hint: "Everything the model writes, reasoning included.",
        whole: true,
      },
      { name: "reasoningTokens", label: "Reasoning tokens among them", whole: true },
      {
        name: "requests",
        label: "Number of requests in these totals",
        hint: "Empty or 1: a single request.",
        whole: true,
      },
    ],
  },
  {
    title: "Prompt cache",
    fields: [
      { name: "cachedInputTokens", label: "Input tokens read from the cache", whole: true },
      { name: "cacheWriteTokens", label: "Input tokens written to it", whole: true },
      { name: "longCacheWriteTokens", label: "Written with the longer lifetime", whole: true },
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
      { name: "cachedAudioInputTokens", label: "Audio tokens read from the cache", whole: true },
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

export const imageSizes = [
  "1024x1024",
  "1024x1536",
  "1536x1024",
  "1024x1792",
  "1792x1024",
  "512x512",
  "256x256",
];
export const imageQualities = ["standard", "hd", "low", "medium", "high"];
export const videoResolutions = ["480p", "720p", "1024p", "1080p"];

const details = [
  ["auto", "auto"],
  ["low", "low"],
  ["high", "high"],
  ["original", "original"],
] as const;

/** The images of a request, each with its size, detail and number. */
export function imageRows(
  request: Edit<{ images?: readonly ImageInput[] | undefined }>,
): TemplateResult {
  return html`<div class="stack tight" role="group" aria-label="Images to read">
    ${request.items<ImageInput>("images").map(
      (image, i) =>
        html`<div class="item">
          <div class="fields narrow">
            ${numberField(image, "width", "Width, pixels", { min: 1, max: 100_000, whole: true })}
            ${numberField(image, "height", "Height, pixels", { min: 1, max: 100_000, whole: true })}
            ${choice("Detail", (image.value.detail ?? "auto") as "auto", details, (detail) =>
              image.set({ detail: detail === "auto" ? undefined : detail }),
            )}
            ${numberField(image, "count", "How many", { min: 1, whole: true, first: 1 })}
          </div>
          <button
            class="button quiet"
            aria-label="Remove image ${i + 1}"
            @click=${() => request.remove("images", i)}
          >
            Remove
          </button>
        </div>`,
    )}
    <button
      class="button start"
      @click=${() => request.add("images", { width: 1600, height: 1200 })}
    >
      Add an image to read
    </button>
  </div>`;
}

/** Says that the figures are an example, while no text has been counted and no figure typed. */
export const exampleNote = (state: PageState): TemplateResult | typeof nothing =>
  isExample(state)
    ? html`<p class="small soft">
        These figures are an example of ${formatCount(exampleInput)} input tokens. Type your own, or
        <button class="link" @click=${() => store.set({ view: "count" })}>count a text</button>.
      </p>`
    : nothing;
