import type { components } from '@/api/generated/schema';

type Schemas = components['schemas'];

export type Channel = Schemas['ChannelResponse'];
export type ChannelKind = Schemas['ChannelKindResponse'];
export type ChannelStatus = Schemas['ChannelStatus'];
export type ChannelRequest = Schemas['ChannelRequest'];
export type Route = Schemas['RouteResponse'];
export type RouteRequest = Schemas['RouteRequest'];
export type NoticeText = Schemas['NoticeTextResponse'];
