/** From the one who may do everything to the one who only reads. */
export const roles = ['administrator', 'finOps', 'engineer', 'manager', 'executive', 'viewer'] as const;

type RoleName = (typeof roles)[number];

const everybody: readonly RoleName[] = roles;
const analysts: readonly RoleName[] = ['administrator', 'finOps'];
const builders: readonly RoleName[] = ['administrator', 'finOps', 'engineer', 'manager'];
const deciders: readonly RoleName[] = ['administrator', 'finOps', 'manager'];

/**
 * Which roles may do what, to tell who to ask. Only for words: what is allowed is decided by the server and by the session that it gives,
 * and a browser test compares the two.
 */
export const rolesThatMay = {
  readCosts: everybody,
  readRecords: builders,
  ingest: analysts,
  triage: builders,
  manageExperiments: builders,
  reserve: ['administrator', 'finOps', 'engineer'] as readonly RoleName[],
  requestIncrease: builders,
  approveIncrease: deciders,
  manageBudgets: deciders,
  managePlans: builders,
  manageAttribution: analysts,
  manageSources: analysts,
  manageAlerts: analysts,
  managePolicies: analysts,
  approveDecisions: deciders,
  readAudit: deciders,
  manageIdentity: ['administrator'] as readonly RoleName[],
  readMetrics: analysts,
  makeTokens: builders,
  saveAnalyses: builders,
} as const satisfies Record<string, readonly RoleName[]>;
