// Before anything is drawn: the scheme that the reader chose, so that no page is white at first in the dark.
const chosen = localStorage.getItem('finopsai.scheme');
const isDark = chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
document.documentElement.dataset.scheme = isDark ? 'dark' : 'light';
