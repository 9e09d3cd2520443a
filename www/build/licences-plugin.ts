import { readFileSync, readdirSync } from "node:fs";
import type { Plugin } from "vite";

const modules = new URL("../node_modules/", import.meta.url);

/** Our own package, and a part of lit that runs on servers only. */
const outside = ["tokenfare", "@lit-labs/ssr-dom-shim"];

/** The licences of the packages that the page is built from, with their authors' names. */
export function notice(): string {
  const { packages } = JSON.parse(
    readFileSync(new URL("../package-lock.json", import.meta.url), "utf8"),
  ) as {
    packages: Record<
      string,
      { version?: string; license?: string; dev?: boolean; optional?: boolean }
    >;
  };
  const parts = Object.entries(packages).flatMap(([path, { version, license, dev, optional }]) => {
    const name = path.replace("node_modules/", "");
    const isTypes = name.startsWith("@types/");
    if (path === "" || dev || optional || isTypes || outside.includes(name)) return [];
    const folder = new URL(`${name}/`, modules);
    const texts = readdirSync(folder)
      .filter((file) => /^(licen[cs]e|copying|notice)/i.test(file))
      .sort()
      .map((file) => readFileSync(new URL(file, folder), "utf8").trim());
    if (texts.length === 0) throw new Error(`${name} comes without the text of its licence`);
    const { repository } = JSON.parse(readFileSync(new URL("package.json", folder), "utf8")) as {
      repository?: string | { url: string };
    };
    const source = typeof repository === "string" ? repository : (repository?.url ?? "");
    return [`${name} ${version} (${license})\n${source}\n\n${texts.join("\n\n")}`];
  });
  const dist = new URL("tokenfare/dist/", modules);
  const folder = new URL("encodings/licenses/", dist);
  const vocabularies = readdirSync(folder).map(
    (file) =>
      `Vocabulary: ${file.slice(0, -4)}\n\n${readFileSync(new URL(file, folder), "utf8").trim()}`,
  );
  const rule = `\n\n${"-".repeat(80)}\n\n`;
  return [
    "What this page contains of others, with their licences.",
    ...parts,
    ...vocabularies,
    readFileSync(new URL("engine.LICENSES.txt", dist), "utf8").trim(),
  ]
    .join(rule)
    .concat("\n");
}

/** Delivers the licences of others with the page, as licenses.txt. */
export function licencesPlugin(): Plugin {
  return {
    name: "tokenfare:licences",
    generateBundle() {
      this.emitFile({ type: "asset", fileName: "licenses.txt", source: notice() });
    },
  };
}
