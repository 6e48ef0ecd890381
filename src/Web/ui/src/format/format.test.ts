import { describe, expect, it } from 'vitest';
import { createFormat } from './format';

const en = createFormat('en', 'USD', 'Asia/Seoul');
const ko = createFormat('ko', 'KRW', 'Asia/Seoul');
const koUsd = createFormat('ko', 'USD', 'Asia/Seoul');

describe('money', () => {
  it('is short in the units of the reader', () => {
    expect(ko.money(123_456_789)).toBe('₩1.23억');
    expect(ko.money(12_345)).toBe('₩1.23만');
    expect(ko.money(1_200_000_000_000)).toBe('₩1.2조');
    expect(en.money(1_234_567)).toBe('$1.23M');
    expect(en.money(45_678)).toBe('$45.7K');
  });

  it('is plain below ten thousand, where 5.4천 would read oddly', () => {
    expect(ko.money(5_432)).toBe('₩5,432');
    expect(en.money(5_432.1)).toBe('$5,432');
    expect(en.money(543.216)).toBe('$543.22');
  });

  it('groups what stands before the unit', () => {
    expect(ko.money(99_995_000)).toBe('₩1억');
    expect(ko.money(99_940_000)).toBe('₩9,994만');
  });

  it('keeps the leading digits of a small amount', () => {
    expect(ko.money(0.0421)).toBe('₩0.0421');
    expect(en.money(0.00042)).toBe('$0.00042');
    expect(en.money(0)).toBe('$0.00');
  });

  it('shows dollars with one sign in Korean, too', () => {
    expect(koUsd.money(1_234.5)).toBe('$1,235');
    expect(koUsd.money(123_456)).toBe('$12.3만');
  });

  it('is exact where asked', () => {
    expect(en.moneyExact(1_234_567.891)).toBe('$1,234,567.89');
    expect(ko.moneyExact(1_234_567.891)).toBe('₩1,234,568');
  });

  it('signs a difference, but not zero', () => {
    expect(en.moneyDelta(12)).toBe('+$12.00');
    expect(en.moneyDelta(-12)).toBe('-$12.00');
    expect(en.moneyDelta(0)).toBe('$0.00');
  });

  it('writes a narrow range in full rather than as one figure', () => {
    expect(en.moneyRange(34_510, 34_540)).toMatch(/34,510\.00.*34,540\.00/);
  });

  it('writes the ticks of one axis in one manner', () => {
    expect([0, 500, 2_500].map((tick) => en.moneyAxis(tick, 2_500))).toEqual(['$0', '$500', '$2,500']);
    expect([0, 5_000, 20_000].map((tick) => ko.moneyAxis(tick, 20_000))).toEqual(['₩0', '₩5천', '₩2만']);
    expect([0, 0.5, 1].map((tick) => en.moneyAxis(tick, 1))).toEqual(['$0', '$0.5', '$1']);
  });

  it('writes a range with one unit', () => {
    expect(ko.moneyRange(120_000_000, 180_000_000)).toBe('₩1.2~1.8억');
    expect(en.moneyRange(12_000, 18_000)).toMatch(/^\$12K?\s?–\s?\$?18K$/);
  });
});

describe('quantities', () => {
  it('are short', () => {
    expect(en.count(1_234_567)).toBe('1.23M');
    expect(ko.count(1_234_567)).toBe('123만');
    expect(ko.count(123_456_789)).toBe('1.23억');
    expect(en.count(0.5)).toBe('0.5');
  });

  it('change in percent with a sign', () => {
    expect(en.percentDelta(0.123)).toBe('+12%');
    expect(en.percentDelta(-0.012)).toBe('-1.2%');
    expect(en.percentDelta(0)).toBe('0%');
  });
});

describe('time', () => {
  const instant = '2026-11-21T23:30:05Z';

  it('is told in the given zone on a 24-hour clock', () => {
    expect(en.time(instant)).toBe('08:30');
    expect(en.time(instant, true)).toBe('08:30:05');
    expect(ko.dateTime(instant)).toBe('11월 22일 08:30');
  });

  it('keeps days in UTC, as the server cuts them', () => {
    expect(en.day(instant)).toBe('Nov 21');
    expect(ko.day(instant)).toBe('11월 21일');
    expect(en.bucket('2026-11-21T00:00:00Z', 'day')).toBe('Sat, Nov 21');
  });

  it('names the day at midnight of an axis, the hour elsewhere', () => {
    expect(en.axis(Date.parse('2026-11-21T15:00:00Z'), 'hour')).toBe('11/22');
    expect(en.axis(Date.parse('2026-11-21T18:00:00Z'), 'hour')).toBe('03:00');
    expect(en.axis(Date.parse('2026-11-21T00:00:00Z'), 'day')).toBe('11/21');
  });

  it('tells how long ago, and never in the future', () => {
    const now = Date.parse(instant);
    expect(en.ago(now - 5 * 60_000, now)).toBe('5 min. ago');
    expect(ko.ago(now - 3 * 3_600_000, now)).toBe('3시간 전');
    expect(ko.ago(now + 60_000, now)).toBe(ko.ago(now, now));
  });

  it('tells a span coarsely', () => {
    expect(en.duration(90 * 60_000)).toBe('90 minutes');
    expect(ko.duration(26 * 3_600_000)).toBe('26시간');
    expect(en.duration(72 * 3_600_000)).toBe('3 days');
  });
});
