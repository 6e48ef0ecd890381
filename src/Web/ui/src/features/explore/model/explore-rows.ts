import type { ExploreGroup } from '../api/types';
import type { ExploreSortKey } from './explore-state';

/** Part of the whole; null where nothing adds up to one. */
export function shareOf(group: Pick<ExploreGroup, 'value'>, total: Pick<ExploreGroup, 'value'>, adds: boolean): number | null {
  return !adds || group.value === null || total.value === null || total.value <= 0 ? null : group.value / total.value;
}

/** Change against the period before; null when there was nothing to compare with. */
export function changeOf({ value, previous }: Pick<ExploreGroup, 'value' | 'previous'>): number | null {
  return value === null || previous === null || previous <= 0 ? null : value / previous - 1;
}

const values: Record<Exclude<ExploreSortKey, 'name'>, (group: ExploreGroup) => number | null> = {
  value: (group) => group.value,
  previous: (group) => group.previous,
  change: changeOf,
  requests: (group) => group.usage.requests,
};

/** What has no value comes last in both directions; ties keep the names' order, so that rows hold still. */
export function sortGroups(
  groups: readonly ExploreGroup[], { sort, order }: { sort: ExploreSortKey; order: 'desc' | 'asc' }, name: (group: ExploreGroup) => string, compareNames: (a: string, b: string) => number,
): ExploreGroup[] {
  const sign = order === 'desc' ? -1 : 1;
  return groups.toSorted((a, b) => {
    const byName = compareNames(name(a), name(b));
    if (sort === 'name') return sign * byName;
    const [x, y] = [values[sort](a), values[sort](b)];
    if (x === null || y === null) return x === y ? byName : x === null ? 1 : -1;
    return x === y ? byName : sign * (x - y);
  });
}

/** What distinguishes a group from the others, as one text. */
export const keyOf = (group: Pick<ExploreGroup, 'key'>) => JSON.stringify(group.key);

/** The largest groups have colours; the points of all others are added up, where that means something. */
export function chartGroups(groups: readonly ExploreGroup[], other: ExploreGroup | null, count: number, adds: boolean): { shown: readonly ExploreGroup[]; rest: (number | null)[] | null } {
  const shown = groups.length > count + 1 || (other !== null && groups.length > count) ? groups.slice(0, count) : groups.slice(0, count + 1);
  const hidden = [...groups.slice(shown.length), ...(other === null ? [] : [other])];
  if (!adds || hidden.length === 0) return { shown, rest: null };
  const rest = hidden[0]!.points.map((_, i) => {
    const known = hidden.map((group) => group.points[i] ?? null).filter((value) => value !== null);
    return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0);
  });
  return { shown, rest };
}
