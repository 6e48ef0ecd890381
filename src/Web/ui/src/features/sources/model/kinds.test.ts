import { describe, expect, it } from 'vitest';
import type { SourceKind } from '@/api/types';
import { providerOf } from '@/format/provider-of';
import { groupKinds } from './kinds';

const kind = (name: string, en: string, ko = '종류') =>
  ({ kind: name, title: { en, ko }, description: { en: `Reads ${en}.`, ko: '읽습니다.' }, settings: [] }) as unknown as SourceKind;
const byName = (a: string, b: string) => a.localeCompare(b);
const kinds = [kind('openai.usage', 'OpenAI usage', 'OpenAI 사용량'), kind('openai.costs', 'OpenAI costs', 'OpenAI 비용'), kind('aws.cur', 'Data Exports')];
const found = (search: string) => groupKinds(kinds, search, 'en', byName).map((group) => [group.provider, group.kinds.map((one) => one.kind)]);

describe('groupKinds', () => {
  it('puts kinds under their providers, both by name', () => {
    expect(found('')).toEqual([['AWS', ['aws.cur']], ['OpenAI', ['openai.costs', 'openai.usage']]]);
  });

  it('finds every word in any order, in either language, and in the provider', () => {
    expect(found('usage OPENAI')).toEqual([['OpenAI', ['openai.usage']]]);
    expect(found('비용')).toEqual([['OpenAI', ['openai.costs']]]);
    expect(found('aws')).toEqual([['AWS', ['aws.cur']]]);
    expect(found('openai aws')).toEqual([]);
  });
});

it('names a provider that is not known by its kind', () => {
  expect(providerOf('naver.billing')).toBe('Naver Cloud');
  expect(providerOf('somebody.else')).toBe('Somebody');
});
