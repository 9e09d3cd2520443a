// Assembles npm/dist from the compiled engine, the vocabularies and the catalog. Called by `cargo
// xtask`; usage: node build.mjs <engine folder> <tokenizer's engine folder> <prices' engine folder>
// [<output folder>]
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build, buildSync } from "esbuild";
import { COMPAT_ENTRIES, writeCompatModules } from "./compat.mjs";
import { writeCommonJs, writeCommonJsEncoding, writeCommonJsTypes } from "./commonjs.mjs";
import { withoutWorkAtImport } from "./glue.mjs";
import { engineNotice } from "./notices.mjs";

const npm = dirname(dirname(fileURLToPath(import.meta.url)));
const repository = dirname(npm);
/** The folders of the engines, by their folder in dist. */
const engines = {
  engine: resolve(process.argv[2]),
  "tokenizer-engine": resolve(process.argv[3]),
  "prices-engine": resolve(process.argv[4]),
  "convert-engine": resolve(process.argv[5]),
};
const dist = resolve(process.argv[6] ?? join(npm, "dist"));

const write = (path, text) => {
  mkdirSync(dirname(join(dist, path)), { recursive: true });
  writeFileSync(join(dist, path), text);
};

rmSync(dist, { recursive: true, force: true });

// The engines: the generated glue, the bytes, and the bytes as base64 for the default start.
for (const [folder, engine] of Object.entries(engines)) {
  for (const file of ["tokenfare.d.ts", "tokenfare_bg.wasm"]) cpSync(join(engine, file), join(dist, folder, file));
  const glue = readFileSync(join(engine, "tokenfare.js"), "utf8");
  // The engines in dist are changed already, when the package is built from them again.
  write(`${folder}/tokenfare.js`, glue.includes("madeTextEncoder") ? glue : withoutWorkAtImport(glue));
  const bytes = readFileSync(join(engine, "tokenfare_bg.wasm"));
  write(`${folder}/base64.js`, `export const base64 = "${bytes.toString("base64")}";\n`);
  write(`${folder}/base64.d.ts`, "export declare const base64: string;\n");
}

// Each vocabulary becomes a module of its own, beside the raw file.
const vocab = join(repository, "tokenizer/vocab");
/** Encodings that extend another one. */
const bases = { o200k_harmony: "o200k_base", p50k_base: "r50k_base", p50k_edit: "p50k_base", gpt2: "r50k_base", llama_3: "cl100k_base", glm_5: "glm_4" };
const vocabularies = readdirSync(vocab).filter((file) => file.endsWith(".tfv")).sort();
for (const file of vocabularies) {
  const name = basename(file, ".tfv");
  const packed = readFileSync(join(vocab, file));
  cpSync(join(vocab, file), join(dist, "encodings", file));
  const base = bases[name];
  write(
    `encodings/${name}.js`,
    `${base ? `import base from "./${base}.js";\n` : ""}export default Object.freeze({ name: "${name}", packed: "${packed.toString("base64")}"${base ? ", base" : ""} });\n`,
  );
  writeCommonJsEncoding(write, name, base);
  // The same for classic scripts: `tokenfareEncodings.<name>`.
  write(
    `encodings/${name}.global.js`,
    `(globalThis.tokenfareEncodings ??= {}).${name} = Object.freeze({ name: "${name}", packed: "${packed.toString("base64")}"${base ? `, get base() { return globalThis.tokenfareEncodings.${base}; }` : ""} });\n`,
  );
  write(
    `encodings/${name}.d.ts`,
    `import type { EncodingSource } from "../index.js";\n/** The vocabulary of ${name}, for \`loadEncoding\`. */\ndeclare const source: EncodingSource & { readonly name: "${name}" };\nexport default source;\n`,
  );
}

// The vendors' licences go with their vocabularies.
cpSync(join(vocab, "licenses"), join(dist, "encodings", "licenses"), { recursive: true });

cpSync(join(repository, "pricing", "catalog.json"), join(dist, "catalog.json"));

const tsc = join(npm, "node_modules", "typescript", "bin", "tsc");
const compile = (...words) => execFileSync(process.execPath, [tsc, "--project", ...words], { stdio: "inherit" });
compile(join(npm, "tsconfig.json"), "--outDir", dist);
compile(join(npm, "tsconfig.cli.json"), "--noEmit");

