// `require`, TypeScript in the module resolutions that projects have, ts-node, and what happens where
// a global is missing.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";

const cwd = fileURLToPath(new URL(".", import.meta.url));
const work = join(cwd, ".work");
const bin = (name, file) => fileURLToPath(new URL(file, new URL(".", import.meta.resolve(`${name}/package.json`))));
// 50 × $0.75 / 1,000,000 + 100 × $4.50 / 1,000,000
const expected = [4, 4, "0.0004875", "0.0004875", "UNKNOWN_MODEL"];

function run(words, folder = cwd) {
  const { status, stdout, stderr } = spawnSync(process.execPath, words, { cwd: folder, encoding: "utf8" });
  assert.equal(status, 0, stderr + stdout);
  return stdout;
}

before(() => mkdirSync(work, { recursive: true }));
after(() => rmSync(work, { recursive: true, force: true }));

/** What TypeScript's five usual settings for modules compile, in a package of the type that they need. */
const settings = {
  node10: { type: "commonjs", module: "commonjs", moduleResolution: "node10", ignoreDeprecations: "6.0" },
  node16: { type: "commonjs", module: "node16", moduleResolution: "node16" },
  nodenext: { type: "module", module: "nodenext", moduleResolution: "nodenext" },
  bundler: { type: "module", module: "esnext", moduleResolution: "bundler" },
  preserve: { type: "module", module: "preserve", moduleResolution: "bundler" },
};
for (const [name, { type, ...options }] of Object.entries(settings)) {
  test(`TypeScript compiles for ${name}, and the result runs`, () => {
    const folder = join(work, name);
    mkdirSync(folder);
    writeFileSync(join(folder, "package.json"), JSON.stringify({ type }));
    writeFileSync(join(folder, "main.ts"), readFileSync(join(cwd, "main.ts")));
    const compilerOptions = { strict: true, target: "es2022", lib: ["es2023", "dom"], types: [], esModuleInterop: true, rootDir: ".", ...options };
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["main.ts"] }));
    run([bin("typescript", "bin/tsc"), "--project", folder]);
    // Node cannot take `require` of an ES module for granted: 20.0 to 20.18 and jest refuse it.
    assert.deepEqual(JSON.parse(run(["--no-experimental-require-module", join(folder, "main.js")])), expected);
  });
}

test("ts-node", () => {
  const compilerOptions = { module: "node16", moduleResolution: "node16", target: "es2022", types: [], strict: true };
  writeFileSync(join(work, "tsconfig.json"), JSON.stringify({ compilerOptions }));
  const words = [bin("ts-node", "dist/bin.js"), "--project", join(work, "tsconfig.json"), "main.ts"];
  assert.deepEqual(JSON.parse(run(words)), expected);
});

for (const missing of ["TextDecoder", "WebAssembly"]) {
  test(`without ${missing} the import works, and init fails with an error that says so`, () => {
    const program = `
      delete globalThis.${missing};
      const { init, initSync, TokenfareError } = await import("tokenfare");
      const seen = [];
      await init().catch((error) => seen.push(error));
      try { initSync(); } catch (error) { seen.push(error); }
      console.log(JSON.stringify(seen.map((error) => [error instanceof TokenfareError, error.code, /${missing}/.test(error.message)])));`;
    const failure = [true, "ENGINE_UNAVAILABLE", true];
    assert.deepEqual(JSON.parse(run(["--input-type=module", "--eval", program])), [failure, failure]);
  });
}

test("without FinalizationRegistry everything works, catalogs too", () => {
  const program = `
    delete globalThis.FinalizationRegistry;
    const { initSync } = await import("tokenfare");
    const { catalog } = initSync();
    const half = catalog.extend({ discounts: [{ provider: "openai", percent: 50 }] });
    console.log(half.quote({ model: "gpt-5.4-mini", quantities: { inputTokens: 50, outputTokens: 100 } }).total.exact);`;
  // Half of $0.0004875
  assert.equal(run(["--input-type=module", "--eval", program]), "0.00024375\n");
});
