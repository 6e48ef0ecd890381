/** The only place that makes text of numbers and times. Amounts are in one currency, given once. */
export type Language = 'en' | 'ko';

export const locales: Record<Language, string> = { en: 'en-US', ko: 'ko-KR' };

export type BucketLength = 'minute' | 'hour' | 'day';

export interface Format {
  language: Language;
  currency: string;
  /** Short: for cards, axes and sentences. */
  money(value: number): string;
  /** A tick of an axis that goes up to `peak`: all ticks in one manner. */
  moneyAxis(value: number, peak: number): string;
  /** In full: for tables, tooltips and exports. */
  moneyExact(value: number): string;
  /** A price of something small: four leading digits at the most, so that 0.0421 and 0.0425 differ. */
  moneyFine(value: number): string;
  /** An exchange rate: six leading digits at the most. */
  rate(value: number): string;
  /** What a currency is called, by its ISO 4217 code. */
  currencyName(code: string): string;
  /** A difference, with its sign. */
  moneyDelta(value: number): string;
  /** A difference in full, with its sign: for parts that the reader may add up. */
  moneyDeltaExact(value: number): string;
  /** Both ends, as short as possible. */
  moneyRange(from: number, to: number): string;
  /** A ratio as a percentage: 0.123 is 12.3 %. */
  percent(value: number, digits?: number): string;
  /** A change of a ratio, with its sign. */
  percentDelta(value: number): string;
  /** A difference of two ratios in percentage points, without their name: +2.1. */
  pointsDelta(value: number): string;
  /** A quantity, short. */
  count(value: number): string;
  /** A quantity in full. */
  countExact(value: number): string;
  time(instant: string | number, seconds?: boolean): string;
  dateTime(instant: string | number): string;
  /** A day of the reader's zone, with its year. */
  date(instant: string | number): string;
  /** A UTC day. */
  day(instant: string | number): string;
  /** A UTC month. */
  month(instant: string | number): string;
  /** The first moment of a bucket: days are UTC days, shorter ones are told in the reader's zone. */
  bucket(instant: string | number, length: BucketLength): string;
  /** A tick of a time axis. */
  axis(instant: number, length: BucketLength): string;
  ago(instant: string | number, now: number): string;
  /** A span of time in words, coarse. */
  duration(milliseconds: number): string;
  /** Several things in one phrase, any one of them meant. */
  anyOf(items: readonly string[]): string;
  zone: string;
}

const cache = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat | Intl.RelativeTimeFormat>();

