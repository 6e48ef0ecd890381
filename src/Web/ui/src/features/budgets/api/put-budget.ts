import { request } from '@/api/client';

/** Sets a scope's budget; null removes it. */
export async function putBudget(scope: string, amount: number | null): Promise<void> {
  if (amount === null) await request('delete', '/api/v1/budgets', { query: { scope } });
  else await request('put', '/api/v1/budgets', { query: { scope }, body: { monthlyAmount: amount } });
}
