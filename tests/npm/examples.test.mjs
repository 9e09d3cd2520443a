// The JavaScript examples run unchanged and print the expected results. tests/examples.rs derives
// the figures.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const examples = new URL("../../examples/javascript/", import.meta.url);

/** Runs a copy beside the installed package. */
function run(name) {
  const folder = mkdtempSync(fileURLToPath(new URL("example-", import.meta.url)));
  try {
    copyFileSync(new URL(name, examples), `${folder}/${name}`);
    return execFileSync(process.execPath, [`${folder}/${name}`], { encoding: "utf8" });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test("compare-models.mjs", () => {
  assert.equal(
    run("compare-models.mjs"),
    "terra 2940\n" +
      "luna 294 of which from the mix of models -2646\n" +
      "router 823.2 of which from the mix of models -2116.8\n",
  );
});

test("count-request.mjs", () => {
  assert.equal(
    run("count-request.mjs"),
    "53 tools find_trains\n14 message 1\n13 system 0\n12 tools \n7 tools now\n3 framing \n" +
      "102 tokens, between 94 and 113\n",
  );
});

test("credits-runway.mjs", () => {
  assert.equal(run("credits-runway.mjs"), "The credits do not pay all of 2027-04-30.\n$19.36 expire unused.\n");
});

test("plan-a-launch.mjs", () => {
  const printed = run("plan-a-launch.mjs");
  assert.match(printed, /'2027-01' +│ +93000 +│ +'203\.67'/);
  assert.match(printed, /'2027-08' +│ +247382 +│ +'541\.77'/);
  assert.match(printed, /over budget in some month: \d+ % of the cases\n/);
  assert.match(printed, /\nsaves \$\d/);
});
