const STORED = 'finopsai.shortcuts';

export function areShortcutsOn(): boolean {
  return localStorage.getItem(STORED) !== 'off';
}

export function setShortcuts(on: boolean): void {
  if (on) localStorage.removeItem(STORED);
  else localStorage.setItem(STORED, 'off');
}
