// The same engine gives the same tarball, byte for byte, when it is built and packed again
// elsewhere.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";

const repository = fileURLToPath(new URL("../..", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "tokenfare-pack-"));
after(() => rmSync(folder, { recursive: true }));
const digest = (path) => createHash("sha256").update(readFileSync(path)).digest("hex");

test("built and packed twice, the tarball is the same", () => {
  const tarball = process.env.TOKENFARE_TARBALL;
  assert.ok(tarball, "run `cargo xtask test`, which packs the package");
  const dist = dirname(fileURLToPath(import.meta.resolve("tokenfare")));
  const engines = ["engine", "tokenizer-engine", "prices-engine", "convert-engine"].map((folder) => join(dist, folder));
  const again = join(folder, "package");
  mkdirSync(again);
  for (const file of ["npm/package.json", "npm/README.md", "LICENSE-MIT", "LICENSE-APACHE"]) cpSync(join(repository, file), join(again, basename(file)));
  execFileSync(process.execPath, [join(repository, "npm/scripts/build.mjs"), ...engines, join(again, "dist")], { stdio: ["ignore", "inherit", "inherit"] });
  const shell = process.platform === "win32";
  execFileSync(shell ? "npm.cmd" : "npm", ["pack", "--loglevel=error"], { cwd: again, shell, stdio: ["ignore", "ignore", "inherit"] });
  assert.equal(digest(join(again, basename(tarball))), digest(tarball));
});
