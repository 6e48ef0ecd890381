import { useTranslation } from 'react-i18next';
import { ApiProblem } from '@/api/problem';

/** Puts a failed request into the reader's words. */
export function useExplain(): (error: unknown) => string {
  const { t } = useTranslation();
  return (error) => {
    if (!(error instanceof ApiProblem)) return t('common.error.offline');
    const detail = Object.values(error.fields).flat().join(' ') || error.message;
    return t(`common.error.${error.kind}`, { detail, status: error.status });
  };
}
