/** Paper is light: a dark page is printed with the light scheme and turned back afterwards. */
export function printInLight(): void {
  const root = document.documentElement;
  let before: string | undefined;
  window.addEventListener('beforeprint', () => {
    before = root.dataset['scheme'];
    root.dataset['scheme'] = 'light';
  });
  window.addEventListener('afterprint', () => {
    if (before !== undefined) root.dataset['scheme'] = before;
  });
}
