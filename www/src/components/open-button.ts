/** A button that opens one of the reader's files. */
import { html, type TemplateResult } from "lit";
import { messageOf } from "../format/words.js";

/** `open` takes the file or throws, having changed nothing; `refused` is told so in words. */
export function openButton(
  label: string,
  open: (file: File) => Promise<void>,
  refused: (problem: string) => void,
): TemplateResult {
  const changed = async ({ target }: Event): Promise<void> => {
    const input = target as HTMLInputElement;
    const file = input.files?.[0];
    // Empty again, or the same file could not be opened twice.
    input.value = "";
    if (!file) return;
    try {
      await open(file);
    } catch (error) {
      refused(`${file.name} cannot be opened: ${messageOf(error)} Nothing was changed.`);
    }
  };
  return html`<label class="button"
    >${label}<input
      class="visually-hidden"
      type="file"
      accept=".json,application/json"
      @change=${changed}
  /></label>`;
}
