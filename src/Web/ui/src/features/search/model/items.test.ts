import { expect, it } from 'vitest';
import type { Scope } from '@/api/types';
import { paletteItems } from './items';

const scope = (key: string, kind: Scope['kind'], name: string) => ({ key, kind, name }) as Scope;
const words = (names: readonly string[]) => names.map((name) => (name === 'unattributed' ? 'No team' : name));
const pages = [{ label: 'Overview', address: '/' }, { label: 'Anomalies', address: '/anomalies' }];

it('lists pages, then teams before what lies below them', () => {
  const items = paletteItems([scope('resource:a/b/gpu', 'resource', 'gpu'), scope('team:a', 'team', 'a'), scope('org', 'organization', 'org')], pages, '', words);
  expect(items.map((item) => item.label)).toEqual(['Overview', 'Anomalies', 'a', 'gpu']);
  expect(items.at(-1)).toMatchObject({ path: 'a / b', address: '/t/a/b/gpu' });
});

it('keeps only pages that are meant', () => {
  expect(paletteItems([], pages, 'ANOM', words).map((item) => item.address)).toEqual(['/anomalies']);
});

it('names scopes in words', () => {
  expect(paletteItems([scope('team:unattributed', 'team', 'unattributed')], [], '', words).map((item) => item.label)).toEqual(['No team']);
});
