import { useTranslation } from 'react-i18next';

const roles = ['admin', 'finops', 'engineer', 'manager', 'executive', 'viewer'] as const;

/** What a role is called; one that this version does not know, as the server names it. */
export function useRoleName(): (role: string | null) => string {
  const { t } = useTranslation();
  return (role) => {
    const known = roles.find((one) => one === role);
    return known === undefined ? role ?? t('common.none') : t(`alerts.role.${known}`);
  };
}
