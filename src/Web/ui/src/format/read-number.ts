/** Reads a number as people type it: 12,000 · -0.5 · ₩1,200,000. Null when it is none. */
export function readNumber(text: string): number | null {
  const plain = plainNumber(text);
  return /^[+-]?\d+(\.\d+)?$/.test(plain) && Number.isFinite(Number(plain)) ? Number(plain) : null;
}

/** The digits of a number as people type it, with nothing rounded. */
export function plainNumber(text: string): string {
  return text.replace(/[\s,_₩$€£¥]/g, '').replace(/^[−–]/, '-');
}
