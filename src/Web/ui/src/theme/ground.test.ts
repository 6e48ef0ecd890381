import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { tokens, type Scheme } from './tokens';

describe('the ground that is drawn before any code', () => {
  const page = readFileSync(new URL('../../index.html', import.meta.url), 'utf8');
  const rules: Record<Scheme, RegExp> = { light: /\n *#ground \{ (--[^}]+)\}/, dark: /\[data-scheme='dark'\] #ground \{ ([^}]+)\}/ };

  it.each(['light', 'dark'] as const)('has the colours of the %s scheme', (scheme) => {
    const colours = Object.fromEntries([...rules[scheme].exec(page)![1]!.matchAll(/--(\w+): (#\w+);/g)].map(([, name, colour]) => [name, colour]));
    const { canvas, surface, border, text } = tokens[scheme];
    expect(colours).toEqual({ canvas, surface, border, text });
  });
});
