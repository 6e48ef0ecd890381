import type { Source, SourceKind, SourceRequest, SourceTestRequest } from '@/api/types';
import { settingFaults, settingField, settingsDraft, settingValues, type SettingFault, type SettingsDraft } from '@/ui/setting-draft';

/** What the form holds: texts as they were typed. Fields are named as the server names them in its faults. */
export interface SourceDraft extends SettingsDraft {
  name: string;
  /** Empty is what the kind says. */
  layer: '' | 'spend' | 'bill';
  /** Seconds; empty is what the kind says. */
  every: string;
  /** A UTC day; empty is what the kind says. */
  since: string;
}

export type SourceFaultWord = SettingFault | 'tooLong' | 'day' | 'future';

const MAX_NAME = 100;

/** The settings that every kind has: where its records belong. */
const placement = new Set(['team', 'teams', 'project', 'team_tag', 'project_tag']);

/** Which estimates a bill settles: every kind has it, but it says something of bills alone. */
const SETTLES = 'settles';

export const ownSettings = (kind: SourceKind) => kind.settings.filter((setting) => !placement.has(setting.name) && setting.name !== SETTLES);
export const settlesSettings = (kind: SourceKind, draft: Pick<SourceDraft, 'layer'>) =>
  kind.settings.filter((setting) => setting.name === SETTLES && (draft.layer === '' ? kind.layer : draft.layer) === 'bill');
export const placementSettings = (kind: SourceKind) => kind.settings.filter((setting) => placement.has(setting.name));

/** A new source of a kind, named as the kind; or the source as it is. Texts with a default stay empty: the field says what that means. */
export function sourceDraft(kind: SourceKind, source: Source | null, title: string): SourceDraft {
  return {
    name: source?.name ?? title,
    ...settingsDraft(kind.settings, source),
    layer: source === null || source.layer === kind.layer ? '' : source.layer,
    every: source === null || source.everySeconds === kind.everySeconds ? '' : String(source.everySeconds),
    since: source === null ? '' : source.since.slice(0, 10),
  };
}

/** What is wrong, by field; empty when the draft can be sent. The server has the last word. */
export function sourceFaults(kind: SourceKind, draft: SourceDraft, now: number): Record<string, SourceFaultWord> {
  const faults: Record<string, SourceFaultWord> = {};
  if (draft.name.trim() === '') faults['name'] = 'required';
  else if (draft.name.trim().length > MAX_NAME) faults['name'] = 'tooLong';
  Object.assign(faults, settingFaults(kind.settings, draft));
  if (draft.since !== '' && Number.isNaN(Date.parse(draft.since))) faults['since'] = 'day';
  else if (draft.since !== '' && Date.parse(draft.since) > now) faults['since'] = 'future';
  return faults;
}

/** The fields in the order in which they are read; the first one with a fault gets the focus. */
export const fieldOrder = (kind: SourceKind) => ['name', ...[...ownSettings(kind), ...placementSettings(kind)].map(settingField), 'every', 'since', 'layer', `settings.${SETTLES}`];

export function sourceRequest(kind: SourceKind, draft: SourceDraft): SourceRequest {
  return {
    id: null, kind: kind.kind, name: draft.name.trim(), layer: draft.layer === '' ? null : draft.layer,
    everySeconds: draft.every === '' ? null : Number(draft.every), since: draft.since === '' ? null : `${draft.since}T00:00:00Z`, isPaused: null,
    ...settingValues(kind.settings, draft),
  };
}

/** What the form holds, to be tried: upon the saved source, whose secrets are kept where none is entered. */
export function testRequest(kind: SourceKind, draft: SourceDraft, source: Source | null): SourceTestRequest {
  return { id: source?.id ?? null, kind: kind.kind, ...settingValues(kind.settings, draft) };
}

/** How often a source may be read, in seconds; with the one it has now. */
export function everyChoices(current: string): number[] {
  const usual = [60, 300, 900, 3_600, 21_600, 43_200, 86_400];
  const own = Number(current);
  return current === '' || usual.includes(own) ? usual : [...usual, own].toSorted((a, b) => a - b);
}
