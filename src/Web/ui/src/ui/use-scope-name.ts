import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { scopeNames, scopeWords, type ScopeNames } from '@/url/scope-path';

interface ScopeName {
  /** The whole way to a scope by its key: `search / chat`. What is no key is shown as it is. */
  path: (key: string) => string;
  /** Its own name alone. */
  own: (key: string) => string;
  /** A name for each level of the way to a scope. */
  words: (names: ScopeNames) => string[];
}

/** How every page names scopes: the organization and what nobody is named for have words of their own. */
export function useScopeName(): ScopeName {
  const { t } = useTranslation();
  return useMemo(() => {
    const words = (names: ScopeNames) => scopeWords(names, [t('common.without.team'), t('common.without.project'), t('common.without.resource')]);
    const name = (key: string, of: (all: string[]) => string) => {
      const names = scopeNames(key);
      return names === null ? key : names.length === 0 ? t('common.organization') : of(words(names));
    };
    return { path: (key) => name(key, (all) => all.join(' / ')), own: (key) => name(key, (all) => all.at(-1)!), words };
  }, [t]);
}
