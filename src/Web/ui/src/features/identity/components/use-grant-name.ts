import { useTranslation } from 'react-i18next';
import type { Grant } from '@/api/session';
import { scopeNames } from '@/url/scope-path';

/** A role and where it holds, in words. */
export function useGrantName(): (grant: Grant) => string {
  const { t } = useTranslation();
  const scopeName = useScopeName();
  return ({ role, scope }) => t('identity.grant', { role: t(`common.role.${role}`), scope: scopeName(scope.key) });
}

export function useScopeName(): (key: string) => string {
  const { t } = useTranslation();
  return (key) => (scopeNames(key) ?? [key]).join(' / ') || t('common.organization');
}
