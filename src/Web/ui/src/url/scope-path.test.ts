import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contains, escapeName, scopeAddress, scopeKey, scopeNames, scopeWords } from './scope-path';

const name = fc.string({ unit: 'grapheme', minLength: 1 }).filter((text) => text.trim() !== '');

describe('scope keys', () => {
  it('survive the way there and back for every name', () => {
    fc.assert(fc.property(fc.array(name, { maxLength: 3 }), (names) => {
      expect(scopeNames(scopeKey(names))).toEqual(names);
    }));
  });

  it('are written as the server writes them', () => {
    expect(scopeKey([])).toBe('org');
    expect(scopeKey(['search'])).toBe('team:search');
    expect(scopeKey(['search', 'chat (eu)', 'arn:aws:x/y'])).toBe('resource:search/chat%20%28eu%29/arn%3Aaws%3Ax%2Fy');
    expect(escapeName("!'()*-._~")).toBe('%21%27%28%29%2A-._~');
  });

  it.each(['', 'team:', 'team:a/b', 'project:a', 'planet:x', 'team:%E0%A4%A', 'resource:a/b/c/d'])('refuse %j', (key) => {
    expect(scopeNames(key)).toBeNull();
  });
});

it('levels that nobody is named for have words of their own', () => {
  const without = ['no team', 'no project', 'no resource'] as const;
  expect(scopeWords(['unattributed'], without)).toEqual(['no team']);
  expect(scopeWords(['search', 'unattributed', 'unattributed'], without)).toEqual(['search', 'no project', 'no resource']);
  expect(scopeWords([], without)).toEqual([]);
});

it('addresses keep one segment per name', () => {
  expect(scopeAddress('org')).toBe('/org');
  expect(scopeAddress(scopeKey(['a', 'b/c']))).toBe('/t/a/b%2Fc');
});

describe('contains', () => {
  it('holds for a scope and what lies below it', () => {
    expect(contains('org', 'resource:a/b/c')).toBe(true);
    expect(contains('team:a', 'project:a/b')).toBe(true);
    expect(contains('team:a', 'team:a')).toBe(true);
  });

  it('does not take a longer name for a deeper scope', () => {
    expect(contains('team:a', 'team:ab')).toBe(false);
    expect(contains('project:a/b', 'team:a')).toBe(false);
  });
});
