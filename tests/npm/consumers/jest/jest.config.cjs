// One run of jest for its three usual set-ups.
const common = { rootDir: __dirname, transform: {} };
module.exports = {
  projects: [
    { ...common, displayName: "node", testEnvironment: "node", testMatch: ["<rootDir>/*.spec.js"] },
    { ...common, displayName: "jsdom", testEnvironment: "jsdom", testMatch: ["<rootDir>/*.spec.js"] },
    {
      ...common,
      displayName: "ts-jest",
      testEnvironment: "node",
      testMatch: ["<rootDir>/*.spec.ts"],
      transform: { "\\.ts$": ["ts-jest", { tsconfig: "<rootDir>/tsconfig.json" }] },
    },
  ],
};
