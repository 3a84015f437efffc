/** Which of light and dark the interface shows, as the person chose it. The colours themselves are in tokens.css. */
export type ThemeChoice = 'system' | 'light' | 'dark';

const KEY = 'joinery.theme';

const isThemeChoice = (text: string | null): text is ThemeChoice =>
  text === 'system' || text === 'light' || text === 'dark';

/** The choice kept in this browser; `system` when there is none or storage is closed to us. */
export function keptTheme(): ThemeChoice {
  try {
    const kept = localStorage.getItem(KEY);
    return isThemeChoice(kept) ? kept : 'system';
  } catch {
    return 'system';
  }
}

/** Shows a theme now. */
export function showTheme(choice: ThemeChoice): void {
  if (choice === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = choice;
}

/** Shows a theme now and after the next reload. */
export function keepTheme(choice: ThemeChoice): void {
  showTheme(choice);
  try {
    localStorage.setItem(KEY, choice);
  } catch {
    // Private windows may refuse storage: the choice then lasts as long as the tab.
  }
}
