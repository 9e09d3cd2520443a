import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import type { Plugin } from "vite";

/**
 * Ours instead of a precaching library: the list of files and forty lines are all that it takes.
 *
 * Writes sw.js, which keeps every file of the page for visits without a network. Its cache is named
 * after the files' contents: a new build is a new cache, and the old one goes when it is in force.
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
      const files = ["./", ...Object.keys(bundle), ...still]
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
