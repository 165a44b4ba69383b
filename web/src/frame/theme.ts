/** Which of the two looks the person wants; the system's is the default. */
export type Theme = 'system' | 'light' | 'dark';

const KEY = 'usher-theme';
const DARK_CLASS = 'pf-v6-theme-dark';

const systemIsDark = window.matchMedia('(prefers-color-scheme: dark)');
const listeners = new Set<() => void>();

export function theme(): Theme {
  const kept = localStorage.getItem(KEY);
  return kept === 'light' || kept === 'dark' ? kept : 'system';
}

export function setTheme(wanted: Theme): void {
  localStorage.setItem(KEY, wanted);
  apply();
  listeners.forEach((listener) => listener());
}

export function onTheme(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Puts the look on the page and follows the system from now on. */
export function beginTheme(): void {
  apply();
  systemIsDark.addEventListener('change', apply);
  // Another tab of ours was switched.
  window.addEventListener('storage', (event) => event.key === KEY && apply());
}

function apply(): void {
  const wanted = theme();
  const dark = wanted === 'dark' || (wanted === 'system' && systemIsDark.matches);
  document.documentElement.classList.toggle(DARK_CLASS, dark);
  document.documentElement.style.colorScheme = dark ? 'dark' : 'light';
}
