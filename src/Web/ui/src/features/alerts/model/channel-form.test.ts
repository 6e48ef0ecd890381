import { describe, expect, it } from 'vitest';
import type { Channel, ChannelKind } from '../api/types';
import { channelDraft, channelFaults, channelFields, channelRequest } from './channel-form';

const setting = (name: string, type: 'text' | 'secret' | 'number', isRequired: boolean, fallback: string | null = null) =>
  ({ name, type, isRequired, default: fallback, choices: [], label: { en: name, ko: name }, help: null });
const mail = { kind: 'email', title: { en: 'E-mail', ko: '이메일' }, settings: [setting('host', 'text', true), setting('port', 'number', false), setting('password', 'secret', true)] } as unknown as ChannelKind;
const saved = { name: 'On call', language: 'ko', role: 'finops', settings: { host: 'mail.example' }, secrets: { password: { isSet: true, reference: null } } } as unknown as Channel;

describe('the form of a channel', () => {
  it('asks for what its kind needs, in the order in which it is read', () => {
    const draft = channelDraft(mail, null, 'E-mail', 'ko');
    expect(draft).toMatchObject({ name: 'E-mail', language: 'ko', role: '' });
    expect(channelFaults(mail, draft)).toEqual({ 'settings.host': 'required', 'secrets.password': 'required' });
    expect(channelFields(mail)).toEqual(['name', 'settings.host', 'settings.port', 'secrets.password']);
    expect(channelFaults(mail, { ...draft, name: ' ' })).toHaveProperty('name', 'required');
    expect(channelFaults(mail, { ...draft, settings: { host: 'a', port: 'many' } })).toHaveProperty(['settings.port'], 'number');
  });

  it('keeps a saved secret without knowing it', () => {
    const draft = channelDraft(mail, saved, '', 'en');
    expect(channelFaults(mail, draft)).toEqual({});
    expect(channelRequest(mail, draft)).toEqual({ id: null, kind: 'email', name: 'On call', language: 'ko', role: 'finops', settings: { host: 'mail.example' }, secrets: {} });
  });

  it('sends a secret that was entered, and none where a role is not wanted', () => {
    const draft = { ...channelDraft(mail, saved, '', 'en'), role: '', secrets: { password: { mode: 'enter' as const, text: ' env:SMTP_PASSWORD ' } } };
    expect(channelRequest(mail, draft)).toMatchObject({ role: null, secrets: { password: 'env:SMTP_PASSWORD' } });
  });
});
