import type { View } from '@/url/view';

/** What a figure is counted in; its words are `figures.unit`. */
export const units = ['money', 'perMinute', 'perHour', 'perRequest', 'perMillion', 'perValue', 'share', 'probability', 'count', 'tokens', 'hours', 'duration', 'change'] as const;
export type Unit = (typeof units)[number];

export const figureGroups = ['spend', 'forecast', 'budgets', 'efficiency', 'anomalies', 'experiments', 'sharing', 'quality'] as const;
export type FigureGroup = (typeof figureGroups)[number];

interface Figure {
  group: FigureGroup;
  unit: Unit;
  /** Which sum's parts say how sure it is; null where that is no matter of money already spent. */
  split: 'today' | 'month' | 'previousMonth' | null;
  /** Whether records of the ledger lie behind it. */
  records: boolean;
  /** Readers for whom another word than the analyst's says more. */
  own: readonly Exclude<View, 'analyst'>[];
}

const figure = (group: FigureGroup, unit: Unit, split: Figure['split'] = null, own: Figure['own'] = []): Figure =>
  ({ group, unit, split, records: split !== null, own });

/** Every figure that a page shows has one entry here, and its name, meaning and origin in `figures` of both languages. */
export const figures = {
  now: figure('spend', 'perMinute', 'today', ['engineer', 'executive']),
  today: figure('spend', 'money', 'today', ['engineer', 'manager']),
  expectedToday: figure('spend', 'money', null, ['engineer']),
  month: figure('spend', 'money', 'month', ['engineer', 'manager', 'executive']),
  previousMonth: figure('spend', 'money', 'previousMonth', []),
  weekChange: figure('spend', 'change', 'month', ['engineer', 'manager', 'executive']),
  monthChange: figure('spend', 'change', 'month', ['manager', 'executive']),
  tokens: figure('spend', 'tokens', 'month', ['engineer', 'executive']),
  requests: figure('spend', 'count', 'month', ['engineer', 'executive']),
  gpuHours: figure('spend', 'hours', 'month', ['executive']),
  records: figure('spend', 'count', 'month', ['executive']),

  monthEnd: figure('forecast', 'money', null, ['engineer', 'manager', 'executive']),
  interval: figure('forecast', 'money', null, ['engineer', 'manager', 'executive']),
  horizonTotal: figure('forecast', 'money'),
  replayed: figure('forecast', 'money'),
  forecastError: figure('forecast', 'share', null, ['engineer', 'manager', 'executive']),

  budgetShare: figure('budgets', 'share', 'month', ['engineer', 'executive']),
  budgetLeft: figure('budgets', 'money', null, ['engineer']),
  budgetSpent: figure('budgets', 'money', 'month', []),
  budgetHeld: figure('budgets', 'money', null, ['engineer', 'manager']),
  excessProbability: figure('budgets', 'probability', null, ['engineer', 'manager', 'executive']),
  budgetPace: figure('budgets', 'perHour', null, ['engineer']),
  waitingRequests: figure('budgets', 'count', null, ['engineer']),

  perRequest: figure('efficiency', 'perRequest', 'month', ['engineer', 'manager', 'executive']),
  perMillion: figure('efficiency', 'perMillion', 'month', ['engineer', 'executive']),
  perCustomer: figure('efficiency', 'money'),
  cacheHit: figure('efficiency', 'share', null, ['engineer', 'manager', 'executive']),
  batchShare: figure('efficiency', 'share'),
  costPerValue: figure('efficiency', 'perValue', null, ['engineer', 'manager', 'executive']),
  roi: figure('efficiency', 'share', null, ['manager', 'executive']),

  openAnomalies: figure('anomalies', 'count', null, ['engineer', 'executive']),
  excess: figure('anomalies', 'money', null, ['engineer', 'manager', 'executive']),
  waitingCost: figure('anomalies', 'perHour', null, ['engineer', 'manager', 'executive']),

  experimentCost: figure('experiments', 'money', null, ['engineer']),
  estimateShare: figure('experiments', 'share', null, ['engineer']),
  burn: figure('experiments', 'perHour', null, ['engineer', 'executive']),
  timeToCap: figure('experiments', 'duration', null, ['engineer']),

  directCost: figure('sharing', 'money', null, ['manager', 'executive']),
  allocatedIn: figure('sharing', 'money', null, ['manager', 'executive']),
  allocatedOut: figure('sharing', 'money', null, ['manager']),
  showbackTotal: figure('sharing', 'money', null, ['manager', 'executive']),

  certainty: figure('quality', 'share', 'month', ['engineer', 'manager', 'executive']),
  unpriced: figure('quality', 'count', null, ['engineer']),
  unattributed: figure('quality', 'share', null, ['engineer', 'manager', 'executive']),
  sourceLag: figure('quality', 'duration', null, ['engineer', 'executive']),
} as const satisfies Record<string, Figure>;

export type FigureId = keyof typeof figures;

export const figureIds = Object.keys(figures) as FigureId[];

/** What is known of a figure besides its words. */
export const figureOf = (id: FigureId): Figure => figures[id];
