/** The exports of a panel behind one button, so that they weigh less than its figures. */
import { html, type TemplateResult } from "lit";

export function exportMenu(
  label: string,
  actions: readonly (readonly [name: string, run: () => void])[],
): TemplateResult {
  return html`<details class="menu" @focusout=${leave} @keydown=${escape}>
    <summary class="button quiet">${label}</summary>
    <div class="menu-items">
      ${actions.map(
        ([name, run]) =>
          html`<button
            class="button quiet"
            @click=${(event: Event) => {
              close(event);
              run();
            }}
          >
            ${name}
          </button>`,
      )}
    </div>
  </details>`;
}

const menuOf = (event: Event): HTMLDetailsElement =>
  (event.target as HTMLElement).closest<HTMLDetailsElement>("details.menu")!;

function close(event: Event): void {
  const menu = menuOf(event);
  menu.open = false;
  menu.querySelector("summary")?.focus();
}

function escape(event: KeyboardEvent): void {
  if (event.key === "Escape" && menuOf(event).open) close(event);
}

/** Closes where the focus goes elsewhere. A press on what takes no focus leaves it open. */
function leave(event: FocusEvent): void {
  const menu = menuOf(event);
  if (event.relatedTarget && !menu.contains(event.relatedTarget as Node)) menu.open = false;
}
