/** Runs in the head, before anything is drawn: applies the person's own choice of light or dark; the button in the bar changes it. */
const root = document.documentElement;
const key = 'rostra-theme';

const isDark = (): boolean =>
  root.dataset['bsTheme'] ? root.dataset['bsTheme'] === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;

try {
  const chosen = localStorage.getItem(key);
  if (chosen) root.dataset['bsTheme'] = chosen;
} catch {
  // storage is off: the system decides
}

document.addEventListener('click', (event) => {
  if (!(event.target instanceof Element) || !event.target.closest('[data-theme-switch]')) return;
  root.dataset['bsTheme'] = isDark() ? 'light' : 'dark';
  try {
    localStorage.setItem(key, root.dataset['bsTheme']);
  } catch {
    // holds until the next page
  }
});
