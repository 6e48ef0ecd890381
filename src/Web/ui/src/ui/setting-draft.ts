import type { SourceSetting } from '@/api/types';
import { plainNumber, readNumber } from '@/format/read-number';

/** What becomes of a secret: it stays, it goes, or another one is entered. */
export interface SecretDraft {
  mode: 'keep' | 'enter' | 'remove';
  text: string;
}

/** What the fields of a kind's settings hold: texts as they were typed. */
export interface SettingsDraft {
  settings: Record<string, string>;
  secrets: Record<string, SecretDraft>;
}

/** What is saved already, secrets only as being there. */
export interface SavedSettings {
  settings: Record<string, string>;
  secrets: Record<string, { isSet: boolean }>;
}

export type SettingFault = 'required' | 'number';

/** Fields are named as the server names them in its faults. */
export const settingField = (setting: SourceSetting) => `${setting.type === 'secret' ? 'secrets' : 'settings'}.${setting.name}`;

/** Texts with a default stay empty: the field says what that means. */
export function settingsDraft(settings: readonly SourceSetting[], saved: SavedSettings | null): SettingsDraft {
  const plain = settings.filter((setting) => setting.type !== 'secret');
  const secret = settings.filter((setting) => setting.type === 'secret');
  return {
    settings: Object.fromEntries(plain.map((setting) => [setting.name, saved?.settings[setting.name] ?? (setting.type === 'choice' ? setting.default ?? '' : '')])),
    secrets: Object.fromEntries(secret.map((setting) => [setting.name, { mode: saved?.secrets[setting.name]?.isSet === true ? 'keep' : 'enter', text: '' }])),
  };
}

/** What is wrong, by field. */
export function settingFaults(settings: readonly SourceSetting[], draft: SettingsDraft): Record<string, SettingFault> {
  const faults: Record<string, SettingFault> = {};
  for (const setting of settings) {
    const fault = setting.type === 'secret' ? secretFault(setting, draft.secrets[setting.name]) : valueFault(setting, draft.settings[setting.name] ?? '');
    if (fault !== null) faults[settingField(setting)] = fault;
  }
  return faults;
}

function valueFault(setting: SourceSetting, value: string): SettingFault | null {
  if (value.trim() === '') return setting.isRequired && setting.default === null ? 'required' : null;
  return setting.type === 'number' && readNumber(value) === null ? 'number' : null;
}

function secretFault(setting: SourceSetting, secret: SecretDraft | undefined): SettingFault | null {
  if (!setting.isRequired || secret?.mode === 'keep') return null;
  return secret === undefined || secret.mode === 'remove' || secret.text.trim() === '' ? 'required' : null;
}

/** What is sent: what equals the default is left to the kind, whose default may get better. */
export function settingValues(settings: readonly SourceSetting[], draft: SettingsDraft): { settings: Record<string, string>; secrets: Record<string, string> } {
  const filled = settings.filter((setting) => setting.type !== 'secret' && !['', setting.default].includes((draft.settings[setting.name] ?? '').trim()));
  const told = Object.entries(draft.secrets).filter(([, secret]) => secret.mode === 'remove' || (secret.mode === 'enter' && secret.text.trim() !== ''));
  return {
    settings: Object.fromEntries(filled.map((setting) => [setting.name, written(setting, draft.settings[setting.name]!.trim())])),
    secrets: Object.fromEntries(told.map(([name, secret]) => [name, secret.mode === 'remove' ? '' : secret.text.trim()])),
  };
}

/** The server reads numbers with a decimal point and without groups. */
const written = (setting: SourceSetting, value: string) => (setting.type === 'number' ? plainNumber(value) : value);
