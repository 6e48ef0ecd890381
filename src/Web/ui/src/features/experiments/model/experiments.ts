import { choice, text, type Fields } from '@/url/search-state';
import type { Experiment, ExperimentDetail } from '../api/types';

export const experimentSortKeys = ['name', 'started', 'cost', 'share', 'pace', 'left', 'status'] as const;
export type ExperimentSortKey = (typeof experimentSortKeys)[number];
export const experimentStates = ['running', 'finished', 'stopped'] as const;

export interface ExperimentsState {
  sort: ExperimentSortKey;
  order: 'desc' | 'asc';
  state: (typeof experimentStates)[number] | 'all';
  /** Ids to compare, between commas. */
  compare: string | null;
  metric: string | null;
}

export const experimentsFields: Fields<ExperimentsState> = {
  sort: choice(experimentSortKeys, 'status'),
  order: choice(['desc', 'asc'], 'desc'),
  state: choice(['all', ...experimentStates], 'all'),
  compare: text(/^[^,]+(,[^,]+)*$/),
  metric: text(/^.{1,100}$/),
};

export const comparedAtMost = 20;

export const selectedIds = (compare: string | null) => (compare === null ? [] : compare.split(',').slice(0, comparedAtMost));

/** The selection with one added, or without it. */
export function toggled(compare: string | null, id: string): string | null {
  const ids = selectedIds(compare);
  const next = ids.includes(id) ? ids.filter((one) => one !== id) : [...ids, id].slice(0, comparedAtMost);
  return next.length === 0 ? null : next.join(',');
}

export type ExperimentStatus = 'capReached' | 'runaway' | 'overEstimate' | 'nearEstimate' | 'unknown' | 'running' | 'finished' | 'stopped';

const NEAR = 0.8;

/** What a look at it should say first. */
export function experimentStatus(experiment: Experiment): ExperimentStatus {
  if (experiment.state !== 'running') return experiment.state;
  if (experiment.limitUnknown !== null) return 'unknown';
  if (experiment.capShare !== null && experiment.capShare >= 1) return 'capReached';
  if (experiment.runaway) return 'runaway';
  if (experiment.estimateShare >= 1) return 'overEstimate';
  return experiment.estimateShare >= NEAR ? 'nearEstimate' : 'running';
}

const urgency: Record<ExperimentStatus, number> = { capReached: 7, runaway: 6, overEstimate: 5, nearEstimate: 4, unknown: 3, running: 2, stopped: 1, finished: 0 };

/** Cost over the cap, or over the estimate where there is no cap. */
export const usedShare = (experiment: Experiment) => experiment.capShare ?? experiment.estimateShare;

const values: Record<Exclude<ExperimentSortKey, 'name'>, (experiment: Experiment) => number> = {
  started: (experiment) => Date.parse(experiment.startedAt),
  cost: (experiment) => experiment.cost,
  share: usedShare,
  pace: (experiment) => experiment.perHour,
  left: (experiment) => experiment.hoursToCap ?? Number.MAX_VALUE,
  status: (experiment) => urgency[experimentStatus(experiment)],
};

/** Ties by start, the newest first, then id, so that rows hold still. */
export function sortExperiments(
  experiments: readonly Experiment[], { sort, order }: Pick<ExperimentsState, 'sort' | 'order'>, compareNames: (a: string, b: string) => number,
): Experiment[] {
  const sign = order === 'desc' ? -1 : 1;
  return experiments.toSorted((a, b) => {
    const difference = sort === 'name' ? compareNames(a.name, b.name) : values[sort](a) - values[sort](b);
    return sign * difference || values.started(b) - values.started(a) || (a.id < b.id ? -1 : 1);
  });
}

/** Names of the metrics that any of them reported. */
export const metricNames = (experiments: readonly Experiment[]) => [...new Set(experiments.flatMap((experiment) => experiment.metrics.map((metric) => metric.name)))].sort();

export const experimentAddress = (id: string) => `/experiments/${encodeURIComponent(id)}`;

const HOUR = 3_600_000;

/** Spend adding up hour by hour; where the course does not reach back to the beginning, from what was spent before it. */
export function courseOf({ experiment, course }: ExperimentDetail, now: number): { time: number; total: number }[] {
  const known = course.reduce((sum, point) => sum + point.cost, 0);
  let total = Math.max(0, experiment.cost - known);
  const end = experiment.endedAt === null ? now : Date.parse(experiment.endedAt);
  return course.map((point) => ({ time: Math.max(Date.parse(point.start), Math.min(Date.parse(point.start) + HOUR, end)), total: (total += point.cost) }));
}
