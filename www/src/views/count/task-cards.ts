/** What the page can do, as cards that open a filled example. */
import { html, type TemplateResult } from "lit";
import { presets } from "../../state/presets.js";
import { store } from "../../state/page-state.js";

interface Task {
  title: string;
  text: string;
  open: () => void;
}

const preset = (name: string, budget?: number) => (): void => {
  const found = presets.find((each) => each.name === name)?.scenario();
  if (!found) return;
  store.set({
    view: "project",
    scenario: budget === undefined ? found : { ...found, budget: { monthly: budget } },
  });
};

export function taskCards(tryText: () => void): TemplateResult {
  const tasks: readonly Task[] = [
    {
      title: "A text or a file",
      text: "Count its tokens and see what it costs. Paste it below, or try an example.",
      open: tryText,
    },
    {
      title: "A chatbot or an agent",
      text: "Turns, tools and caching, for a day or a year.",
      open: preset("Support chatbot"),
    },
    {
      title: "Photos or audio",
      text: "10,000 photos once, or an hour of meetings a day.",
      open: preset("10,000 photos, once"),
    },
    {
      title: "A yearly budget",
      text: "What to expect, what to plan with, and the chance of going over.",
      open: preset("Support chatbot", 500),
    },
    {
      title: "A usage log",
      text: "What was really spent, why, and whether the bill matches.",
      open: () => store.set({ view: "usage" }),
    },
  ];
  return html`<ul class="task-cards" aria-label="What do you want to know?">
    ${tasks.map(
      ({ title, text, open }) =>
        html`<li>
          <button class="task-card" @click=${open}>
            <strong>${title}</strong><span class="small soft">${text}</span>
          </button>
        </li>`,
    )}
  </ul>`;
}
