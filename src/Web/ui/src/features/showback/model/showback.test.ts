import { describe, expect, it } from 'vitest';
import type { ShowbackFigures, TeamShowback } from '../api/types';
import { addsUp, changeOf, largestPart, sortTeams } from './showback';

const amount = (total: number) => ({ total, estimated: total, confirmed: 0, invoiced: 0 });
const figures = (direct: number, allocatedIn: number, allocatedOut: number, previous = 0): ShowbackFigures =>
  ({ direct: amount(direct), allocatedIn: amount(allocatedIn), allocatedOut: amount(allocatedOut), total: amount(direct + allocatedIn - allocatedOut), previous });
const team = (name: string, of: ShowbackFigures) => ({ team: name, figures: of, projects: [], models: [], shares: [] }) as TeamShowback;

describe('a team’s figures', () => {
  it('hold together or not', () => {
    expect(addsUp(figures(100, 20, 30))).toBe(true);
    expect(addsUp({ ...figures(100, 20, 30), total: amount(91) })).toBe(false);
  });

  it('change against the period before, and not against nothing', () => {
    expect(changeOf(figures(150, 0, 0, 100))).toBeCloseTo(0.5);
    expect(changeOf(figures(150, 0, 0, 0))).toBeNull();
  });

  it('bear the stamp of their largest part', () => {
    expect(largestPart({ total: 10, estimated: 1, confirmed: 6, invoiced: 3 })).toEqual({ status: 'confirmed', share: 0.6 });
    expect(largestPart(amount(0))).toBeNull();
    expect(largestPart({ total: -5, estimated: 0, confirmed: 0, invoiced: -5 })).toEqual({ status: 'invoiced', share: 1 });
  });
});

it('teams are sorted by what was chosen; what is new grew most', () => {
  const teams = [team('a', figures(10, 0, 0, 5)), team('b', figures(20, 0, 0, 40)), team('c', figures(1, 0, 0, 0))];
  const names = (sort: 'total' | 'change' | 'team') => sortTeams(teams, { sort, order: 'desc' }, (x, y) => x.localeCompare(y)).map((one) => one.team);
  expect(names('total')).toEqual(['b', 'a', 'c']);
  expect(names('change')).toEqual(['c', 'a', 'b']);
  expect(names('team')).toEqual(['c', 'b', 'a']);
});
