/** Pages that one does not return to after signing in. */
const doors = ['/sign-in', '/setup'];

/** Where to go after signing in: only ever a page of this site, whatever the address says. */
export function safeReturn(text: string | null): string | null {
  // Browsers read `//` and `/\` as the start of another site's address, and drop control characters before they look.
  if (text === null || !/^\/(?![/\\])[\x21-\x7e]*$/.test(text)) return null;
  const [path] = text.split(/[?#]/, 1);
  return doors.includes(path!) ? null : text;
}

/** The sign-in page that leads back to where the reader was. */
export function signInAddress(here: { pathname: string; search: string; hash: string }): string {
  const back = safeReturn(here.pathname + here.search + here.hash);
  return back === null || back === '/' ? '/sign-in' : `/sign-in?returnTo=${encodeURIComponent(back)}`;
}
