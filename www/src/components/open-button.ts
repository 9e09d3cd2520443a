/** A button that opens a file of the reader's. */
import { html, type TemplateResult } from "lit";
import { messageOf } from "../format/words.js";

/**
 * `open` reads the file or throws without having changed anything; `refused` receives the message.
 */
export function openButton(
  label: string,
  open: (file: File) => Promise<void>,
  refused: (problem: string) => void,
): TemplateResult {
  const changed = async ({ target }: Event): Promise<void> => {
    const input = target as HTMLInputElement;
    const file = input.files?.[0];
    // Without this, choosing the same file again would fire no event.
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
