import { describe, expect, it } from 'vitest';
import type { Source, SourceKind, SourceSetting } from '@/api/types';
import { everyChoices, fieldOrder, settlesSettings, sourceDraft, sourceFaults, sourceRequest, testRequest, type SourceDraft } from './source-form';

const setting = (name: string, type: SourceSetting['type'], patch: Partial<SourceSetting> = {}): SourceSetting =>
  ({ name, type, label: { en: name, ko: name }, help: null, isRequired: false, default: null, choices: [], ...patch });
const kind = {
  kind: 'acme.usage', layer: 'spend', everySeconds: 900,
  settings: [
    setting('team', 'text'), setting('key', 'secret', { isRequired: true }), setting('second', 'secret'), setting('org', 'text', { isRequired: true }),
    setting('rate', 'number'), setting('grain', 'choice', { isRequired: true, default: 'day', choices: ['day', 'hour'] }),
    setting('settles', 'text'),
  ],
} as unknown as SourceKind;
const source = {
  id: 'acme', name: 'Acme', layer: 'bill', everySeconds: 60, since: '2026-01-02T00:00:00Z', settings: { org: 'o', grain: 'hour' },
  secrets: { key: { isSet: true, reference: null }, second: { isSet: true, reference: 'env:SECOND' } },
} as unknown as Source;
const now = Date.parse('2026-03-01T00:00:00Z');
const draft = (patch: Partial<SourceDraft> = {}): SourceDraft => ({ ...sourceDraft(kind, source, 'Acme usage'), ...patch });

it('a new source begins with the kind\'s name, defaults and empty secrets', () => {
  const fresh = sourceDraft(kind, null, 'Acme usage');
  expect(fresh).toMatchObject({ name: 'Acme usage', settings: { org: '', grain: 'day' }, secrets: { key: { mode: 'enter', text: '' } }, layer: '', every: '', since: '' });
});

it('a saved source keeps its secrets, and says what differs from its kind', () => {
  expect(draft()).toMatchObject({ secrets: { key: { mode: 'keep' }, second: { mode: 'keep' } }, layer: 'bill', every: '60', since: '2026-01-02' });
});

describe('sourceFaults', () => {
  it('finds none in a saved source', () => {
    expect(sourceFaults(kind, draft(), now)).toEqual({});
  });

  it('names every field that is missing or wrong as the server does', () => {
    const fresh = { ...sourceDraft(kind, null, ' '), since: '2026-03-02' };
    fresh.settings['rate'] = 'much';
    expect(sourceFaults(kind, fresh, now)).toEqual({ name: 'required', 'secrets.key': 'required', 'settings.org': 'required', 'settings.rate': 'number', since: 'future' });
  });

  it('takes a removed secret that is needed for missing', () => {
    expect(sourceFaults(kind, draft({ secrets: { key: { mode: 'remove', text: '' } } }), now)).toEqual({ 'secrets.key': 'required' });
  });

  it('lets a needed setting with a default be empty', () => {
    expect(sourceFaults(kind, draft({ settings: { org: 'o', grain: '' } }), now)).toEqual({});
  });
});

it('goes through the kind\'s own settings before those that all kinds have', () => {
  expect(fieldOrder(kind)).toEqual(['name', 'secrets.key', 'secrets.second', 'settings.org', 'settings.rate', 'settings.grain', 'settings.team', 'every', 'since', 'layer', 'settings.settles']);
});

describe('sourceRequest', () => {
  it('sends filled settings, entered secrets and emptied ones; kept secrets stay at home', () => {
    const request = sourceRequest(kind, draft({
      name: ' Acme ', settings: { org: ' o ', rate: '1,234.50', team: '' }, secrets: { key: { mode: 'keep', text: 'left over' }, second: { mode: 'remove', text: 'x' } },
    }));
    expect(request).toMatchObject({
      kind: 'acme.usage', name: 'Acme', layer: 'bill', everySeconds: 60, since: '2026-01-02T00:00:00Z', settings: { org: 'o', rate: '1234.50' }, secrets: { second: '' },
    });
    expect(Object.keys(request.secrets!)).toEqual(['second']);
  });

  it('keeps the digits of a price as they were typed', () => {
    expect(sourceRequest(kind, draft({ settings: { org: 'o', rate: '0.00000012345678901234567' } })).settings!['rate']).toBe('0.00000012345678901234567');
  });

  it('leaves to the kind what nobody changed', () => {
    expect(sourceRequest(kind, sourceDraft(kind, null, 'x'))).toMatchObject({ layer: null, everySeconds: null, since: null, settings: {} });
  });
});

it('a test is asked of the saved source with what the form holds', () => {
  expect(testRequest(kind, draft(), source)).toEqual({ id: 'acme', kind: 'acme.usage', settings: { org: 'o', grain: 'hour' }, secrets: {} });
  expect(testRequest(kind, draft(), null).id).toBeNull();
});

it('offers the interval that a source has beside the usual ones', () => {
  expect(everyChoices('')).not.toContain(120);
  expect(everyChoices('120').slice(0, 3)).toEqual([60, 120, 300]);
});

it('asks only bills what they settle', () => {
  expect(settlesSettings(kind, { layer: '' })).toHaveLength(0);
  expect(settlesSettings(kind, { layer: 'bill' })).toHaveLength(1);
});
