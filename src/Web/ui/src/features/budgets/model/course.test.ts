import { expect, it } from 'vitest';
import type { Budget } from '../api/types';
import { courseWindow } from './course';

const now = Date.parse('2026-11-22T09:30:00Z');
const period = (from: string, to: string | null) => ({ status: { from, to } }) as unknown as Budget;

it('asks for days of a month up to the one that is filling', () => {
  expect(courseWindow(period('2026-11-01T00:00:00Z', '2026-12-01T00:00:00Z'), now)).toMatchObject({ from: '2026-11-01T00:00:00.000Z', to: '2026-11-23T00:00:00.000Z', granularity: 'day' });
});

it('asks for hours of a day and of a short total, an open one up to now', () => {
  expect(courseWindow(period('2026-11-22T00:00:00Z', '2026-11-23T00:00:00Z'), now)).toMatchObject({ to: '2026-11-22T10:00:00.000Z', granularity: 'hour' });
  expect(courseWindow(period('2026-11-20T06:00:00Z', null), now)).toMatchObject({ from: '2026-11-20T06:00:00.000Z', granularity: 'hour' });
});

it('asks for one bucket of a period that has only begun or is still ahead', () => {
  expect(courseWindow(period('2026-11-25T00:00:00Z', '2026-11-26T00:00:00Z'), now)).toMatchObject({ from: '2026-11-25T00:00:00.000Z', to: '2026-11-25T01:00:00.000Z' });
});
