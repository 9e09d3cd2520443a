import { work } from "../../work.mjs";

chrome.runtime.onMessage.addListener((message, sender, respond) => {
  work().then(respond, (error) => respond(String(error)));
  return true;
});
