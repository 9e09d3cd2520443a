/** What leaves the page: files, the clipboard, the printed report. */
import { readFile } from "node:fs/promises";
import { becomes } from "./setup.mjs";

/** Presses an export of a panel's menu. */
export async function exportAs(scope, name) {
  await scope.locator("details.menu > summary").click();
  await scope.getByRole("button", { name, exact: true }).click();
}

async function saved(page, click) {
  const [file] = await Promise.all([page.waitForEvent("download"), click()]);
  return { name: file.suggestedFilename(), path: await file.path() };
}

/** A file's text as a download gives it. */
export async function downloaded(page, click) {
  const { name, path } = await saved(page, click);
  return { name, text: await readFile(path, "utf8") };
}

/** A file's bytes as a download gives it. */
export async function downloadedBytes(page, click) {
  const { name, path } = await saved(page, click);
  return { name, bytes: await readFile(path) };
}

/** What the page puts on the clipboard, caught where it hands it over. */
export async function copied(page, click) {
  await page.evaluate(() => {
    window.copied = "";
    navigator.clipboard.writeText = async (text) => {
      window.copied = text;
    };
  });
  await click();
  await becomes(
    async () => (await page.evaluate(() => window.copied)) !== "",
    true,
    "something is copied",
  );
  return page.evaluate(() => window.copied);
}

export const jsonFile = (name, value) => ({
  name,
  mimeType: "application/json",
  buffer: Buffer.from(typeof value === "string" ? value : JSON.stringify(value)),
});

/** The report that the page prints, and whether it stands in the place of the page. */
export async function printed(page) {
  // Chromium switches to print media only within print(). Here the media is print already, and
  // print() inspects the page.
  await page.emulateMedia({ media: "print" });
  await page.evaluate(() => {
    window.print = () => {
      const shown = (selector) => document.querySelector(selector).checkVisibility();
      window.printed = {
        text: document.querySelector(".report").innerText,
        report: shown(".report"),
        page: shown("#page"),
      };
      dispatchEvent(new Event("afterprint"));
    };
    [...document.querySelectorAll("share-menu button")]
      .find((button) => button.textContent === "Print a report")
      .click();
  });
  await page.waitForFunction(() => window.printed);
  return page.evaluate(() => window.printed);
}
