import { defineConfig } from "vitest/config";

// As Node loads the package, and as Vite does where a project inlines its dependencies.
const include = ["*.spec.mjs"];
export default defineConfig({
  test: {
    projects: [
      { test: { name: "external", include } },
      { test: { name: "inlined", include, server: { deps: { inline: ["tokenfare"] } } } },
    ],
  },
});