// The names of the catalog, which editors then suggest.
const { providers } = JSON.parse(readFileSync(join(repository, "pricing", "catalog.json"), "utf8"));
const open = (type, names) => (text) => text.replace(`type ${type} = string;`, `type ${type} = ${[...new Set(names)].sort().map((name) => JSON.stringify(name)).join(" | ")} | (string & {});`);
const named = [
  open("ModelName", providers.flatMap(({ model }) => model.map(({ id }) => id))),
  open("ProviderName", providers.map(({ provider }) => provider)),
];
write("api/names.d.ts", named.reduce((text, name) => name(text), readFileSync(join(dist, "api/names.d.ts"), "utf8")));

// The tokenizer, prices and the converter alone: the same facade in one file, each on its own engine. All entries
// share the error class.
for (const part of ["tokenizer", "prices", "convert"]) {
  for (const file of readdirSync(join(dist, "engine-module")).filter((file) => file.endsWith(".js"))) {
    const text = readFileSync(join(dist, "engine-module", file), "utf8");
    write(`${part}-engine-module/${file}`, text.replace("../engine/", `../${part}-engine/`));
  }
  const moved = {
    "#engine-module": `#${part}-engine-module`,
    "./engine/tokenfare.js": `./${part}-engine/tokenfare.js`,
    "./error.js": "./error.js",
  };
  await build({
    absWorkingDir: npm,
    entryPoints: [`src/${part}-only.ts`],
    outfile: join(dist, `${part}-only.js`),
    allowOverwrite: true,
    bundle: true,
    format: "esm",
    target: "es2022",
    plugins: [
      {
        name: "the small engine",
        setup({ onResolve }) {
          onResolve({ filter: /./ }, ({ path }) => (path in moved ? { path: moved[path], external: true } : undefined));
        },
      },
    ],
  });
}

const entries = ["index", "tokenizer-only", "prices-only", "convert-only", ...COMPAT_ENTRIES];
await writeCommonJs(dist, entries, {
  "#engine-module": "engine",
  "#tokenizer-engine-module": "tokenizer-engine",
  "#prices-engine-module": "prices-engine",
  "#convert-engine-module": "convert-engine",
});
writeCompatModules(dist);
writeCommonJsTypes(dist, [...entries, ...vocabularies.map((file) => `encodings/${basename(file, ".tfv")}`)]);

// The command line bundles the only library that it uses, so the package has no dependencies.
const { metafile } = buildSync({
  absWorkingDir: npm,
  entryPoints: ["src/cli.ts"],
  outfile: join(dist, "cli.js"),
  bundle: true,
  format: "esm",
  platform: "node",
  target: "node20",
  minify: true,
  // It is beside the command line in dist; esbuild knows it by its source path.
  external: ["./index.js", "./convert-only.js"],
  metafile: true,
});
const bundled = new Set(Object.keys(metafile.inputs).flatMap((path) => path.match(/node_modules\/((?:@[^/]+\/)?[^/]+)/)?.[1] ?? []));
const licences = [...bundled].sort().map((name) => {
  const folder = join(npm, "node_modules", name);
  const { version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  return `${name} ${version} (${license})\n\n${readFileSync(join(folder, "LICENSE"), "utf8").trim()}\n`;
});
write("engine.LICENSES.txt", engineNotice(repository));
write("cli.LICENSES.txt", `cli.js contains these packages:\n\n${licences.join("\n\n")}`);

// Classic scripts: pages on file://, content scripts, <script> without type="module".
for (const [entry, script] of [["index.js", "tokenfare.global.js"], ["tokenizer-only.js", "tokenizer.global.js"], ["prices-only.js", "prices.global.js"]]) {
  buildSync({
    absWorkingDir: npm,
    entryPoints: [join(dist, entry)],
    outfile: join(dist, script),
    bundle: true,
    format: "iife",
    globalName: "tokenfare",
    // Named explicitly, or esbuild would use a tsconfig.json near the output.
    tsconfig: "tsconfig.json",
    minify: true,
    target: "es2022",
    legalComments: "none",
  });
}