function cached<T extends Intl.NumberFormat | Intl.DateTimeFormat | Intl.RelativeTimeFormat>(key: string, make: () => T): T {
  let found = cache.get(key) as T | undefined;
  if (found === undefined) cache.set(key, (found = make()));
  return found;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export function createFormat(language: Language, currency: string, timeZone: string): Format {
  const locale = locales[language];
  const number = (options: Intl.NumberFormatOptions) =>
    cached(`n|${locale}|${JSON.stringify(options)}`, () => new Intl.NumberFormat(locale, options));
  const date = (options: Intl.DateTimeFormatOptions) =>
    cached(`d|${locale}|${JSON.stringify(options)}`, () => new Intl.DateTimeFormat(locale, { hourCycle: 'h23', ...options }));

  const unit: Intl.NumberFormatOptions = { style: 'currency', currency, currencyDisplay: 'narrowSymbol' };
  const decimals = new Intl.NumberFormat(locale, unit).resolvedOptions().maximumFractionDigits ?? 2;

  // The currency's own decimals hide a price of 0.0421; a small amount keeps its leading digits instead.
  const full = (size: number): Intl.NumberFormatOptions =>
    size > 0 && size < (decimals === 0 ? 10 : 0.1) ? { ...unit, maximumSignificantDigits: 3 } : unit;
  // Below 10,000 the compact form reads oddly in Korean (5.4천), so the plain one is used in both languages.
  const short = (size: number): Intl.NumberFormatOptions => {
    if (size < 10_000) return size >= 1_000 ? { ...unit, maximumFractionDigits: 0 } : full(size);
    return { ...unit, notation: 'compact', useGrouping: 'always' as never, minimumFractionDigits: 0, ...compactDigits(size) };
  };
  const compactDigits = (size: number): Intl.NumberFormatOptions =>
    language === 'ko' ? { maximumFractionDigits: koreanLead(size) >= 100 ? 0 : koreanLead(size) >= 10 ? 1 : 2 } : { maximumSignificantDigits: 3 };

  const quantity = (size: number): Intl.NumberFormatOptions => {
    if (size < 10_000) return { maximumFractionDigits: size < 100 ? 1 : 0 };
    return { notation: 'compact', useGrouping: 'always' as never, minimumFractionDigits: 0, ...compactDigits(size) };
  };

  const ms = (instant: string | number) => (typeof instant === 'number' ? instant : Date.parse(instant));
  const utcDay: Intl.DateTimeFormatOptions = { month: language === 'ko' ? 'long' : 'short', day: 'numeric', timeZone: 'UTC' };
  const clock: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit', timeZone };
  const moment: Intl.DateTimeFormatOptions = { month: language === 'ko' ? 'long' : 'short', day: 'numeric', ...clock };

  return {
    language,
    currency,
    money: (value) => number(short(Math.abs(value))).format(value),
    moneyAxis: (value, peak) => {
      const options = short(Math.max(peak, Math.abs(value)));
      return number(options.notation === 'compact' || peak < 5 ? { ...options, minimumFractionDigits: 0 } : { ...unit, maximumFractionDigits: 0 }).format(value);
    },
    moneyExact: (value) => number(full(Math.abs(value))).format(value),
    moneyFine: (value) => number(Math.abs(value) < 10 ? { ...unit, maximumSignificantDigits: 4 } : unit).format(value),
    rate: (value) => number({ maximumSignificantDigits: 6 }).format(value),
    currencyName: (code) => new Intl.DisplayNames(locale, { type: 'currency' }).of(code) ?? code,
    moneyDelta: (value) => number({ ...short(Math.abs(value)), signDisplay: 'exceptZero' }).format(value),
    moneyDeltaExact: (value) => number({ ...unit, signDisplay: 'exceptZero' }).format(value),
    moneyRange: (from, to) => {
      const options = short(Math.max(Math.abs(from), Math.abs(to)));
      // Two ends that look the same would be no range: then in full.
      const isNarrow = from !== to && number(options).format(from) === number(options).format(to);
      return number(isNarrow ? unit : options).formatRange(from, to);
    },
    percent: (value, digits = 0) => number({ style: 'percent', maximumFractionDigits: digits }).format(value),
    percentDelta: (value) => number({ style: 'percent', maximumFractionDigits: Math.abs(value) < 0.1 ? 1 : 0, signDisplay: 'exceptZero' }).format(value),
    pointsDelta: (value) => number({ maximumFractionDigits: 1, minimumFractionDigits: 1, signDisplay: 'exceptZero' }).format(value * 100),
    count: (value) => number(quantity(Math.abs(value))).format(value),
    countExact: (value) => number({ maximumFractionDigits: 2 }).format(value),
    time: (instant, seconds = false) => date(seconds ? { ...clock, second: '2-digit' } : clock).format(ms(instant)),
    dateTime: (instant) => date(moment).format(ms(instant)),
    date: (instant) => date({ year: 'numeric', month: language === 'ko' ? 'long' : 'short', day: 'numeric', timeZone }).format(ms(instant)),
    day: (instant) => date(utcDay).format(ms(instant)),
    month: (instant) => date({ year: 'numeric', month: language === 'ko' ? 'long' : 'short', timeZone: 'UTC' }).format(ms(instant)),
    bucket: (instant, length) => (length === 'day' ? date({ ...utcDay, weekday: 'short' }) : date(moment)).format(ms(instant)),
    axis: (instant, length) => {
      if (length === 'day') return date({ month: 'numeric', day: 'numeric', timeZone: 'UTC' }).format(instant);
      const text = date(clock).format(instant);
      // Midnight names the day that begins.
      return text === '00:00' ? date({ month: 'numeric', day: 'numeric', timeZone }).format(instant) : text;
    },
    ago: (instant, now) => {
      const relative = cached(`r|${locale}`, () => new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: 'short' }));
      const past = Math.max(0, now - ms(instant));
      if (past < HOUR) return relative.format(-Math.floor(past / MINUTE), 'minute');
      return past < DAY ? relative.format(-Math.floor(past / HOUR), 'hour') : relative.format(-Math.floor(past / DAY), 'day');
    },
    duration: (milliseconds) => {
      const named = (value: number, of: 'minute' | 'hour' | 'day') =>
        number({ style: 'unit', unit: of, unitDisplay: 'long', maximumFractionDigits: 0 }).format(value);
      if (milliseconds < 2 * HOUR) return named(Math.max(1, Math.round(milliseconds / MINUTE)), 'minute');
      return milliseconds < 2 * DAY ? named(Math.round(milliseconds / HOUR), 'hour') : named(Math.round(milliseconds / DAY), 'day');
    },
    anyOf: (items) => new Intl.ListFormat(locale, { type: 'disjunction' }).format(items),
    zone: timeZone,
  };
}

/** The figure before the Korean unit: 1,234 for 1,234만. */
function koreanLead(size: number): number {
  const power = size >= 1e12 ? 1e12 : size >= 1e8 ? 1e8 : 1e4;
  return size / power;
}

export function browserZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** Every time zone that the browser knows, by its IANA name. */
export function timeZones(): string[] {
  return [...new Set([browserZone(), ...Intl.supportedValuesOf('timeZone'), 'UTC'])];
}

/** Natural order for names: gpu-2 before gpu-10. */
export function compareNames(language: Language): (a: string, b: string) => number {
  return new Intl.Collator(locales[language], { numeric: true }).compare;
}
