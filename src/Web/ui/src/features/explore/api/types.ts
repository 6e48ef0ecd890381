import type { components } from '@/api/generated/schema';

type Schemas = components['schemas'];

export type Explore = Schemas['ExploreResponse'];
export type ExploreGroup = Schemas['ExploreGroupResponse'];
export type SavedView = Schemas['SavedViewResponse'];
export type SavedViewRequest = Schemas['SavedViewRequest'];
