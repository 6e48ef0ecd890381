import { describe, expect, it } from 'vitest';
import type { Route } from '../api/types';
import { draftOf, newRoute, routeFaults, routeRequest, weekdays } from './route-form';

const zones = ['Asia/Seoul', 'UTC'];
const route = {
  name: 'Nights', scope: { key: 'team:search' }, kinds: ['incident'], minSeverity: 'high', channels: ['mail'], role: null, isEscalation: true, isPaused: false,
  quiet: { from: '22:00', to: '07:00', timeZone: 'Asia/Seoul', days: ['sunday', 'saturday'], criticalBreaksThrough: false },
} as unknown as Route;

describe('the form of a route', () => {
  it('needs a name, a scope, and somewhere to lead', () => {
    expect(routeFaults({ ...newRoute('UTC'), scope: null }, zones)).toEqual({ name: 'name', scope: 'scope', channels: 'channels' });
    expect(routeFaults({ ...newRoute('UTC'), name: 'All', role: 'finops' }, zones)).toEqual({});
  });

  it('asks for quiet hours only when they are wanted', () => {
    const draft = { ...newRoute('Mars/Base'), name: 'All', channels: ['mail'], from: '25:00', to: '', days: [...weekdays] };
    expect(routeFaults(draft, zones)).toEqual({});
    expect(routeFaults({ ...draft, isQuiet: true }, zones)).toEqual({ from: 'time', to: 'time', timeZone: 'zone', days: 'days' });
  });

  it('sends a saved route as it came', () => {
    expect(routeRequest(draftOf(route, 'UTC'))).toEqual({
      id: null, name: 'Nights', scope: 'team:search', kinds: ['incident'], minSeverity: 'high', channels: ['mail'], role: null, isEscalation: true, isPaused: false,
      quiet: { from: '22:00', to: '07:00', timeZone: 'Asia/Seoul', days: ['saturday', 'sunday'], criticalBreaksThrough: false },
    });
    expect(routeRequest({ ...draftOf(route, 'UTC'), isQuiet: false }).quiet).toBeNull();
  });
});
