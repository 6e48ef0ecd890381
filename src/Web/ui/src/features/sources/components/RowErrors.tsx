import { useTranslation } from 'react-i18next';
import type { Source } from '@/api/types';
import { FaultRows } from '@/ui/FaultRows';
import { Panel } from '@/ui/Panel';
import { ScrollTable } from '@/ui/ScrollTable';

/** Rows that could not be used, newest first, and why. */
export function RowErrors({ errors }: { errors: Source['state']['rowErrors'] }) {
  const { t } = useTranslation();
  const title = t('sources.rowErrors');
  return (
    <Panel flush title={title} hint={t('sources.rowErrorsHint')}>
      <ScrollTable isFlush label={title} maxHeight={320} headings={[{ label: t('sources.row'), isRight: true }, { label: t('sources.field') }, { label: t('sources.reason') }]}>
        <FaultRows errors={errors.toReversed()} />
      </ScrollTable>
    </Panel>
  );
}
