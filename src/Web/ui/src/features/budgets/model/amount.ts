/** Reads an amount as people type it: 12,000 · 12000.50 · ₩1,200,000. Null when it is not above zero. */
export function readAmount(text: string): number | null {
  const plain = text.replace(/[\s,_₩$€£¥]/g, '');
  if (!/^\d+(\.\d+)?$/.test(plain)) return null;
  const value = Number(plain);
  return value > 0 && Number.isFinite(value) ? value : null;
}
