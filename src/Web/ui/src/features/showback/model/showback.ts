import type { ShowbackFigures, StatusAmounts, TeamShowback } from '../api/types';
import type { ShowbackSortKey, ShowbackState } from './periods';

export type Sureness = 'estimated' | 'confirmed' | 'invoiced';

export const whole = (amounts: StatusAmounts) => amounts.total ?? 0;

/** How sure most of an amount is, and which part of it; null for nothing. */
export function largestPart(amounts: StatusAmounts): { status: Sureness; share: number } | null {
  const sizes = (['estimated', 'confirmed', 'invoiced'] as const).map((status) => ({ status, size: Math.abs(amounts[status] ?? 0) }));
  const sum = sizes.reduce((all, part) => all + part.size, 0);
  if (sum === 0) return null;
  const largest = sizes.reduce((best, part) => (part.size > best.size ? part : best));
  return { status: largest.status, share: largest.size / sum };
}

/** The change against the period before; null when there was nothing before. */
export const changeOf = (figures: ShowbackFigures) => (figures.previous > 0 ? whole(figures.total) / figures.previous - 1 : null);

const values: Record<Exclude<ShowbackSortKey, 'team'>, (figures: ShowbackFigures) => number> = {
  direct: (figures) => whole(figures.direct),
  in: (figures) => whole(figures.allocatedIn),
  out: (figures) => whole(figures.allocatedOut),
  total: (figures) => whole(figures.total),
  // What is new has grown without bound.
  change: (figures) => changeOf(figures) ?? (whole(figures.total) > 0 ? Number.MAX_VALUE : 0),
};

export function sortTeams(teams: readonly TeamShowback[], { sort, order }: Pick<ShowbackState, 'sort' | 'order'>, compareNames: (a: string, b: string) => number): TeamShowback[] {
  const sign = order === 'desc' ? -1 : 1;
  return teams.toSorted((a, b) => {
    const difference = sort === 'team' ? compareNames(a.team, b.team) : values[sort](a.figures) - values[sort](b.figures);
    return sign * difference || compareNames(a.team, b.team);
  });
}

/** Whether the figures hold together: direct + allocated in − allocated out = total, to a tenth of a cent. */
export function addsUp({ direct, allocatedIn, allocatedOut, total }: ShowbackFigures): boolean {
  return Math.abs(whole(direct) + whole(allocatedIn) - whole(allocatedOut) - whole(total)) < 0.001;
}
