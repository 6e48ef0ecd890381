/** What cost can be split by, in the order in which people look for it. The names are the server's. */
export const dimensions = [
  'team', 'project', 'resource', 'provider', 'model', 'feature', 'customer', 'experiment', 'service', 'region', 'service_tier', 'charge_category', 'status',
] as const;

export type Dimension = (typeof dimensions)[number];

/** Dimensions whose values are scopes, with pages of their own. */
export const isScopeDimension = (dimension: Dimension) => dimension === 'team' || dimension === 'project' || dimension === 'resource';
