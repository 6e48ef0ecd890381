/** Ready-made calls of the reservation API: before spending, and after. */
export type ReservationCall = 'reserve' | 'settle' | 'release';

export const reservationCalls = ['reserve', 'settle', 'release'] as const satisfies readonly ReservationCall[];

const KEY = 'job-4711';

/** @param amount What is about to be spent, in the server's reporting currency. */
export function reservationCommand(call: ReservationCall, origin: string, budget: string, amount: number): string {
  const address = `${origin}/api/v1/budgets/${encodeURIComponent(budget)}/reservations`;
  const send = (method: string, path: string, body: object) =>
    `curl -X ${method} ${path} \\\n  -H 'Content-Type: application/json' \\\n  -d '${JSON.stringify(body)}'`;
  if (call === 'reserve') return send('POST', address, { key: KEY, amount, ttl: 'PT10M' });
  return call === 'settle' ? send('PUT', `${address}/${KEY}`, { amount: Math.round(amount * 80) / 100 }) : `curl -X DELETE ${address}/${KEY}`;
}
