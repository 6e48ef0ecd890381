import type { SourceKind } from '@/api/types';
import type { Language } from '@/format/format';

export interface KindGroup {
  provider: string;
  kinds: SourceKind[];
}

/** How providers write themselves, the same in both languages. */
const providers: Record<string, string> = {
  anthropic: 'Anthropic', aws: 'AWS', azure: 'Azure', clova: 'CLOVA Studio', databricks: 'Databricks', dcgm: 'NVIDIA DCGM', focus: 'FOCUS', gcp: 'Google Cloud',
  google: 'Google Cloud', gpu: 'GPU', kubernetes: 'Kubernetes', langfuse: 'Langfuse', litellm: 'LiteLLM', naver: 'Naver Cloud', ncloud: 'Naver Cloud',
  openai: 'OpenAI', opencost: 'OpenCost', pinecone: 'Pinecone', prometheus: 'Prometheus', snowflake: 'Snowflake',
};

/** A kind is called after its provider: `openai.usage`. */
export function providerOf(kind: string): string {
  const name = kind.split(/[._-]/)[0]!;
  return providers[name] ?? name.charAt(0).toUpperCase() + name.slice(1);
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
