import { expect, it } from 'vitest';
import { clientExample, clients } from './client-example';

const input = { origin: 'http://host:5080', id: 'prompt 7', budgetId: 'exp-prompt 7' };

it.each(clients)('the example for %s names the experiment in usage, reports and ends it', (client) => {
  const text = clientExample(client, input);
  expect(text).toContain('http://host:5080/api/v1');
  expect(text).toContain('/usage');
  expect(text).toContain('"prompt 7"');
  expect(text).toContain('/experiments/prompt%207/metrics');
  expect(text).toContain('/experiments/prompt%207/end');
  expect(text).toContain('/budgets/exp-prompt%207/reservations');
});

it.each(clients)('the example for %s leaves reservations out where there is no cap', (client) => {
  const text = clientExample(client, { ...input, budgetId: null });
  expect(text).not.toContain('reservations');
  expect(text).not.toMatch(/null|undefined/);
  expect(text.split('\n').length).toBeLessThanOrEqual(20);
});
