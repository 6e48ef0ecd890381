import { settingFaults, settingField, settingsDraft, settingValues, type SettingFault, type SettingsDraft } from '@/ui/setting-draft';
import type { Channel, ChannelKind, ChannelRequest } from '../api/types';

export interface ChannelDraft extends SettingsDraft {
  name: string;
  language: 'en' | 'ko';
  /** Empty is none. */
  role: string;
}

export type ChannelFault = SettingFault | 'tooLong';

const MAX_NAME = 100;

/** A new channel of a kind, named as the kind and in the reader's language; or the channel as it is. */
export function channelDraft(kind: ChannelKind, channel: Channel | null, title: string, language: 'en' | 'ko'): ChannelDraft {
  return {
    name: channel?.name ?? title,
    language: channel === null ? language : channel.language === 'ko' ? 'ko' : 'en',
    role: channel?.role ?? '',
    ...settingsDraft(kind.settings, channel),
  };
}

/** What is wrong, by field; empty when the draft can be sent. The server has the last word. */
export function channelFaults(kind: ChannelKind, draft: ChannelDraft): Record<string, ChannelFault> {
  const faults: Record<string, ChannelFault> = {};
  if (draft.name.trim() === '') faults['name'] = 'required';
  else if (draft.name.trim().length > MAX_NAME) faults['name'] = 'tooLong';
  return Object.assign(faults, settingFaults(kind.settings, draft));
}

/** The fields in the order in which they are read; the first one with a fault gets the focus. */
export const channelFields = (kind: ChannelKind) => ['name', ...kind.settings.map(settingField)];

export function channelRequest(kind: ChannelKind, draft: ChannelDraft): ChannelRequest {
  return { id: null, kind: kind.kind, name: draft.name.trim(), language: draft.language, role: draft.role === '' ? null : draft.role, ...settingValues(kind.settings, draft) };
}
