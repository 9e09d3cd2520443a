/** The theme: light, dark, or the system's. Stored in this browser only. */
const themes = ["system", "light", "dark"] as const;
type Theme = (typeof themes)[number];
const key = "tokenfare.theme";

function saved(): Theme {
  try {
    return themes.find((theme) => theme === localStorage.getItem(key)) ?? "system";
  } catch {
    return "system"; // Storage may be forbidden.
  }
}

let theme: Theme = saved();

export const currentTheme = (): Theme => theme;

export function applyTheme(): void {
  document.documentElement.dataset["theme"] = theme;
}

export function nextTheme(): void {
  theme = themes[(themes.indexOf(theme) + 1) % themes.length]!;
  applyTheme();
  try {
    localStorage.setItem(key, theme);
  } catch {
    // It then holds for this visit only.
  }
}
