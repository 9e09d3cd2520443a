import { createHash } from "node:crypto";
import type { Plugin } from "vite";
import { notice } from "./licences-plugin.js";
import { policy } from "./policy.js";

/**
 * Folds the build into one HTML file that works when it is opened from `file://`.
 *
 * Browsers refuse module scripts on `file://`, so the script is a classic one at the end of the
 * body. The policy forbids all inline scripts but the one whose digest it names.
 */
export function singleFilePlugin(): Plugin {
  return {
    name: "tokenfare:single-file",
    enforce: "post",
    generateBundle(_, bundle) {
      const files = Object.values(bundle);
      const page = files.find((file) => file.fileName.endsWith(".html"));
      const scripts = files.filter((file) => file.type === "chunk");
      if (page?.type !== "asset" || scripts.length !== 1) {
        throw new Error(
          `the single file needs one page and one script, not ${scripts.map((script) => script.fileName).join(", ")}`,
        );
      }
      const script = endTagSafe(scripts[0]!.code);
      const style = files
        .flatMap((file) =>
          file.type === "asset" && file.fileName.endsWith(".css") ? [String(file.source)] : [],
        )
        .join("\n");
      const html = String(page.source)
        .replace(/\s*<script\b[^>]*\bsrc=[^>]*><\/script>/g, "")
        .replace(
          /\s*<link\b[^>]*\brel="(?:stylesheet|modulepreload|manifest|apple-touch-icon)"[^>]*>/g,
          "",
        )
        .replace(
          /content="[^"]*default-src[^"]*"/,
          () =>
            `content="${policy({ script: digest(script), style: digest(style), worker: "blob:" })}"`,
        )
        .replace("</head>", () => `  <style>${style}</style>\n  </head>`)
        .replace("</body>", () => `  <script>${script}</script>\n  </body>`)
        // A comment ends at two hyphens.
        .concat(`<!--\n${notice().replaceAll("--", "- -")}\n-->\n`);
      for (const file of files) delete bundle[file.fileName];
      this.emitFile({ type: "asset", fileName: "tokenfare.html", source: html });
    },
  };
}

/** Escapes what would end a script element or start a comment in it. */
function endTagSafe(code: string): string {
  return code.replace(/<\/(script)/gi, "<\\/$1").replace(/<!--/g, "<\\!--");
}

const digest = (text: string): string =>
  `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
