import { useTranslation } from 'react-i18next';
import { rolesThatMay } from '@/api/roles';
import type { Permission } from '@/api/session';
import { useFormat } from '@/format/use-format';

/** Says which roles may do something, for those who may not. */
export function useWhoMay(): (permission: Permission) => string {
  const { t } = useTranslation();
  const format = useFormat();
  return (permission) => t('common.needsRole', { roles: format.anyOf(rolesThatMay[permission].map((role) => t(`common.role.${role}`))) });
}
