/** Real documents to count, out of the packages that the lock file pins. */
import { readdir, readFile } from "node:fs/promises";

const packages = new URL("../node_modules/", import.meta.url);

/** Technical English and code: Node's file system interface, with all its explanations. */
export const technicalEnglish = () => readFile(new URL("@types/node/fs.d.ts", packages), "utf8");

/** The same few hundred sentences in two dozen languages and many scripts. */
export async function manyLanguages() {
  const folder = new URL("axe-core/locales/", packages);
  const files = (await readdir(folder)).filter((file) => file.endsWith(".json")).sort();
  return (await Promise.all(files.map((file) => readFile(new URL(file, folder), "utf8")))).join(
    "\n",
  );
}
