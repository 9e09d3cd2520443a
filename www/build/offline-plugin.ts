import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import type { Plugin } from "vite";

/** Vocabularies that every visitor gets; see `src/offline.ts`. */
const frequent = ["o200k_base", "cl100k_base", "claude_4_7"];
const vocabularies = readdirSync(
  new URL("../node_modules/tokenfare/dist/encodings", import.meta.url),
).flatMap((file) => (file.endsWith(".tfv") ? [file.slice(0, -4)] : []));

/** A vocabulary that few visitors need. It is stored when a model asks for it. */
function isRare(file: string): boolean {
  const name = /^assets\/(\w+)-/.exec(file)?.[1] ?? "";
  return vocabularies.includes(name) && !frequent.includes(name);
}

/**
 * Writes sw.js, which stores every file of the page for visits without a network. The name of its
 * cache is a digest of the files, so a new build has a new cache, and the old one is deleted when
 * the new service worker takes over.
 */
export function offlinePlugin(): Plugin {
  let template = "";
  return {
    name: "tokenfare:offline",
    enforce: "post",
    buildStart() {
      template = readFileSync(new URL("./service-worker.js", import.meta.url), "utf8");
    },
    generateBundle(_, bundle) {
      const still = readdirSync(new URL("../public", import.meta.url));
      const files = ["./", ...Object.keys(bundle).filter((file) => !isRare(file)), ...still]
        .filter((file) => file !== "index.html")
        .sort();
      const hash = createHash("sha256").update(template);
      for (const file of Object.values(bundle))
        hash.update(file.type === "chunk" ? file.code : file.source);
      for (const file of still)
        hash.update(readFileSync(new URL(`../public/${file}`, import.meta.url)));
      const source = template
        .replace("%VERSION%", hash.digest("hex").slice(0, 16))
        .replace('["%FILES%"]', JSON.stringify(files));
      this.emitFile({ type: "asset", fileName: "sw.js", source });
    },
  };
}
