import TableCell from '@mui/material/TableCell';
import TableRow from '@mui/material/TableRow';
import Typography from '@mui/material/Typography';
import { useTranslation } from 'react-i18next';
import type { ImportPreview } from '@/api/types';
import { useFormat } from '@/format/use-format';
import { TitledTable } from '@/ui/ScrollTable';
import { Chip } from '@/ui/SeverityChip';
import { useScopeName } from '@/ui/use-scope-name';

/** The first rows as they would stand in the ledger. */
export function PreviewRows({ preview, isHead }: { preview: ImportPreview; isHead: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const scopeName = useScopeName();
  return (
    <TitledTable
      title={t('onboarding.preview')}
      hint={t(isHead ? 'onboarding.previewHead' : 'onboarding.previewHint', { read: format.countExact(preview.read), good: format.countExact(preview.read - preview.rejected) })}
      maxHeight={380}
      headings={[
        { label: t('onboarding.time') },
        { label: t('onboarding.scope') },
        { label: t('onboarding.model') },
        { label: t('onboarding.usage') },
        { label: t('onboarding.cost'), isRight: true },
        { label: t('onboarding.price') },
      ]}
    >
      {preview.rows.map(({ number, record }) => (
        <TableRow key={number}>
          <TableCell sx={{ whiteSpace: 'nowrap', fontVariantNumeric: 'tabular-nums' }}>{format.dateTime(record.timestamp)}</TableCell>
          <TableCell sx={{ overflowWrap: 'anywhere' }}>{scopeName.path(record.scope)}</TableCell>
          <TableCell>
            {record.model ?? t('common.none')}
            <Typography variant="caption" component="div" sx={{ color: 'text.secondary' }}>{record.provider}</Typography>
          </TableCell>
          <TableCell sx={{ fontSize: 12, color: 'text.secondary' }}>{Object.entries(record.usage).map(([unit, value]) => `${unit} ${format.countExact(value)}`).join(' · ')}</TableCell>
          <TableCell align="right" sx={{ fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' }}>{format.moneyExact(record.effectiveCost)}</TableCell>
          <TableCell>
            {record.pricing === 'given' || record.pricing === 'catalogue'
              ? <Typography variant="caption">{t(`spend.pricing.${record.pricing}`)}</Typography>
              : <Chip tone="medium">{t(`spend.pricing.${record.pricing}`)}</Chip>}
          </TableCell>
        </TableRow>
      ))}
    </TitledTable>
  );
}
