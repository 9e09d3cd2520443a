/** Exports: files and texts in common formats. */

/** Saves a value as a JSON file. */
export function downloadJson(name: string, value: unknown): void {
  download(name, "application/json", JSON.stringify(value, null, 2));
}

/** What Markdown or HTML would read as markup, and controls that reorder the text around them. */
const markup = /[\\|<>[\]`*_]/g;
const controls = /[\p{Cc}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu;

/** A table in Markdown. Names may come from links, so that no cell can be more than text. */
export function markdownTable(
  head: readonly string[],
  rows: readonly (readonly (string | number)[])[],
): string {
  const line = (cells: readonly (string | number)[]): string =>
    `| ${cells.map((each) => String(each).replace(controls, " ").replace(markup, "\\$&")).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n") + "\n";
}

export const download = (name: string, type: string, content: string): void =>
  saveBlob(name, new Blob([content], { type }));

export function saveBlob(name: string, content: Blob): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** Copies text, also where the clipboard API is missing, as on `file://` in some browsers. */
export async function copy(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const box = document.createElement("textarea");
    box.value = text;
    document.body.append(box);
    box.select();
    const done = document.execCommand("copy");
    box.remove();
    if (!done)
      throw new Error(
        "The browser does not let the page copy. Select the text and copy it yourself.",
      );
  }
}
