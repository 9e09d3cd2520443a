/** The spreadsheet of a plan, opened: its cells hold the cents that were worked out by hand. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { strFromU8, unzipSync } from "fflate";
import { downloadedBytes, exportAs } from "./exports.mjs";
import { becomes, exactly, hash, useBrowser } from "./setup.mjs";

const { open } = useBrowser();

const entities = { "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&apos;": "'" };
const plain = (text) => text.replace(/&\w+;/g, (entity) => entities[entity] ?? entity);

/** The sheets of a workbook by name, each a map from a cell's place to what it holds. */
function sheetsOf(bytes) {
  const files = unzipSync(bytes);
  const text = (path) => strFromU8(files[path]);
  const strings = [...text("xl/sharedStrings.xml").matchAll(/<si>(.*?)<\/si>/gs)].map(([, si]) =>
    plain(si.replace(/<[^>]*>/g, "")),
  );
  const names = [...text("xl/workbook.xml").matchAll(/<sheet [^>]*name="([^"]*)"/g)];
  return Object.fromEntries(
    names.map(([, name], i) => {
      const cells = [
        ...text(`xl/worksheets/sheet${i + 1}.xml`).matchAll(/<c r="(\w+)"([^>]*)>(.*?)<\/c>/gs),
      ];
      return [
        plain(name),
        Object.fromEntries(
          cells.map(([, place, attributes, inner]) => {
            const value = /<v>(.*?)<\/v>/s.exec(inner)?.[1] ?? inner.replace(/<[^>]*>/g, "");
            return [place, /t="s"/.test(attributes) ? strings[Number(value)] : plain(value)];
          }),
        ),
      ];
    }),
  );
}

/** The number of a day in a spreadsheet. */
const serial = (day) =>
  String((Date.parse(`${day}T00:00:00Z`) - Date.UTC(1899, 11, 30)) / 86_400_000);

test("months, assumptions, what is billed and prices; money rounded from its decimals", async () => {
  const page = await open(
    hash({
      view: "project",
      s: {
        version: 1,
        name: "=By hand",
        months: 2,
        budget: { monthly: 1.5 },
        workloads: [
          {
            name: "calls",
            model: "gpt-4o-2024-05-13",
            requests: { perMonth: 201 },
            request: { inputTokens: 1000, outputTokens: 0 },
          },
        ],
      },
    }),
  );
  // 201 × 1,000 × $5 / 1M is $1.005 a month, which a binary fraction would round down.
  await becomes(exactly(page, "project-total"), 2.01);
  const region = page.getByRole("region", { name: "Month by month" });
  const { name, bytes } = await downloadedBytes(page, () => exportAs(region, "Excel (XLSX)"));
  assert.equal(name, "tokenfare-budget.xlsx");
  const { Months, Assumptions, Billed, Prices } = sheetsOf(bytes);
  const row = (number, sheet = Months) =>
    [..."ABCDEFGH"].map((column) => sheet[`${column}${number}`]);
  assert.deepEqual(row(1), [
    "Month",
    "From",
    "Days",
    "Requests",
    "Expected, USD",
    "Budget, USD",
    "Chance over budget",
    "calls, base case, USD",
  ]);
  const december = serial("2026-12-01");
  assert.deepEqual(row(2), [december, december, "31", "201", "1.01", "1.5", "0", "1.01"]);
  assert.equal(Months.A3, serial("2027-01-01"));
  // The column adds up.
  assert.deepEqual(row(4), ["Total", undefined, "62", "402", "2.02", "3", undefined, "2.02"]);
  assert.equal(Assumptions.A1, "=By hand", "text, and no formula");
  assert.ok(Object.values(Assumptions).some((text) => /^Calls: 201 a month/.test(text)));
  assert.deepEqual(row(2, Billed).slice(0, 4), ["calls", "GPT-4o (May 2024)", "Input", "2.01"]);
  assert.equal(Prices.B2, "5");
  assert.match(Prices.F2, /^https:\/\//);
});
