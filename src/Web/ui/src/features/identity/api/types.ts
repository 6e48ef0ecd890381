import type { components } from '@/api/generated/schema';

type Schemas = components['schemas'];

export type User = Schemas['UserResponse'];
export type UserRequest = Schemas['UserRequest'];
export type Token = Schemas['TokenResponse'];
export type TokenRequest = Schemas['TokenRequest'];
export type TokenMade = Schemas['TokenMadeResponse'];
