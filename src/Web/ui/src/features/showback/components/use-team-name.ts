import { useTranslation } from 'react-i18next';

/** A team's name; the spend that has no team is named as such. */
export function useTeamName(): (team: string) => string {
  const { t } = useTranslation();
  return (team) => (team === 'unattributed' ? t('showback.unattributed') : team);
}
