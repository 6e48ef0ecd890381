import { describe, expect, it } from 'vitest';
import { contrast } from './contrast';
import { tokens, type Scheme } from './tokens';

const schemes: Scheme[] = ['light', 'dark'];

describe.each(schemes)('the %s scheme', (scheme) => {
  const t = tokens[scheme];
  const grounds = { canvas: t.canvas, surface: t.surface, raised: t.raised };

  it.each(Object.entries(grounds))('has readable text on %s', (_, ground) => {
    expect(contrast(t.text, ground)).toBeGreaterThanOrEqual(7);
    expect(contrast(t.secondary, ground)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(t.accent, ground)).toBeGreaterThanOrEqual(4.5);
  });

  it.each(Object.entries(t.severity))('tells %s apart on its own ground and on a card', (_, pair) => {
    expect(contrast(pair.fg, pair.soft)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(pair.fg, t.surface)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(t.text, pair.soft)).toBeGreaterThanOrEqual(7);
  });

  it('has a button whose label can be read', () => {
    expect(contrast(t.onAccent, t.accent)).toBeGreaterThanOrEqual(4.5);
  });

  it('has control borders and a focus ring of at least 3 to 1', () => {
    for (const ground of [t.canvas, t.surface]) {
      expect(contrast(t.control, ground)).toBeGreaterThanOrEqual(3);
      expect(contrast(t.focus, ground)).toBeGreaterThanOrEqual(3);
    }
  });

  it('has series lines that stand out from the surface and from the bands', () => {
    for (const colour of t.series) {
      expect(contrast(colour, t.surface)).toBeGreaterThanOrEqual(4.5);
    }
    for (const band of [t.bandInner, t.bandOuter, t.expected]) {
      expect(contrast(t.series[0]!, band)).toBeGreaterThanOrEqual(3);
    }
  });
});

it('computes the ratio of black on white', () => {
  expect(contrast('#000000', '#FFFFFF')).toBeCloseTo(21, 5);
});
