import type { Plugin } from "vite";
import { policy, responseHeaders, served } from "./policy.js";

/**
 * Writes the policy into the built page and sends it, as response headers, where `vite preview`
 * serves the built site. The development server needs connections and inline styles, so it has no
 * policy.
 */
export function policyPlugin(): Plugin {
  let building = false;
  return {
    name: "tokenfare:policy",
    configResolved(config) {
      building = config.command === "build";
    },
    transformIndexHtml(html) {
      if (!building) return html.replace(/.*Content-Security-Policy.*\n/, "");
      return html.replace("%POLICY%", policy(served));
    },
    configurePreviewServer({ middlewares }) {
      middlewares.use((request, response, next) => {
        const [path = "/"] = (request.url ?? "/").split("?");
        for (const [name, value] of Object.entries(responseHeaders(path))) {
          response.setHeader(name, value);
        }
        next();
      });
    },
  };
}
