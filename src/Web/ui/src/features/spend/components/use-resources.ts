import { useQueries, useQuery } from '@tanstack/react-query';
import { childrenQuery } from '@/api/queries';
import type { Child } from '@/api/types';
import { scopeNames } from '@/url/scope-path';

/** More parents than these are not asked: each is a request. Those that spend most come first. */
const WIDEST = 12;
/** Weeks change slowly. */
const CALM = 120_000;

interface Resources {
  data: Child[] | undefined;
  error: unknown;
  isFetching: boolean;
  refetch: () => unknown;
}

/** The resources below a scope, with their weeks: of a team those of its projects, of the organization those of the largest projects. */
export function useResources(scope: string): Resources {
  const level = scopeNames(scope)?.length ?? 0;
  const first = useQuery({ ...childrenQuery(scope), refetchInterval: CALM });
  const teams = level === 0 ? largest(first.data?.items) : [];
  const ofTeams = useQueries({ queries: teams.map((key) => ({ ...childrenQuery(key), refetchInterval: CALM })) });
  const projectsOf = level === 0 ? ofTeams.flatMap(({ data }) => data?.items ?? []) : level === 1 ? first.data?.items ?? [] : [];
  const isWaiting = first.data === undefined || ofTeams.some(({ isPending }) => isPending);
  const projects = isWaiting ? [] : largest(projectsOf);
  const ofProjects = useQueries({ queries: projects.map((key) => ({ ...childrenQuery(key), refetchInterval: CALM })) });
  const all = [first, ...ofTeams, ...ofProjects];
  const isReady = !isWaiting && ofProjects.every(({ isPending }) => !isPending);
  const found = level >= 2 ? first.data?.items ?? [] : ofProjects.flatMap(({ data }) => data?.items ?? []);
  return {
    data: isReady ? found : undefined,
    error: all.find(({ error, data }) => error !== null && data === undefined)?.error ?? null,
    isFetching: all.some(({ isFetching }) => isFetching),
    refetch: () => Promise.all(all.map(({ refetch }) => refetch())),
  };
}

const largest = (items: readonly Child[] | undefined) =>
  (items ?? []).toSorted((a, b) => b.last7Days + b.previous7Days - a.last7Days - a.previous7Days).slice(0, WIDEST).map(({ scope }) => scope.key);
