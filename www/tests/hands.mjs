/**
 * Two ways to use the page: with a pointer, and with the keyboard alone. Each counts its steps: a
 * press, a field, a choice. Tab and arrows on the way to one are not counted, but the keyboard must
 * find everything by them.
 */
import assert from "node:assert/strict";
import { enter } from "./browser.mjs";
import { chooseModel } from "./setup.mjs";

const shared = (page, hands) => ({
  steps: 0,
  button: (name, exact = true) => page.getByRole("button", { name, exact }),
  view: (name) =>
    hands().press(
      page.getByRole("navigation", { name: "Views" }).getByRole("link", { name, exact: true }),
    ),
  field: (name) => page.getByRole("textbox", { name, exact: true }),
});

export function pointer(page) {
  const hands = {
    ...shared(page, () => hands),
    async press(target) {
      hands.steps++;
      await target.click();
    },
    async fill(name, value) {
      hands.steps++;
      await hands.field(name).fill(value);
    },
    async day(name, value) {
      hands.steps++;
      await page.getByLabel(name, { exact: true }).fill(value);
    },
    async choose(name, option) {
      hands.steps++;
      await page.getByRole("combobox", { name }).selectOption(option);
    },
    async tick(name) {
      hands.steps++;
      await page.getByLabel(name, { exact: true }).check();
    },
    async model(id, label) {
      hands.steps++;
      await chooseModel(page, id, label);
    },
    async paste(text) {
      hands.steps++;
      await enter(page.getByLabel("Text to count"), text);
    },
    async files(name, files) {
      hands.steps++;
      await page.getByLabel(name).first().setInputFiles(files);
    },
  };
  return hands;
}

/** More stops than any view has. */
const mostStops = 400;

export function keyboard(page) {
  const { keyboard } = page;
  /** Goes to an element by Tab alone. */
  async function reach(target) {
    await target.waitFor();
    const element = await target.elementHandle();
    const isThere = () => element.evaluate((it) => it === document.activeElement);
    for (let stops = 0; !(await isThere()); stops++) {
      assert.ok(stops < mostStops, `${target} is reached by Tab`);
      await keyboard.press("Tab");
    }
    // Where the focus is can be seen.
    assert.ok(
      await element.evaluate((it) => {
        const shown = it.closest("label.button") ?? it;
        return shown.matches(":focus-visible, :focus-within") && shown.checkVisibility();
      }),
    );
  }
  const hands = {
    ...shared(page, () => hands),
    async press(target) {
      hands.steps++;
      await reach(target);
      await keyboard.press("Enter");
    },
    async fill(name, value) {
      hands.steps++;
      await reach(hands.field(name));
      await keyboard.press("Control+a");
      await keyboard.type(value);
    },
    async day(name, value) {
      hands.steps++;
      await reach(page.getByLabel(name, { exact: true }));
      const [year, month, day] = value.split("-");
      await keyboard.type(`${month}${day}${year}`);
    },
    async choose(name, option) {
      hands.steps++;
      await reach(page.getByRole("combobox", { name }));
      await keyboard.type(option);
    },
    async tick(name) {
      hands.steps++;
      await reach(page.getByLabel(name, { exact: true }));
      await keyboard.press("Space");
    },
    async model(id, label = "Model") {
      hands.steps++;
      await reach(
        page
          .locator("model-select")
          .filter({ has: page.getByText(label, { exact: true }) })
          .first()
          .getByRole("button"),
      );
      await keyboard.press("Enter");
      await page.getByRole("combobox", { name: "Search models" }).waitFor();
      await keyboard.type(id);
      await page.locator("#picker-0").filter({ hasText: id }).waitFor();
      await keyboard.press("Enter");
      // A list that several are chosen from stays open.
      if ((await page.getByRole("dialog").count()) > 0) await keyboard.press("Escape");
      await page.getByRole("dialog").waitFor({ state: "detached" });
    },
    async paste(text) {
      hands.steps++;
      await reach(page.getByLabel("Text to count"));
      await keyboard.insertText(text);
    },
    async files(name, files) {
      hands.steps++;
      const input = page.getByLabel(name).first();
      await reach(input);
      const [chooser] = await Promise.all([
        page.waitForEvent("filechooser"),
        keyboard.press("Space"),
      ]);
      await chooser.setFiles(files);
    },
  };
  return hands;
}
