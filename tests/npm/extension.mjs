// Chromium with an unpacked extension and a way to press its toolbar button, which alone grants
// `activeTab`.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { arguments_, executable } from "./browser.mjs";

export async function launchWithExtension(folder) {
  const profile = mkdtempSync(join(tmpdir(), "tokenfare-profile-"));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: executable(),
    headless: true,
    viewport: { width: 1000, height: 700 },
    ignoreDefaultArgs: ["--disable-extensions"],
    args: [...arguments_, "--enable-unsafe-extension-debugging"],
  });
  const browser = await context.browser().newBrowserCDPSession();
  const { id } = await browser.send("Extensions.loadUnpacked", { path: folder });

  const targets = async (type) => (await browser.send("Target.getTargets", { filter: [{ type }] })).targetInfos;
  const until = async (look) => {
    for (const end = Date.now() + 15_000; Date.now() < end; await new Promise((done) => setTimeout(done, 50))) {
      const found = await look();
      if (found) return found;
    }
    throw new Error(`waited in vain for ${look}`);
  };

  return {
    id,
    context,
    until,
    /** Presses the button while the tab with this address is in front, and returns the popup. */
    async press(url) {
      const tab = await until(async () => (await targets("tab")).find((target) => target.url === url));
      await browser.send("Extensions.triggerAction", { id, targetId: tab.targetId });
      const popup = await until(async () => (await targets("page")).find((target) => target.url.startsWith(`chrome-extension://${id}/`)));
      return attached(browser, popup.targetId);
    },
    /** Stops the service worker at once, as Chromium does when it is idle. */
    async putToSleep() {
      for (const worker of await targets("service_worker")) await browser.send("Target.closeTarget", { targetId: worker.targetId });
      await until(async () => (await targets("service_worker")).length === 0);
    },
    async close() {
      await context.close();
      rmSync(profile, { recursive: true, maxRetries: 5 });
    },
  };
}

/** Talks to a popup directly, because Playwright does not support popups. */
async function attached(browser, targetId) {
  const { sessionId } = await browser.send("Target.attachToTarget", { targetId, flatten: false });
  const waiting = new Map();
  let last = 0;
  const listen = ({ sessionId: from, message }) => {
    const { id, result, error } = JSON.parse(message);
    if (from !== sessionId || !waiting.has(id)) return;
    const { done, failed } = waiting.get(id);
    waiting.delete(id);
    if (error) failed(new Error(error.message));
    else done(result);
  };
  browser.on("Target.receivedMessageFromTarget", listen);
  const send = (method, params = {}) =>
    new Promise((done, failed) => {
      waiting.set(++last, { done, failed });
      browser.send("Target.sendMessageToTarget", { sessionId, message: JSON.stringify({ id: last, method, params }) }).catch(failed);
    });
  const popup = {
    send,
    async evaluate(work, ...words) {
      const expression = `(${work})(...${JSON.stringify(words)})`;
      const { result, exceptionDetails } = await send("Runtime.evaluate", { expression, awaitPromise: true, returnByValue: true });
      if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
      return result.value;
    },
    async screenshot(path) {
      const { data } = await send("Page.captureScreenshot", { captureBeyondViewport: true });
      writeFileSync(path, Buffer.from(data, "base64"));
    },
    async close() {
      browser.off("Target.receivedMessageFromTarget", listen);
      // It may have closed already, as popups do when their tab closes.
      await browser.send("Target.closeTarget", { targetId }).catch((error) => {
        if (!error.message.includes("No target")) throw error;
      });
    },
  };
  await popup.evaluate(
    () => new Promise((done) => (document.readyState === "complete" ? done() : addEventListener("load", done))),
  );
  return popup;
}
