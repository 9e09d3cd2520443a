/** The rows of a CSV or JSON Lines file. One row is often one request. */
const longest = 64 << 20;

export async function rowsOfFile(file: File): Promise<string[]> {
  if (file.size > longest)
    throw new Error(
      "Tables are read up to 64 MB. Give the file the ending .txt to count it as a text.",
    );
  const rows = await rowsOf(file.name, await file.text());
  if (!rows.length) throw new Error("There are no rows in it.");
  return rows;
}

/** One text for each row: the line of JSON Lines, or the cells of a CSV joined by line breaks. */
async function rowsOf(name: string, content: string): Promise<string[]> {
  if (/\.(jsonl|ndjson)$/i.test(name))
    return content.split(/\r?\n/).filter((line) => line.trim() !== "");
  const { default: Papa } = await import("papaparse");
  const { data, errors } = Papa.parse<string[]>(content, { skipEmptyLines: true });
  const broken = errors.find((error) => error.type === "Quotes");
  if (broken) throw new Error(`Row ${(broken.row ?? 0) + 1}: ${broken.message}.`);
  return data.map((cells) => cells.join("\n"));
}
