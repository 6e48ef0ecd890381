import type { SourceKind } from '@/api/types';
import type { Language } from '@/format/format';
import { providerOf } from '@/format/provider-of';

export interface KindGroup {
  provider: string;
  kinds: SourceKind[];
}

/** Kinds that hold every word of the search in their name, title or description of either language; by provider, then title. */
export function groupKinds(kinds: readonly SourceKind[], search: string, language: Language, compareNames: (a: string, b: string) => number): KindGroup[] {
  const words = search.trim().toLowerCase().split(/\s+/).filter((word) => word !== '');
  const groups = new Map<string, SourceKind[]>();
  for (const kind of kinds) {
    const provider = providerOf(kind.kind);
    const text = [provider, kind.kind, kind.title.en, kind.title.ko, kind.description.en, kind.description.ko].join(' ').toLowerCase();
    if (words.every((word) => text.includes(word))) groups.set(provider, [...(groups.get(provider) ?? []), kind]);
  }
  return [...groups]
    .map(([provider, found]) => ({ provider, kinds: found.toSorted((a, b) => compareNames(a.title[language], b.title[language])) }))
    .toSorted((a, b) => compareNames(a.provider, b.provider));
}
