/** Images of a request, each with its size, detail and number. */
import { html, type TemplateResult } from "lit";
import type { ImageInput } from "tokenfare";
import { choice, numberField, type Edit } from "./edit.js";

const details = [["auto", "auto"], ["low", "low"], ["high", "high"], ["original", "original"]] as const;

export function imageRows(request: Edit<{ images?: readonly ImageInput[] }>): TemplateResult {
  return html`<div class="stack tight" role="group" aria-label="Images to read">
    ${request.items<ImageInput>("images").map(
      (image, i) => html`<div class="item">
        <div class="fields narrow">
          ${numberField(image, "width", "Width, pixels", { min: 1, max: 100_000, whole: true })}
          ${numberField(image, "height", "Height, pixels", { min: 1, max: 100_000, whole: true })}
          ${choice("Detail", (image.value.detail ?? "auto") as "auto", details, (detail) => image.set({ detail: detail === "auto" ? undefined : detail }))}
          ${numberField(image, "count", "How many", { min: 1, whole: true, first: 1 })}
        </div>
        <button class="button quiet" aria-label="Remove image ${i + 1}" @click=${() => request.remove("images", i)}>Remove</button>
      </div>`,
    )}
    <button class="button start" @click=${() => request.add("images", { width: 1024, height: 768 })}>Add an image to read</button>
  </div>`;
}
