import { expect, it } from 'vitest';
import { reservationCommand } from './commands';

it('writes calls that can be pasted into a terminal, one key for all three', () => {
  const at = (call: 'reserve' | 'settle' | 'release') => reservationCommand(call, 'http://host:5080', 'gpu 1', 2.5);
  expect(at('reserve')).toContain("curl -X POST http://host:5080/api/v1/budgets/gpu%201/reservations \\\n");
  expect(at('reserve')).toContain('{"key":"job-4711","amount":2.5,"ttl":"PT10M"}');
  expect(at('settle')).toContain('curl -X PUT http://host:5080/api/v1/budgets/gpu%201/reservations/job-4711 ');
  expect(at('settle')).toContain('{"amount":2}');
  expect(at('release')).toBe('curl -X DELETE http://host:5080/api/v1/budgets/gpu%201/reservations/job-4711');
});
