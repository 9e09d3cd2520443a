import type { Plugin } from "vite";
import { policy, served } from "./policy.js";

/** Writes the policy into the served page. The development server needs connections and inline styles, so it has none. */
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
  };
}
