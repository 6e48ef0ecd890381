import { useTranslation } from 'react-i18next';
import type { UsageError } from '@/api/types';
import { FaultRows } from '@/ui/FaultRows';
import { TitledTable } from '@/ui/ScrollTable';

/** Rows that are not taken, by line and field. */
export function FaultList({ errors, title }: { errors: readonly UsageError[]; title: string }) {
  const { t } = useTranslation();
  return (
    <TitledTable title={title} maxHeight={260} headings={[{ label: t('onboarding.line'), isRight: true }, { label: t('onboarding.column') }, { label: t('onboarding.reason') }]}>
      <FaultRows errors={errors} />
    </TitledTable>
  );
}
