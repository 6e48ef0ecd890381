const STORED = 'finopsai.shortcuts';

export function areShortcutsOn(): boolean {
  return localStorage.getItem(STORED) !== 'off';
}

export function setShortcuts(on: boolean): void {
  if (on) localStorage.removeItem(STORED);
  else localStorage.setItem(STORED, 'off');
}

/** True where a letter belongs to what somebody types or chooses. */
export function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.closest('input:not([type="checkbox"]), textarea, select, [role="menu"], [role="listbox"], [role="dialog"]') !== null);
}
